#include "search.hpp"

#include <cmath>

namespace roundsman {

Search::Search(const Problem& problem, const std::vector<Neighbours>& near, const Parameters& parameters, std::uint64_t seed)
    : problem_(problem),
      near_(near),
      parameters_(parameters),
      random_(seed),
      at_(problem),
      ruin_(at_, random_, parameters_),
      recreate_(at_, random_),
      local_(at_, parameters_),
      parting_(at_),
      parts_anew_(Parting::suits(problem)) {
    recreate_.blink_rate = parameters.blink_rate;
    absence_.assign(problem.units.size(), 0);
    unit_seen_.assign(problem.units.size(), 0);
    far_.assign(problem.size(), 0);
    for (int stop = 0; stop < problem.size(); ++stop) {
        double nearest = -1;
        for (const Type& type : problem.types) {
            const int there = type.start >= 0 ? type.start : type.end;
            if (there < 0) continue;
            const double metres = double(problem.travel[type.profile].distance(there, problem.stops[stop].location));
            if (nearest < 0 || metres < nearest) nearest = metres;
            if (&type - &problem.types[0] > 20) break;
        }
        far_[stop] = std::max(0.0, nearest);
    }
    best_routes_.resize(at_.routes.size());
    changed_.assign(at_.routes.size(), 0);
}

void Search::load(const Plan& plan, const std::vector<int>& vehicles) {
    at_.load(plan, vehicles);
    members_.clear();
    for (int route : at_.driving)
        for (int id = at_.nodes[at_.start_of(route)].next; id != at_.end_of(route); id = at_.nodes[id].next)
            if (at_.is_stop(id)) members_.push_back(id);
    for (int unit : at_.bank)
        for (int stop : problem_.units[unit].stops) members_.push_back(stop);
    // Alternatives of a served group that are not visited belong to this part as well.
    if (problem_.groups) {
        std::vector<int> planned = members_;
        for (int stop : planned)
            if (problem_.units[problem_.stops[stop].unit].kind == Kind::group)
                for (int other : problem_.units[problem_.stops[stop].unit].stops)
                    if (!at_.planned(other) && !at_.in_bank(problem_.stops[stop].unit)) members_.push_back(other);
    }
    std::fill(changed_.begin(), changed_.end(), 0);
    changed_routes_.clear();
    for (int route = 0; route < int(at_.routes.size()); ++route) best_routes_[route] = {-1, {}};
    for (int route : at_.driving) changed_[route] = 1, changed_routes_.push_back(route);
    best_value_ = at_.value();
    remember();
}

void Search::remember() {
    best_value_ = at_.value();
    for (int route : changed_routes_) {
        changed_[route] = 0;
        best_routes_[route].type = at_.routes[route].type;
        if (at_.routes[route].type >= 0) at_.visits_of(route, best_routes_[route].visits);
        else best_routes_[route].visits.clear();
    }
    changed_routes_.clear();
    best_.bank = at_.bank;
}

void Search::finish() {
    best_.routes.clear();
    for (const RoutePlan& route : best_routes_)
        if (route.type >= 0) best_.routes.push_back(route);
    best_.value = best_value_;
}

int Search::seed_stop() { return members_[random_.below(int(members_.size()))]; }

// What is to be put back: what was taken out, what must be served and is not, and some of what was left out near by.
void Search::gather(const Neighbours& wide) {
    constexpr std::size_t most_missing = 100;
    todo_.clear();
    if (!problem_.optional && at_.bank.size() <= ruin_.removed().size() + most_missing) {
        todo_ = at_.bank;
        return;
    }
    ++look_;
    const auto add = [&](int unit) {
        if (unit_seen_[unit] == look_ || !at_.in_bank(unit)) return;
        unit_seen_[unit] = look_;
        todo_.push_back(unit);
    };
    for (int unit : ruin_.removed()) add(unit);
    if (missing_in_bank_ > 0 || !problem_.optional) {
        std::size_t added = 0;
        const std::size_t from = at_.bank.empty() ? 0 : random_.below(int(at_.bank.size()));
        for (std::size_t k = 0; k < at_.bank.size() && added < most_missing; ++k) {
            const int unit = at_.bank[(from + k) % at_.bank.size()];
            if (problem_.units[unit].required) add(unit), ++added;
        }
    }
    if (!problem_.optional) return;
    const std::size_t most = todo_.size() + 1 + random_.below(parameters_.optional_near);
    const std::size_t taken = ruin_.removed().size();
    for (std::size_t k = 0; k < taken && todo_.size() < most; ++k)
        for (int neighbour : wide.of(problem_.units[ruin_.removed()[k]].stops[0], parameters_.optional_near)) {
            add(problem_.stops[neighbour].unit);
            if (todo_.size() >= most) break;
        }
    if (taken == 0)
        for (int neighbour : wide.of(seed_, parameters_.optional_near)) add(problem_.stops[neighbour].unit);
    add(problem_.stops[seed_].unit);
}

// Orders of insertion and their weights are those of Christiaens & Vanden Berghe (2020).
void Search::order() {
    if (todo_.size() < 2) return;
    const auto by = [&](auto key) {
        ranked_.clear();
        for (int unit : todo_) ranked_.emplace_back(key(problem_.units[unit].stops[0]), unit);
        std::sort(ranked_.begin(), ranked_.end());
        for (std::size_t k = 0; k < todo_.size(); ++k) todo_[k] = ranked_[k].second;
    };
    const int total = problem_.timed ? 17 : 11;
    const int draw = random_.below(total);
    if (missing_in_bank_ > 0 && random_.chance(0.5)) {
        // What is hardest to place goes first.
        ranked_.clear();
        for (int unit : todo_) ranked_.emplace_back(-double(absence_[unit]), unit);
        std::sort(ranked_.begin(), ranked_.end());
        for (std::size_t k = 0; k < todo_.size(); ++k) todo_[k] = ranked_[k].second;
    } else if (problem_.optional && random_.chance(0.2)) {
        ranked_.clear();
        for (int unit : todo_) ranked_.emplace_back(-double(problem_.units[unit].worth), unit);
        std::sort(ranked_.begin(), ranked_.end());
        for (std::size_t k = 0; k < todo_.size(); ++k) todo_[k] = ranked_[k].second;
    } else if (draw < 4) {
        for (int k = int(todo_.size()) - 1; k > 0; --k) std::swap(todo_[k], todo_[random_.below(k + 1)]);
    } else if (draw < 8) {
        by([&](int stop) { return -double(problem_.stops[stop].demand); });
    } else if (draw < 10) {
        by([&](int stop) { return -far_[stop]; });
    } else if (draw < 11) {
        by([&](int stop) { return far_[stop]; });
    } else if (draw < 13) {
        by([&](int stop) { return double(problem_.stops[stop].closes - problem_.stops[stop].opens); });
    } else if (draw < 15) {
        by([&](int stop) { return double(problem_.stops[stop].opens); });
    } else {
        by([&](int stop) { return -double(problem_.stops[stop].closes); });
    }
}

void Search::recreate(const Neighbours& near, bool at_any_cost, const Stretch* within) {
    order();
    for (int unit : todo_) {
        if (within && within->over()) break;
        const Unit& it = problem_.units[unit];
        const Placing place = recreate_.best_place(unit, near, parameters_.neighbours, it.required || at_any_cost ? NEVER : it.worth);
        if (!place.found()) continue;
        recreate_.apply(unit, place);
        if (at_any_cost) keep_if_sound();
    }
}

// Stops that are often left out weigh more, so that they are served one day. Source of the idea, for fewest
// vehicles: Christiaens & Vanden Berghe (2020), absence counters.
bool Search::accepted(const Objective& before, double temperature) {
    const Objective now = at_.value();
    if (now.missing < before.missing) return true;
    if (now.missing > before.missing && before.missing == 0) return false;
    if (before.missing > 0) {
        Int sum = 0;
        for (int unit : at_.bank)
            if (problem_.units[unit].required) sum += absence_[unit] + 1;
        for (int unit : at_.bank)
            if (problem_.units[unit].required) ++absence_[unit];
        if (sum < absent_before_) return true;
        if (now.missing > before.missing) return false;
    }
    if (now.vehicles != before.vehicles) return now.vehicles < before.vehicles;
    return double(now.cost) < double(before.cost) - temperature * std::log(random_.unit() + 1e-300);
}

// Whether a route costs at least so much with a vehicle of a type, as far as can be told without working it out.
bool Search::costs_more(int route, int type, Int most) const {
    const Type &own = problem_.types[at_.routes[route].type], &other = problem_.types[type];
    if (problem_.plain_loads && problem_.dimensions && at_.routes[route].load > other.capacity[0]) return true;
    if (own.profile != other.profile) return false;
    return other.fixed + other.per_metre * (at_.routes[route].distance + at_.farther_with(route, other)) >= most;
}

// Changed routes take the vehicle that is cheapest for them, or that of another route where both are better off.
void Search::change_types() {
    constexpr int tried = 8;
    const int types = int(problem_.types.size());
    const std::size_t count = at_.touched().size();
    for (std::size_t k = 0; k < count; ++k) {
        const int route = at_.touched()[k];
        if (at_.routes[route].type < 0 || !at_.routes[route].feasible) continue;
        at_.visits_of(route, visits_);
        int best = -1;
        Int least = at_.routes[route].cost;
        for (int n = 0; n < std::min(types, tried); ++n) {
            const int type = types <= tried ? n : random_.below(types);
            if (type == at_.routes[route].type || at_.available[type] <= 0 || costs_more(route, type, least)) continue;
            const Sums sums = at_.evaluate(type, visits_);
            if (sums.feasible && sums.cost < least) least = sums.cost, best = type;
        }
        if (best >= 0) {
            at_.set_type(route, best);
            at_.refresh(route);
        }
        if (!random_.chance(0.1)) continue;
        const int other = at_.driving[random_.below(int(at_.driving.size()))];
        const int mine = at_.routes[route].type, yours = at_.routes[other].type;
        if (mine == yours || !at_.routes[other].feasible) continue;
        if (costs_more(route, yours, at_.routes[route].cost + at_.routes[other].cost)) continue;
        const Sums one = at_.evaluate(yours, visits_);
        if (!one.feasible) continue;
        at_.visits_of(other, visits_);
        const Sums two = at_.evaluate(mine, visits_);
        if (!two.feasible || one.cost + two.cost >= at_.routes[route].cost + at_.routes[other].cost) continue;
        at_.touch(other);
        at_.set_type(route, yours);
        at_.set_type(other, mine);
        at_.refresh(route);
        at_.refresh(other);
    }
}

// A changed route, or two that are neighbours, become as many as are cheapest.
void Search::part_anew(const Neighbours& near) {
    if (at_.touched().empty()) return;
    const int route = at_.touched()[random_.below(int(at_.touched().size()))];
    if (at_.routes[route].type < 0 || !at_.routes[route].feasible) return;
    int other = -1;
    if (random_.chance(0.5)) {
        at_.visits_of(route, visits_);
        const auto around = near.of(visits_[random_.below(int(visits_.size()))], 10);
        if (around.size() > 0) other = at_.route_of[around.first[random_.below(around.size())]];
        if (other == route || (other >= 0 && !at_.routes[other].feasible)) other = -1;
    }
    parting_.part(route, other, recreate_.most_vehicles);
}

void Search::step(double temperature) {
    const Objective before = at_.value();
    missing_in_bank_ = before.missing;
    if (before.missing > 0) {
        absent_before_ = 0;
        for (int unit : at_.bank)
            if (problem_.units[unit].required) absent_before_ += absence_[unit] + 1;
    }
    at_.begin();
    ruin_.begin();
    const Neighbours& wide = near_[0];
    // Where a stop is missing that must be served, room is made around it as often as not.
    seed_ = seed_stop();
    if (before.missing > 0 && random_.chance(0.5)) {
        const int unit = at_.bank[random_.below(int(at_.bank.size()))];
        if (problem_.units[unit].required) seed_ = problem_.units[unit].stops[random_.below(int(problem_.units[unit].stops.size()))];
    }
    ruin_.strings(seed_, wide);
    ruin_.tidy();
    gather(wide);
    const Neighbours& near = near_[near_.size() > 1 ? 1 + random_.below(int(near_.size()) - 1) : 0];
    recreate_.share_lent = problem_.optional && random_.chance(parameters_.lending) ? random_.unit() : 0;
    recreate(near);
    if (problem_.plain_loads)
        for (int route : at_.touched())
            if (at_.routes[route].type >= 0) at_.count_loads(route);
    if (parameters_.local_search > 0 && random_.chance(parameters_.local_search))
        for (int unit : ruin_.removed())
            for (int stop : problem_.units[unit].stops)
                if (at_.planned(stop)) local_.swap_tails(stop, near);
    if (problem_.types.size() > 1) change_types();
    if (parts_anew_ && random_.chance(parameters_.parting)) part_anew(near);
    if (!at_.step_feasible() || !accepted(before, temperature)) {
        at_.undo();
        return;
    }
    for (int route : at_.touched())
        if (!changed_[route]) changed_[route] = 1, changed_routes_.push_back(route);
    at_.commit();
    if (at_.value() < best_value_) remember();
}

// A first plan keeps every rule whatever happens.
void Search::keep_if_sound() {
    if (!at_.step_feasible()) return at_.undo();
    for (int route : at_.touched())
        if (!changed_[route]) changed_[route] = 1, changed_routes_.push_back(route);
    at_.commit();
}

void Search::fill(const Stretch& within) {
    at_.begin();
    ruin_.begin();
    constexpr std::size_t few = 100;
    const Neighbours& near = near_[near_.size() > 1 ? 1 : 0];
    // Alone no stop may be worth its way: what is not worth it leaves the plan in the search.
    todo_ = at_.bank;
    recreate(near, true, &within);
    todo_ = at_.bank;
    if (todo_.size() <= few) recreate(near, true, &within);   // those whose only place was blinked at
    remember();
}

void Search::run(const Stretch& stretch) {
    if (members_.empty()) return finish();
    double used = stretch.used_from;
    for (std::int64_t done = 0;; ++done) {
        if (stretch.iterations >= 0) {
            if (done >= stretch.iterations) break;
            used = stretch.used_from + (stretch.used_to - stretch.used_from) * double(done) / double(stretch.iterations);
            if ((done & 63) == 0 && stretch.over()) break;
        } else if ((done & 15) == 0) {
            const auto now = std::chrono::steady_clock::now();
            if (now >= stretch.end || (stretch.stop && stretch.stop->load(std::memory_order_relaxed))) break;
            const double share = std::chrono::duration<double>(now - stretch.begin) / std::chrono::duration<double>(stretch.end - stretch.begin);
            used = stretch.used_from + (stretch.used_to - stretch.used_from) * share;
        }
        step(hot_ * std::pow(cold_ / hot_, used));
        ++iterations_;
        if (stretch.until_complete && at_.value().missing == 0) break;
#if ROUNDSMAN_CHECKED
        at_.check();
#endif
    }
    finish();
}

}  // namespace roundsman
