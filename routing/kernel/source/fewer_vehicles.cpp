// Fewest vehicles first.
#include "solver.hpp"

namespace roundsman {

constexpr int FLEET_PERCENT = 50;       // of the budget at most, where fewest vehicles come first

// Takes one vehicle after the other away, and serves its stops on the others, as long as that succeeds.
// Source: Christiaens & Vanden Berghe (2020): stops that stay out weigh more each time (see Search::accepted).
Plan Solver::with_fewer_vehicles(Plan plan, Limits limits, Clock::time_point deadline) {
    const bool by_time = limits.iterations < 0 && limits.no_improvement < 0;
    const auto begin = Clock::now();
    const auto last = by_time ? begin + (deadline - begin) / 100 * FLEET_PERCENT : deadline;
    std::int64_t left = (limits.iterations >= 0 ? limits.iterations : limits.no_improvement) * FLEET_PERCENT / 100;
    std::vector<int> all;
    for (const Type& type : problem_->types) all.push_back(type.count);
    while (plan.routes.size() > 1 && !stop_) {
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
        while (!found && !stop_) {
            Stretch stretch;
            stretch.stop = &stop_;
            stretch.end = deadline;
            stretch.until_complete = true;
            stretch.begin = Clock::now();
            stretch.used_from = stretch.used_to = parameters_.fleet_heat;
            if (by_time) {
                if (stretch.begin >= last) break;
                stretch.end = std::min(last, stretch.begin + std::chrono::milliseconds(250));
            } else {
                if (left <= 0) break;
                stretch.iterations = std::min<std::int64_t>(left, 2000);
                left -= stretch.iterations;
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
