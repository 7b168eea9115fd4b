#include "mending.hpp"

namespace roundsman {

Mending::Mending(const Problem& problem)
    : problem_(problem), evaluator_(problem), served_(problem.units.size(), 0), need_served_(problem.needs.size(), 0), left_(problem.throughput) {}

void Mending::add(const RoutePlan& route) {
    std::vector<int> visits = served_here(route.visits);
    while (!visits.empty() && !sound(route.type, visits)) visits = without(visits, to_leave_out(route.type, visits));
    if (visits.empty()) return;
    take_stock(route.type, visits, left_);
    for (int visit : visits) {
        if (visit < 0) continue;
        const int unit = problem_.stops[visit].unit;
        served_[unit] = 1;
        for (int need : problem_.units[unit].needs) need_served_[need] = 1;
    }
    plan_.routes.push_back({route.type, std::move(visits)});
}

Plan Mending::plan() const {
    Plan plan = plan_;
    for (int unit = 0; unit < int(served_.size()); ++unit)
        if (!served_[unit]) plan.bank.push_back(unit);
    return plan;
}

// The visits whose units no route serves so far; of alternatives the first.
std::vector<int> Mending::served_here(const std::vector<int>& visits) const {
    std::vector<int> kept, groups;
    for (int visit : visits) {
        const int unit = visit < 0 ? -1 : problem_.stops[visit].unit;
        const bool alternative = unit >= 0 && problem_.units[unit].kind == Kind::group;
        if (alternative && std::find(groups.begin(), groups.end(), unit) != groups.end()) continue;
        if (alternative) groups.push_back(unit);
        kept.push_back(visit);
    }
    kept = without(kept, -1);
    for (int visit : visits) {
        if (visit < 0 || std::find(kept.begin(), kept.end(), visit) == kept.end()) continue;
        const Unit& unit = problem_.units[problem_.stops[visit].unit];
        bool elsewhere = served_[problem_.stops[visit].unit];
        for (int need : unit.needs) elsewhere |= need_served_[need];
        if (elsewhere) kept = without(kept, problem_.stops[visit].unit);
    }
    return kept;
}

bool Mending::sound(int type, const std::vector<int>& visits) {
    return evaluator_.evaluate(type, visits.data(), int(visits.size())).feasible && (!problem_.throughputs || stock_suffices(type, visits));
}

bool Mending::stock_suffices(int type, const std::vector<int>& visits) {
    stock_ = left_;
    take_stock(type, visits, stock_);
    for (const auto& amounts : stock_)
        for (Int amount : amounts)
            if (amount < 0) return false;
    return true;
}

void Mending::take_stock(int type, const std::vector<int>& visits, std::vector<std::vector<Int>>& stock) const {
    int depot = problem_.types[type].start_depot;
    for (int visit : visits) {
        if (visit < 0) depot = problem_.depots[-1 - visit].throughput;
        for (int d = 0; d < problem_.dimensions && visit >= 0 && depot >= 0; ++d)
            stock[depot][d] -= problem_.delivery[std::size_t(visit) * problem_.dimensions + d];
    }
}

// The visits without those of a unit, and without reloads that have no trip before or behind them any more.
std::vector<int> Mending::without(const std::vector<int>& visits, int unit) const {
    std::vector<int> kept;
    for (int visit : visits) {
        if (visit >= 0 && problem_.stops[visit].unit == unit) continue;
        if (visit < 0 && (kept.empty() || kept.back() < 0)) continue;
        kept.push_back(visit);
    }
    while (!kept.empty() && kept.back() < 0) kept.pop_back();
    return kept;
}

// The last unit without which the route keeps every rule; where there is none, the last of all.
int Mending::to_leave_out(int type, const std::vector<int>& visits) {
    for (auto visit = visits.rbegin(); visit != visits.rend(); ++visit) {
        if (*visit < 0) continue;
        const auto rest = without(visits, problem_.stops[*visit].unit);
        if (rest.empty() || sound(type, rest)) return problem_.stops[*visit].unit;
    }
    return problem_.stops[visits.back()].unit;
}

}  // namespace roundsman
