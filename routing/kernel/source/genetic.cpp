#include "genetic.hpp"

#include <algorithm>
#include <numeric>

namespace roundsman {

namespace {
constexpr int MOST_STOPS = 350;           // more, and one descent takes too long for a population to grow
constexpr int POPULATION = 25, GENERATION = 40, ELITE = 4, CLOSEST = 5, NEAREST = 20;
constexpr double WANTED_FEASIBLE = 0.2, DEARER = 1.2, CHEAPER = 0.85, MOST_PRICE = 1e6;
constexpr int SLOTS = 2 * (POPULATION + GENERATION + 1);   // of both kinds, with the newest
constexpr int PRICE_EVERY = 100, RESTART_AFTER = 20'000;
constexpr double SPLIT_OVERLOAD = 1.5;
}  // namespace

bool Genetic::suits(const Problem& problem) {
    if (problem.timed || !problem.plain_loads || !problem.simple || problem.optional || problem.backhauls || problem.driving ||
        problem.throughputs || problem.unreachable || problem.fewest_vehicles || problem.types.size() != 1 || problem.dimensions != 1)
        return false;
    const Type& type = problem.types[0];
    const Travel& travel = problem.travel[type.profile];
    const bool symmetric = travel.points || travel.metres == travel.metres_to;
    const int size = problem.size();
    if (!symmetric || size < 10 || size > MOST_STOPS || type.start < 0 || type.start != type.end) return false;
    if (type.fixed || type.per_metre <= 0 || type.max_distance < NEVER || type.max_stops < size || type.capacity[0] <= 0) return false;
    Int load = 0;
    for (int stop = 0; stop < size; ++stop) {
        if (!problem.may(stop, 0) || problem.stops[stop].demand > type.capacity[0]) return false;
        load += problem.stops[stop].demand;
    }
    // The vehicles must never be what limits: enough for any plan that a descent may come to.
    return type.count >= std::min<Int>(size, 2 * (load / type.capacity[0]) + 3);
}

Genetic::Genetic(const Problem& problem, const Neighbours& near, const Parameters& parameters, std::uint64_t seed)
    : problem_(problem),
      travel_(problem.travel[problem.types[0].profile]),
      parameters_(parameters),
      random_(seed),
      descent_(problem, near, NEAREST),
      capacity_(problem.types[0].capacity[0]) {
    Int farthest = 1, heaviest = 1;
    for (const Stop& stop : problem.stops) {
        farthest = std::max(farthest, 2 * travel_.distance(problem.types[0].start, stop.location));
        heaviest = std::max(heaviest, stop.demand);
    }
    price_ = std::max(0.1, std::min(1000.0, double(farthest) / double(heaviest)));
    recent_.assign(PRICE_EVERY, 1);
    apart_.assign(std::size_t(SLOTS) * SLOTS, 0);
    for (int slot = SLOTS; slot-- > 0;) free_slots_.push_back(slot);
    restart();
}

Genetic::Member Genetic::made(const std::vector<std::vector<int>>& routes) const {
    auto member = std::make_shared<Individual>();
    member->routes = routes;
    member->before.assign(problem_.size(), -1);
    member->after.assign(problem_.size(), -1);
    const int depot = problem_.types[0].start;
    for (const auto& route : routes) {
        Int load = 0;
        int last = depot;
        for (std::size_t k = 0; k < route.size(); ++k) {
            const int stop = route[k];
            member->tour.push_back(stop);
            member->metres += travel_.distance(last, problem_.stops[stop].location);
            last = problem_.stops[stop].location;
            load += problem_.stops[stop].demand;
            if (k > 0) member->before[stop] = route[k - 1];
            if (k + 1 < route.size()) member->after[stop] = route[k + 1];
        }
        member->metres += travel_.distance(last, depot);
        member->excess += std::max<Int>(0, load - capacity_);
    }
    member->cost = double(member->metres) + price_ * double(member->excess);
    return member;
}

// Cuts a tour into routes where that is cheapest (Prins 2004, doi:10.1016/S0305-0548(03)00158-8), overloads priced.
void Genetic::split(const std::vector<int>& tour, std::vector<std::vector<int>>& routes) {
    const int size = int(tour.size()), depot = problem_.types[0].start;
    potential_.assign(size + 1, 1e30);
    come_from_.assign(size + 1, -1);
    potential_[0] = 0;
    for (int first = 0; first < size; ++first) {
        Int load = 0, metres = 0;
        for (int last = first; last < size; ++last) {
            const int here = problem_.stops[tour[last]].location;
            load += problem_.stops[tour[last]].demand;
            if (double(load) > SPLIT_OVERLOAD * double(capacity_)) break;
            metres += travel_.distance(last == first ? depot : problem_.stops[tour[last - 1]].location, here);
            const double cost = potential_[first] + double(metres + travel_.distance(here, depot)) + (load > capacity_ ? price_ * double(load - capacity_) : 0);
            if (cost < potential_[last + 1]) potential_[last + 1] = cost, come_from_[last + 1] = first;
        }
    }
    routes.clear();
    for (int end = size; end > 0; end = come_from_[end]) routes.emplace_back(tour.begin() + come_from_[end], tour.begin() + end);
}

double Genetic::difference(const Individual& one, const Individual& other) const {
    int different = 0;
    for (int stop = 0; stop < problem_.size(); ++stop) {
        if (one.after[stop] != other.after[stop] && one.after[stop] != other.before[stop]) ++different;
        if (one.before[stop] < 0 && other.before[stop] >= 0 && other.after[stop] >= 0) ++different;
    }
    return double(different) / double(problem_.size());
}

double Genetic::apart(const Individual& one, const Individual& other) const { return apart_[std::size_t(one.slot) * SLOTS + other.slot]; }

void Genetic::take_slot(Individual& member, const std::vector<Member>& kind) {
    member.slot = free_slots_.back();
    free_slots_.pop_back();
    for (const Member& other : kind)
        apart_[std::size_t(member.slot) * SLOTS + other->slot] = apart_[std::size_t(other->slot) * SLOTS + member.slot] = difference(member, *other);
}

void Genetic::forget_all(std::vector<Member>& kind) {
    for (const Member& member : kind) free_slots_.push_back(member->slot);
    kind.clear();
}

double Genetic::to_closest(const Individual& one, const std::vector<Member>& kind) const {
    std::vector<double> distances;
    for (const Member& other : kind)
        if (other.get() != &one) distances.push_back(apart(one, *other));
    const std::size_t count = std::min<std::size_t>(CLOSEST, distances.size());
    if (count == 0) return 1;
    std::partial_sort(distances.begin(), distances.begin() + std::ptrdiff_t(count), distances.end());
    return std::accumulate(distances.begin(), distances.begin() + std::ptrdiff_t(count), 0.0) / double(count);
}

// Fitness: rank by cost, and by how different a plan is from its closest.
void Genetic::rank(std::vector<Member>& kind) {
    std::sort(kind.begin(), kind.end(), [](const Member& a, const Member& b) { return a->cost < b->cost; });
    const int size = int(kind.size());
    if (size <= 1) {
        for (const Member& member : kind) member->fitness = 0;
        return;
    }
    std::vector<std::pair<double, int>> diversity;
    for (int k = 0; k < size; ++k) diversity.emplace_back(-to_closest(*kind[k], kind), k);
    std::sort(diversity.begin(), diversity.end());
    for (int place = 0; place < size; ++place) {
        const int k = diversity[place].second;
        const double by_difference = double(place) / double(size - 1), by_cost = double(k) / double(size - 1);
        kind[k]->fitness = by_cost + (size <= ELITE ? 0 : (1 - double(ELITE) / double(size)) * by_difference);
    }
}

void Genetic::survive(std::vector<Member>& kind) {
    while (int(kind.size()) > POPULATION) {
        rank(kind);
        int worst = -1;
        bool worst_twin = false;
        for (int k = 1; k < int(kind.size()); ++k) {
            bool twin = false;
            for (int other = 0; other < int(kind.size()) && !twin; ++other) twin = other != k && apart(*kind[k], *kind[other]) < 1e-9;
            if (worst < 0 || (twin && !worst_twin) || (twin == worst_twin && kind[k]->fitness > kind[worst]->fitness)) worst = k, worst_twin = twin;
        }
        free_slots_.push_back(kind[worst]->slot);
        kind.erase(kind.begin() + worst);
    }
}

void Genetic::add(const Member& member) {
    auto& kind = member->feasible() ? feasible_ : overloaded_;
    take_slot(*member, kind);
    kind.push_back(member);
    std::sort(kind.begin(), kind.end(), [](const Member& a, const Member& b) { return a->cost < b->cost; });
    if (int(kind.size()) > POPULATION + GENERATION) survive(kind);
    if (member->feasible() && member->metres < best_metres_ && int(member->routes.size()) <= problem_.types[0].count) {
        best_metres_ = member->metres;
        best_routes_ = member->routes;
        without_better_ = 0;
    }
}

void Genetic::born(const std::vector<int>& tour) {
    std::vector<std::vector<int>> routes;
    split(tour, routes);
    descent_.run(routes, price_, random_);
    Member member = made(routes);
    // What is mended afterwards says nothing about the price.
    recent_[std::size_t(iterations_) % recent_.size()] = member->feasible();
    add(member);
    // Every second overloaded plan is mended by a dearer price.
    if (!member->feasible() && random_.chance(0.5)) {
        routes = member->routes;
        descent_.run(routes, 10 * price_, random_);
        member = made(routes);
        if (member->feasible()) add(member);
    }
}

const Individual& Genetic::chosen() {
    const auto one_of_all = [&]() -> const Individual& {
        const int k = random_.below(int(feasible_.size() + overloaded_.size()));
        return k < int(feasible_.size()) ? *feasible_[k] : *overloaded_[k - int(feasible_.size())];
    };
    const Individual &one = one_of_all(), &other = one_of_all();
    return one.fitness < other.fitness ? one : other;
}

void Genetic::adapt_price() {
    const double share = double(std::accumulate(recent_.begin(), recent_.end(), 0)) / double(recent_.size());
    if (share < WANTED_FEASIBLE - 0.05) price_ = std::min(price_ * DEARER, MOST_PRICE);
    else if (share > WANTED_FEASIBLE + 0.05) price_ = std::max(price_ * CHEAPER, 0.1);
    for (const Member& member : overloaded_) member->cost = double(member->metres) + price_ * double(member->excess);
    std::sort(overloaded_.begin(), overloaded_.end(), [](const Member& a, const Member& b) { return a->cost < b->cost; });
}

void Genetic::restart() {
    forget_all(feasible_);
    forget_all(overloaded_);
    without_better_ = 0;
    random_births_ = 4 * POPULATION;
}

void Genetic::step() {
    const int size = problem_.size();
    std::vector<int> tour(size);
    if (random_births_ > 0) {
        --random_births_;
        std::iota(tour.begin(), tour.end(), 0);
        for (int k = size - 1; k > 0; --k) std::swap(tour[k], tour[random_.below(k + 1)]);
        return born(tour);
    }
    rank(feasible_), rank(overloaded_);
    // Order crossover: a part of one tour in its place, the rest in the order of the other.
    const Individual& one = chosen();
    const Individual* other = &chosen();
    for (int tries = 0; other == &one && tries < 10; ++tries) other = &chosen();
    const int from = random_.below(size);
    int to = random_.below(size);
    while (to == from) to = random_.below(size);
    std::vector<std::uint8_t> taken(size, 0);
    int place = from;
    for (;; place = (place + 1) % size) {
        tour[place] = one.tour[place];
        taken[tour[place]] = 1;
        if (place == to) break;
    }
    for (int k = 1; k <= size; ++k) {
        const int stop = other->tour[(to + k) % size];
        if (taken[stop]) continue;
        place = (place + 1) % size;
        tour[place] = stop;
    }
    born(tour);
}

void Genetic::meet(const Plan& plan) {
    std::vector<std::vector<int>> routes;
    for (const RoutePlan& route : plan.routes)
        if (!route.visits.empty()) routes.push_back(route.visits);
    if (!plan.bank.empty()) return;
    const Member member = made(routes);
    for (const Member& known : feasible_)
        if (known->metres == member->metres && difference(*known, *member) < 1e-9) return;
    add(member);
}

Plan Genetic::best() const {
    Plan plan;
    for (const auto& route : best_routes_) plan.routes.push_back({0, route});
    plan.value.cost = best_metres_ * problem_.types[0].per_metre;
    return plan;
}

void Genetic::run(const Stretch& stretch) {
    for (std::int64_t done = 0;; ++done) {
        if (stretch.iterations >= 0 && done >= stretch.iterations) break;
        if (stretch.over()) break;
        step();
        ++iterations_;
        ++without_better_;
        if (iterations_ % PRICE_EVERY == 0) adapt_price();
        if (without_better_ > RESTART_AFTER) restart();
    }
}

}  // namespace roundsman
