#include "savings.hpp"

#include <numeric>

namespace roundsman {

namespace {

struct Saving {
    Int metres;
    int from, to;
};

}  // namespace

bool savings_suit(const Problem& problem) {
    if (problem.timed || !problem.plain_loads || !problem.simple || problem.optional || problem.backhauls || problem.driving ||
        problem.throughputs || problem.types.size() != 1 || problem.dimensions != 1)
        return false;
    const Type& type = problem.types[0];
    if (type.start < 0 || type.end < 0 || type.max_distance < NEVER || type.max_stops < problem.size()) return false;
    const Travel& travel = problem.travel[type.profile];
    for (int stop = 0; stop < problem.size(); ++stop) {
        if (!problem.may(stop, 0) || problem.stops[stop].demand > type.capacity[0]) return false;
        const int there = problem.stops[stop].location;
        if (travel.distance(type.start, there) >= UNREACHABLE || travel.distance(there, type.end) >= UNREACHABLE) return false;
    }
    return true;
}

Plan savings_plan(const Problem& problem, const Neighbours& near) {
    const Type& type = problem.types[0];
    const Travel& travel = problem.travel[type.profile];
    const int size = problem.size();
    std::vector<Int> out(size), back(size), load(size);
    std::vector<int> next(size, -1), head(size), tail(size), first(size);   // head and tail are known at the ends only
    for (int stop = 0; stop < size; ++stop) {
        out[stop] = travel.distance(type.start, problem.stops[stop].location);
        back[stop] = travel.distance(problem.stops[stop].location, type.end);
        load[stop] = problem.stops[stop].demand;
        head[stop] = tail[stop] = stop;
        first[stop] = 1;
    }
    std::vector<Saving> savings;
    savings.reserve(std::size_t(size) * std::size_t(near.most()));
    for (int from = 0; from < size; ++from)
        for (int to : near.of(from)) {
            const Int metres = travel.distance(problem.stops[from].location, problem.stops[to].location);
            const Int saved = back[from] + out[to] - metres;
            if (saved > 0 && metres < UNREACHABLE) savings.push_back({saved, from, to});
        }
    std::sort(savings.begin(), savings.end(), [](const Saving& a, const Saving& b) {
        return a.metres != b.metres ? a.metres > b.metres : a.from != b.from ? a.from < b.from : a.to < b.to;
    });
    for (const Saving& saving : savings) {
        // `from` must end its route and `to` begin another one.
        const int from = saving.from, to = saving.to;
        if (next[from] >= 0 || !first[to] || head[from] == to) continue;
        const int start = head[from], end = tail[to];
        if (load[start] + load[to] > type.capacity[0]) continue;
        next[from] = to;
        first[to] = 0;
        load[start] += load[to];
        head[end] = start;
        tail[start] = end;
    }
    Plan plan;
    for (int stop = 0; stop < size; ++stop) {
        if (!first[stop]) continue;
        plan.routes.push_back({0, {}});
        for (int at = stop; at >= 0; at = next[at]) plan.routes.back().visits.push_back(at);
    }
    // Where vehicles are fewer than routes, the shortest wait to be put elsewhere.
    std::sort(plan.routes.begin(), plan.routes.end(), [](const RoutePlan& a, const RoutePlan& b) { return a.visits.size() > b.visits.size(); });
    while (int(plan.routes.size()) > type.count) {
        for (int stop : plan.routes.back().visits) plan.bank.push_back(problem.stops[stop].unit);
        plan.routes.pop_back();
    }
    return plan;
}

}  // namespace roundsman
