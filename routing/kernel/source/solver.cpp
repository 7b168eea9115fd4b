#include "solver.hpp"

#include "mending.hpp"

#include <numeric>
#include <stdexcept>

namespace roundsman {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t STEPS_PER_BIRTH = 150;   // steps of ruin and recreate that take about as long as one birth

Solver::Solver(std::shared_ptr<const Problem> problem, Parameters parameters, std::uint64_t seed, int threads)
    : problem_(std::move(problem)), parameters_(parameters), threads_(std::max(1, threads)), random_(seed), seed_(seed) {}

Solver::~Solver() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
}

void Solver::start(Limits limits, const Plan* first) {
    if (thread_.joinable() || done_) throw std::logic_error("a search is started once");
    began_ = Clock::now();
    auto copy = first ? std::make_shared<Plan>(*first) : nullptr;
    thread_ = std::thread([this, limits, copy] { run(limits, copy); });
}

void Solver::wait() {
    if (thread_.joinable()) thread_.join();
    if (failure_) std::rethrow_exception(failure_);
}

void Solver::run(Limits limits, std::shared_ptr<Plan> first) {
    try {
        search(limits, std::move(first));
    } catch (...) {
        failure_ = std::current_exception();
    }
    done_ = true;
}

Report Solver::report() const {
    Report report;
    report.seconds = std::chrono::duration<double>(Clock::now() - began_).count();
    report.iterations = iterations_;
    const std::lock_guard<std::mutex> guard(lock_);
    report.value = best_.value;
    report.version = version_;
    report.improving = version_ > 0;
    report.done = done_;
    return report;
}

Plan Solver::best() const {
    const std::lock_guard<std::mutex> guard(lock_);
    return best_;
}

void Solver::offer(const Plan& plan) {
    const std::lock_guard<std::mutex> guard(lock_);
    if (version_ > 0 && !(plan.value < best_.value)) return;
    best_ = plan;
    ++version_;
}

std::vector<int> Solver::left_over(const Plan& plan) const {
    std::vector<int> vehicles;
    for (const Type& type : problem_->types) vehicles.push_back(type.count);
    for (const RoutePlan& route : plan.routes) --vehicles[route.type];
    return vehicles;
}

Plan Solver::merged(const std::vector<Plan>& parts) const {
    Plan whole;
    for (const Plan& part : parts) {
        whole.routes.insert(whole.routes.end(), part.routes.begin(), part.routes.end());
        whole.bank.insert(whole.bank.end(), part.bank.begin(), part.bank.end());
        whole.value.missing += part.value.missing;
        whole.value.vehicles += part.value.vehicles;
        whole.value.cost += part.value.cost;
    }
    return whole;
}

// Routes go to the side of whichever of two random stops is nearer, so that every part holds equally many stops.
std::vector<Plan> Solver::split(const Plan& whole, std::vector<std::vector<int>>& vehicles, int parts) {
    std::vector<Plan> pieces{whole};
    const Travel& travel = problem_->travel[0];
    while (int(pieces.size()) < parts) {
        std::vector<Plan> halves;
        for (Plan& piece : pieces) {
            const int one = problem_->stops[random_.below(problem_->size())].location, other = problem_->stops[random_.below(problem_->size())].location;
            const auto side = [&](int stop) {
                const int there = problem_->stops[stop].location;
                return double(travel.distance(there, one)) - double(travel.distance(there, other));
            };
            std::vector<std::pair<double, int>> ranked;
            std::size_t stops = 0;
            for (int k = 0; k < int(piece.routes.size()); ++k) {
                const auto& visits = piece.routes[k].visits;
                double sum = 0;
                int counted = 0;
                for (std::size_t v = 0; v < visits.size(); v += std::max<std::size_t>(1, visits.size() / 4))
                    if (visits[v] >= 0) sum += side(visits[v]), ++counted;
                ranked.emplace_back(counted ? sum / counted : 0, k);
                stops += visits.size();
            }
            std::sort(ranked.begin(), ranked.end());
            Plan near, far;
            std::size_t placed = 0;
            double border = 0;
            for (const auto& [where, k] : ranked) {
                const bool first = placed + piece.routes[k].visits.size() / 2 <= stops / 2;
                if (first) border = where;
                placed += piece.routes[k].visits.size();
                (first ? near : far).routes.push_back(std::move(piece.routes[k]));
            }
            for (int unit : piece.bank) (side(problem_->units[unit].stops[0]) <= border ? near : far).bank.push_back(unit);
            halves.push_back(std::move(near));
            halves.push_back(std::move(far));
        }
        pieces = std::move(halves);
    }
    std::vector<int> spare = left_over(whole);
    vehicles.assign(pieces.size(), std::vector<int>(spare.size(), 0));
    for (std::size_t type = 0; type < spare.size(); ++type) {
        const int each = spare[type] / int(pieces.size()), more = spare[type] % int(pieces.size());
        const int from = random_.below(int(pieces.size()));
        for (int k = 0; k < int(pieces.size()); ++k) vehicles[k][type] = each + ((k + from) % int(pieces.size()) < more ? 1 : 0);
        for (std::size_t k = 0; k < pieces.size(); ++k)
            for (const RoutePlan& route : pieces[k].routes) vehicles[k][type] += route.type == int(type);
    }
    return pieces;
}

// A plan that keeps every rule: units that break one where they are given are left out, those put last first.
Plan Solver::mended(const Plan& given) const {
    Mending mending(*problem_);
    for (const RoutePlan& route : given.routes) mending.add(route);
    return mending.plan();
}

