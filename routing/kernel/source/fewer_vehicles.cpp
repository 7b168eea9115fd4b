// Fewest vehicles first; and fewer in the midst of a search for the least cost, where vehicles are nearly full.
#include "solver.hpp"

namespace roundsman {

// From how full on, on average, and from how many times as many as there must be, vehicles are emptied.
constexpr double NEARLY_FULL = 0.88, TOO_MANY = 1.05;
// Between these shares of the budget: before, a plan says little of how many vehicles there must be.
constexpr double EMPTIED_FROM = 0.35, EMPTIED_UNTIL = 0.6;
constexpr FleetShare EMPTIED = {40, 60};   // of what is left of the budget

// How many vehicles of one depot there are at least, full of what all stops are brought; 1 where other rules say more.
std::size_t Solver::least_vehicles() const {
    const Problem& problem = *problem_;
    if (problem.dimensions != 1 || !problem.simple || !problem.plain_loads || problem.optional || problem.trips || problem.backhauls ||
        problem.sequences || problem.throughputs || !problem.needs.empty())
        return 1;
    Int load = 0, room = 1;
    for (const Stop& stop : problem.stops) load += stop.demand;
    for (const Type& type : problem.types) {
        if (type.start != problem.types[0].start || type.end != problem.types[0].end) return 1;
        room = std::max(room, type.capacity[0]);
    }
    return std::max<std::size_t>(1, std::size_t(load / room + (load % room > 0)));
}

// Whether the vehicles of a plan are nearly full and yet more than there must be. Stops of one find room in the others one
// here and one there, and never all of them in one step: a search for the least cost keeps all the vehicles then.
bool Solver::too_many_vehicles(const Plan& plan, double used) const {
    if (genetic_ || problem_->fewest_vehicles || used < EMPTIED_FROM || used >= EMPTIED_UNTIL) return false;
    const double least = double(least_vehicles()), routes = double(plan.routes.size());
    return plan.value.missing == 0 && routes >= TOO_MANY * least && least >= NEARLY_FULL * routes;
}

// Takes vehicles away for a while, though they are no dearer than others: the search for the least cost goes on from there.
Plan Solver::with_vehicles_emptied(Plan plan, Limits limits, std::int64_t done, Clock::time_point deadline) {
    if (limits.iterations >= 0) limits.iterations -= done;
    plan = with_fewer_vehicles(std::move(plan), limits, deadline, EMPTIED);
    for (auto& search : searches_) search->limit_vehicles(std::numeric_limits<int>::max());
    return plan;
}

// Takes one vehicle after the other away, and serves its stops on the others, as long as that succeeds.
// Source: Christiaens & Vanden Berghe (2020): stops that stay out weigh more each time (see Search::accepted).
Plan Solver::with_fewer_vehicles(Plan plan, Limits limits, Clock::time_point deadline, FleetShare share) {
    const std::size_t least = least_vehicles();
    const bool by_time = limits.iterations < 0 && limits.no_improvement < 0;
    const auto begin = Clock::now();
    const auto last = by_time ? begin + (deadline - begin) / 100 * share.all : deadline;
    std::int64_t left = (limits.iterations >= 0 ? limits.iterations : limits.no_improvement) * share.all / 100;
    const std::int64_t most = left * share.each / 100;
    std::vector<int> all;
    for (const Type& type : problem_->types) all.push_back(type.count);
    while (plan.routes.size() > (plan.value.missing > 0 ? 1 : least) && !stop_) {
        // The route with the fewest stops goes, once all are served; of those with equally few any.
        Plan fewer = plan;
        const bool complete = plan.value.missing == 0;
        std::size_t smallest = 0;
        const int from = random_.below(int(fewer.routes.size()));
        for (std::size_t k = 0; k < fewer.routes.size(); ++k) {
            const std::size_t at = (k + std::size_t(from)) % fewer.routes.size();
            if (k == 0 || fewer.routes[at].visits.size() < fewer.routes[smallest].visits.size()) smallest = at;
        }
        std::vector<char> out(problem_->units.size(), 0);
        if (complete) {
            for (int visit : fewer.routes[smallest].visits)
                if (visit >= 0) out[problem_->stops[visit].unit] = 1;
            fewer.routes.erase(fewer.routes.begin() + std::ptrdiff_t(smallest));
        }
        for (int unit = 0; unit < int(out.size()); ++unit)
            if (out[unit]) fewer.bank.push_back(unit);
        for (auto& search : searches_) {
            search->load(fewer, all);
            search->limit_vehicles(complete ? int(fewer.routes.size()) : std::numeric_limits<int>::max());
        }
        bool found = false;
        const auto until = by_time ? std::min(last, Clock::now() + (last - begin) / 100 * share.each) : last;
        std::int64_t own = std::min(left, most);
        while (!found && !stop_) {
            Stretch stretch;
            stretch.stop = &stop_;
            stretch.end = deadline;
            stretch.until_complete = true;
            stretch.begin = Clock::now();
            stretch.used_from = stretch.used_to = parameters_.fleet_heat;
            if (by_time) {
                if (stretch.begin >= until) break;
                stretch.end = std::min(until, stretch.begin + std::chrono::milliseconds(250));
            } else {
                if (own <= 0) break;
                stretch.iterations = std::min<std::int64_t>(own, 2000);
                left -= stretch.iterations, own -= stretch.iterations;
            }
            run_all(stretch);
            for (auto& search : searches_) {
                if (found || search->best_value().missing > 0) continue;
                found = true;
                plan = search->best();
            }
        }
        if (!found) break;
        offer(plan);
    }
    for (auto& search : searches_) search->limit_vehicles(int(plan.routes.size()) + (plan.value.missing > 0 ? int(plan.bank.size()) : 0));
    return plan;
}

}  // namespace roundsman
