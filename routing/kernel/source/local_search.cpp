#include "local_search.hpp"

namespace roundsman {

// The part behind `head_one` and the part behind `head_two` change routes, if that is cheaper.
bool LocalSearch::try_tails(int head_one, int head_two) {
    const Node &one = at_.nodes[head_one], &two = at_.nodes[head_two];
    const int route_one = at_.route_of[head_one], route_two = at_.route_of[head_two];
    const Route &first = at_.routes[route_one], &second = at_.routes[route_two];
    const Node &tail_one = at_.nodes[one.next], &tail_two = at_.nodes[two.next];
    const Type& type = problem_.types[first.type];
    const Travel& travel = problem_.travel[type.profile];
    const Int metres = travel.distance(one.location, tail_two.location) + travel.distance(two.location, tail_one.location) - tail_one.leg - tail_two.leg;
    const bool ends_two = !at_.is_stop(one.next) && at_.start_of(route_two) == head_two;  // nothing is left of the second
    const bool ends_one = !at_.is_stop(two.next) && at_.start_of(route_one) == head_one;
    if (!problem_.durations && type.per_metre * metres - ((ends_one || ends_two) ? type.fixed : 0) >= 0) return false;
    if (problem_.durations && metres >= 0 && !ends_one && !ends_two) return false;
    const bool limited = type.max_distance < NEVER || type.max_stops < std::numeric_limits<int>::max();
    if (problem_.plain_loads && problem_.dimensions && first.type == second.type && !problem_.trips) {
        if (one.load + second.load - two.load > type.capacity[0] || two.load + first.load - one.load > type.capacity[0]) return false;
    }
    if (problem_.timed && first.type == second.type && !problem_.setups && !problem_.trips) {
        if (one.ready + travel.duration(one.location, tail_two.location) > tail_two.latest) return false;
        if (two.ready + travel.duration(two.location, tail_one.location) > tail_one.latest) return false;
    }
    one_.clear(), two_.clear();
    const auto visit = [&](int id) { return at_.is_stop(id) ? id : -1 - at_.reload_depot(id); };
    const auto collect = [&](int route, int head, int other_tail, int other_end, std::vector<int>& visits) {
        if (head != at_.start_of(route))
            for (int id = at_.nodes[at_.start_of(route)].next;; id = at_.nodes[id].next) {
                visits.push_back(visit(id));
                if (id == head) break;
            }
        for (int id = other_tail; id != other_end; id = at_.nodes[id].next) visits.push_back(visit(id));
    };
    collect(route_one, head_one, two.next, at_.end_of(route_two), one_);
    collect(route_two, head_two, one.next, at_.end_of(route_one), two_);
    if (!quick_ || limited || first.type != second.type) {
        for (const auto& [route, visits] : {std::pair{&first, &one_}, std::pair{&second, &two_}})
            for (int each : *visits)
                if (each >= 0 && !problem_.may(each, route->type)) return false;
        Int cost = 0;
        if (!one_.empty()) {
            const Sums sums = at_.evaluate(first.type, one_);
            if (!sums.feasible) return false;
            cost += sums.cost;
        }
        if (!two_.empty()) {
            const Sums sums = at_.evaluate(second.type, two_);
            if (!sums.feasible) return false;
            cost += sums.cost;
        }
        if (cost >= first.cost + second.cost) return false;
        if (problem_.throughputs && !at_.stock_suffices({{route_one, first.type, &one_}, {route_two, second.type, &two_}})) return false;
    }
    at_.touch(route_one), at_.touch(route_two);
    at_.exchange(route_one, one_, route_two, two_);
    return true;
}

// Of the two new legs one must be shorter than the leg it takes the place of; the other case is met from its stop.
bool LocalSearch::swap_tails(int stop, const Neighbours& near) {
    bool improved = false;
    const bool nearest_first = &near == near_by_metres_;
    for (int neighbour : near.of(stop, parameters_.local_neighbours)) {
        const int route = at_.route_of[stop], other = at_.route_of[neighbour];
        if (route < 0) break;
        if (other < 0 || other == route) continue;
        const Travel& travel = problem_.travel[problem_.types[at_.routes[route].type].profile];
        const Node &here = at_.nodes[stop], &there = at_.nodes[neighbour];
        const Int onward = travel.distance(here.location, there.location), back = travel.distance(there.location, here.location);
        const Int leg_behind = at_.nodes[here.next].leg;
        if (nearest_first && std::min(onward, back) >= std::max(leg_behind, here.leg)) break;
        if (onward < leg_behind && try_tails(stop, there.previous)) improved = true;
        else if (back < here.leg && try_tails(here.previous, neighbour)) improved = true;
    }
    return improved;
}

}  // namespace roundsman