void Solver::search(Limits limits, std::shared_ptr<Plan> first) {
    const Problem& problem = *problem_;
    if (problem.stops.empty() || problem.types.empty()) {
        Plan nothing;
        for (int unit = 0; unit < int(problem.units.size()); ++unit) nothing.bank.push_back(unit);
        return offer(nothing);
    }
    near_.emplace_back(problem, parameters_.ruin_neighbours, Nearness{}, threads_);
    if (problem.timed) {
        near_.emplace_back(problem, parameters_.neighbours, Nearness{}, threads_);
        near_.emplace_back(problem, parameters_.neighbours, Nearness{0.2, 1.0}, threads_);
    }
    for (int k = 0; k < threads_; ++k) searches_.push_back(std::make_unique<Search>(problem, near_, parameters_, seed_ * 1000003 + k));

    Plan empty;
    std::vector<int> all;
    for (const Type& type : problem.types) all.push_back(type.count);
    if (first) {
        empty = mended(*first);
    } else {
        empty.bank.resize(problem.units.size());
        std::iota(empty.bank.begin(), empty.bank.end(), 0);
    }
    searches_[0]->load(empty, all);
    searches_[0]->fill();
    Plan current = searches_[0]->current();
    offer(current);

    double legs = double(current.routes.size()), spent = 0;
    for (const RoutePlan& route : current.routes) legs += double(route.visits.size()), spent -= double(problem.types[route.type].fixed);
    for (int unit : current.bank) spent -= double(problem.units[unit].penalty);
    spent += double(current.value.cost);
    const double mean_leg = std::max(1e-9, spent / std::max(1.0, legs));
    for (auto& search : searches_) search->set_temperatures(parameters_.hot * mean_leg, parameters_.cold * mean_leg);

    const auto deadline = began_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(limits.seconds < 0 ? 1e9 : std::min(limits.seconds, 1e9)));
    const auto start = Clock::now();
    const bool by_time = limits.iterations < 0 && limits.no_improvement < 0;
    const std::int64_t total = limits.iterations >= 0 ? limits.iterations : limits.no_improvement >= 0 ? 50 * std::min(limits.no_improvement, std::int64_t(1) << 50) : 0;
    const std::int64_t stretch_iterations = std::max<std::int64_t>(200, std::min<std::int64_t>(total / 20, 4 * std::int64_t(problem.size())));
    // What all routes share cannot be counted on parts.
    const bool apart = !problem.throughputs && problem.needs.empty();
    const int parts = threads_ > 1 && current.routes.size() >= 4 * std::size_t(threads_) && apart ? threads_ : 1;
    if (parameters_.genetic && Genetic::suits(problem)) genetic_ = std::make_unique<Genetic>(problem, near_[0], parameters_, seed_ * 1000003 + 77);
    std::int64_t done = 0, stretches = 0;
    while (!stop_) {
        Stretch stretch;
        stretch.stop = &stop_;
        stretch.begin = Clock::now();
        if (stretch.begin >= deadline) break;
        if (by_time) {
            const auto budget = deadline - start;
            stretch.end = std::min(deadline, stretch.begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(0.25)));
            stretch.used_from = std::chrono::duration<double>(stretch.begin - start) / std::chrono::duration<double>(budget);
            stretch.used_to = std::chrono::duration<double>(stretch.end - start) / std::chrono::duration<double>(budget);
        } else {
            if (done >= total) break;
            stretch.iterations = std::min(stretch_iterations, total - done);
            stretch.used_from = double(done) / double(total);
            stretch.used_to = double(done + stretch.iterations) / double(total);
        }
        std::vector<std::vector<int>> vehicles;
        const bool breeding = genetic_ && (threads_ > 1 || stretches % 2 == 1);
        std::vector<Plan> pieces;
        if (threads_ > 1 || !breeding) pieces = split(current, vehicles, genetic_ ? std::max(1, threads_ - 1) : parts);
        ++stretches;
        std::vector<std::thread> helpers;
        std::exception_ptr failure;
        std::mutex failing;
        const auto work = [&](std::size_t k) {
            try {
                searches_[k]->load(pieces[k], vehicles[k]);
                searches_[k]->run(stretch);
            } catch (...) {
                const std::lock_guard<std::mutex> guard(failing);
                failure = std::current_exception();
            }
        };
        const auto breed = [&] {
            try {
                Stretch own = stretch;
                if (own.iterations >= 0) own.iterations = std::max<std::int64_t>(1, own.iterations / STEPS_PER_BIRTH);
                genetic_->run(own);
            } catch (...) {
                const std::lock_guard<std::mutex> guard(failing);
                failure = std::current_exception();
            }
        };
        if (breeding && !pieces.empty()) helpers.emplace_back(breed);
        for (std::size_t k = 1; k < pieces.size(); ++k) helpers.emplace_back(work, k);
        if (pieces.empty()) breed();
        else work(0);
        for (auto& helper : helpers) helper.join();
        if (failure) std::rethrow_exception(failure);
        std::vector<Plan> now, best;
        for (std::size_t k = 0; k < pieces.size(); ++k) now.push_back(searches_[k]->current()), best.push_back(searches_[k]->best());
        if (!pieces.empty()) {
            current = merged(now);
            const Plan found = merged(best);
            offer(found);
            if (breeding && found.value.missing == 0 && found.value == best_.value) genetic_->meet(found);
        }
        if (breeding && genetic_->has_best()) {
            const Plan bred = genetic_->best();
            offer(bred);
            // Late, when the search has cooled down, it goes on from the better plan.
            if (stretch.used_to > 0.5 && bred.value < current.value) current = bred;
        }
        std::int64_t sum = 0;
        for (auto& search : searches_) sum += search->iterations();
        iterations_ = sum;
        done += stretch.iterations;
    }
}

}  // namespace roundsman
