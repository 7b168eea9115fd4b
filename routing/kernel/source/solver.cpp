#include "solver.hpp"

#include "mending.hpp"

#include <numeric>
#include <stdexcept>

namespace roundsman {

constexpr int WHOLE = 150, SMALL = 400, LARGE = 2500;   // stops
constexpr FleetShare FEWEST = {50, 100};   // of the budget to take vehicles away, where the fewest come first
constexpr int SAVINGS_FROM = 500;      // stops from which a first plan is made by savings
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

void Solver::wait_for(double seconds, int version) {
    std::unique_lock<std::mutex> guard(lock_);
    news_.wait_for(guard, std::chrono::duration<double>(std::clamp(seconds, 0.0, 1e9)), [&] { return done_ || version_ > version; });
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
    {
        const std::lock_guard<std::mutex> guard(lock_);
        done_ = true;
    }
    news_.notify_all();
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
    news_.notify_all();
}

// What the size and the rules of the problem ask for (docs/decisions/0012-ideas-of-the-kernel.md has the measurements).
void Solver::adapt_parameters() {
    const int size = problem_->size();
    if (problem_->timed) {
        parameters_.average_removed = std::max(parameters_.average_removed, 15.0);
        parameters_.longest_string = std::max(parameters_.longest_string, 20);
    } else if (size <= SMALL) {
        parameters_.neighbours = std::max(parameters_.neighbours, 100);
    }
    if (size <= WHOLE) parameters_.routes_per_part = size;
    if (size >= LARGE || problem_->optional) parameters_.hot *= 0.3;
    if (problem_->optional) parameters_.optional_near = std::max(parameters_.optional_near, 80);
}

// A plan that keeps every rule: units that break one where they are given are left out, those put last first.
Plan Solver::mended(const Plan& given) const {
    Mending mending(*problem_);
    for (const RoutePlan& route : given.routes) mending.add(route);
    return mending.plan();
}

// How many plans without a better one show that few units have no better one.
static std::int64_t few_units(const Problem& problem) {
    const std::int64_t units = std::int64_t(problem.units.size());
    return units > 20 ? std::numeric_limits<std::int64_t>::max() : 1000 * units * units * units;
}

// How often a search of so many steps cools down: few stops are cold long before the budget is used.
double Solver::rounds_for(double steps) const {
    return std::clamp(std::floor(steps / (double(problem_->size()) * parameters_.steps_per_stop)), 1.0, 20.0);
}

// Where a stretch of the budget lies in its round; the stretch in which a round ends is its last. Beyond the budget, as
// long as better plans come, it stays as cold as at the end of the last round.
void Solver::to_round(Stretch& stretch, double rounds) const {
    const double from = stretch.used_from * rounds, whole = std::min(std::floor(from), rounds - 1);
    stretch.used_from = from - whole;
    stretch.used_to = std::min(stretch.used_to * rounds - whole, 1.0);
}

// Runs every search on what it has, each in a thread.
void Solver::run_all(const Stretch& stretch) {
    std::vector<std::thread> helpers;
    std::exception_ptr failure;
    std::mutex failing;
    const auto work = [&](std::size_t k) {
        try {
            searches_[k]->run(stretch);
        } catch (...) {
            const std::lock_guard<std::mutex> guard(failing);
            failure = std::current_exception();
        }
    };
    for (std::size_t k = 1; k < searches_.size(); ++k) helpers.emplace_back(work, k);
    work(0);
    for (auto& helper : helpers) helper.join();
    if (failure) std::rethrow_exception(failure);
    std::int64_t sum = 0;
    for (auto& search : searches_) sum += search->iterations();
    iterations_ = sum;
}

void Solver::search(Limits limits, std::shared_ptr<Plan> first) {
    const Problem& problem = *problem_;
    if (problem.stops.empty() || problem.types.empty()) {
        Plan nothing;
        for (int unit = 0; unit < int(problem.units.size()); ++unit) nothing.bank.push_back(unit);
        return offer(nothing);
    }
    Stretch whole;
    whole.stop = &stop_;
    if (limits.seconds >= 0) whole.end = began_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(std::min(limits.seconds, 1e9)));
    const auto over = [&whole] { return whole.over(); };
    adapt_parameters();
    near_.emplace_back(problem, parameters_.ruin_neighbours, Nearness{}, threads_, over);
    if (problem.timed) {
        near_.emplace_back(problem, parameters_.neighbours, Nearness{}, threads_, over);
        near_.emplace_back(problem, parameters_.neighbours, Nearness{0.2, 1.0}, threads_, over);
    }
    for (int k = 0; k < threads_; ++k) searches_.push_back(std::make_unique<Search>(problem, near_, parameters_, seed_ * 1000003 + k));

    Plan empty;
    std::vector<int> all;
    for (const Type& type : problem.types) all.push_back(type.count);
    if (first) {
        empty = mended(*first);
    } else if (problem.size() >= SAVINGS_FROM && savings_suit(problem)) {
        empty = savings_plan(problem, near_[0]);
    } else {
        empty.bank.resize(problem.units.size());
        std::iota(empty.bank.begin(), empty.bank.end(), 0);
    }
    searches_[0]->load(empty, all);
    searches_[0]->fill(whole);
    Plan current = searches_[0]->current();
    offer(current);

    double legs = double(current.routes.size()), spent = 0;
    for (const RoutePlan& route : current.routes) legs += double(route.visits.size()), spent -= double(problem.types[route.type].fixed);
    for (int unit : current.bank) spent -= double(problem.units[unit].penalty);
    spent += double(current.value.cost);
    const double mean_leg = std::max(1e-9, spent / std::max(1.0, legs));
    for (auto& search : searches_) search->set_temperatures(parameters_.hot * mean_leg, parameters_.cold * mean_leg);

    const auto deadline = whole.end;
    const auto start = Clock::now();
    const bool by_time = limits.iterations < 0 && limits.no_improvement < 0;
    // What acceptance follows. Without a number of iterations it has cooled when the last better plan may be that far back.
    const std::int64_t total = limits.iterations >= 0 ? limits.iterations : limits.no_improvement;
    std::int64_t stretch_iterations = std::max<std::int64_t>(200, std::min<std::int64_t>(total / 20, 4 * std::int64_t(problem.size())));
    std::int64_t patience = few_units(problem);
    if (limits.no_improvement >= 0) {
        patience = std::min(patience, limits.no_improvement);
        stretch_iterations = std::min(stretch_iterations, std::max<std::int64_t>(1, limits.no_improvement));
    }
    if (problem.fewest_vehicles) current = with_fewer_vehicles(current, limits, deadline, FEWEST);
    int version = version_;
    bool emptied = false;   // whether vehicles were taken away
    // What all routes share cannot be counted on parts.
    const bool apart = !problem.throughputs && problem.needs.empty();
    const auto in_parts = [&] { return threads_ > 1 && current.routes.size() >= std::size_t(parameters_.routes_per_part) * std::size_t(threads_) && apart; };
    std::vector<Plan> chains;   // where routes are too few for parts: what each thread has made of all of them
    if (parameters_.genetic && Genetic::suits(problem)) genetic_ = std::make_unique<Genetic>(problem, near_[0], parameters_, seed_ * 1000003 + 77);
    // Parting and merging costs as much as there are stops: the more there are, the seldomer.
    const double stretch_s = std::clamp(double(problem.size()) / 40'000, 0.25, 2.0);
    std::int64_t done = by_time ? 0 : searches_[0]->iterations(), stretches = 0;
    std::int64_t looked_at = searches_[0]->iterations(), better = looked_at;
    double rounds = by_time || limits.iterations < 0 || genetic_ ? 1 : rounds_for(double(total) * (in_parts() ? threads_ : 1));
    while (!stop_ && looked_at - better < patience) {
        Stretch stretch = whole;
        stretch.begin = Clock::now();
        if (stretch.begin >= deadline) break;
        if (by_time) {
            const auto budget = deadline - start;
            stretch.end = std::min(deadline, stretch.begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(stretch_s)));
            stretch.used_from = std::chrono::duration<double>(stretch.begin - start) / std::chrono::duration<double>(budget);
            stretch.used_to = std::chrono::duration<double>(stretch.end - start) / std::chrono::duration<double>(budget);
            if (stretches == 1 && !genetic_) rounds = rounds_for(double(iterations_) / stretch.used_from);
        } else {
            if (limits.iterations >= 0 && done >= total) break;
            stretch.iterations = limits.iterations >= 0 ? std::min(stretch_iterations, total - done) : stretch_iterations;
            stretch.used_from = std::min(1.0, double(done) / double(total));
            stretch.used_to = std::min(1.0, double(done + stretch.iterations) / double(total));
        }
        if (!emptied && too_many_vehicles(current, stretch.used_from)) {
            emptied = true;
            const std::int64_t before = searches_[0]->iterations();
            current = with_vehicles_emptied(std::move(current), limits, done, deadline);
            if (!by_time) done += searches_[0]->iterations() - before;
            chains.clear();
            continue;
        }
        to_round(stretch, rounds);
        std::vector<std::vector<int>> vehicles;
        const bool breeding = genetic_ && (threads_ > 1 || stretches % 2 == 1);
        std::vector<Plan> pieces;
        const bool chained = !genetic_ && threads_ > 1 && !in_parts();
        if (chained) {
            chains.resize(std::size_t(threads_), current);
            pieces = chains;
            vehicles.assign(chains.size(), all);
        } else if (threads_ > 1 || !breeding) {
            chains.clear();
            pieces = split(current, vehicles, genetic_ ? std::max(1, threads_ - 1) : in_parts() ? threads_ : 1);
        }
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
        if (chained) {
            chains = now;
            for (const Plan& found : best) offer(found);
            current = *std::min_element(now.begin(), now.end(), [](const Plan& a, const Plan& b) { return a.value < b.value; });
        } else if (!pieces.empty()) {
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
        looked_at = by_time ? searches_[0]->iterations() : done;
        if (version_ > version) version = version_, better = looked_at;
    }
}

}  // namespace roundsman
