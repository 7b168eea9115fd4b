#include "local_search.hpp"

namespace roundsman {

// The least that a route costs with its own vehicle, one that is idle, or `other` (-1: none); NEVER if none may drive it.
Int LocalSearch::cheapest_type(const std::vector<int>& visits, int& type, int other, bool all) {
    constexpr int most_types = 8;
    const int own = type;
    const Sums sums = at_.evaluate(own, visits);
    Int least = sums.feasible ? sums.cost : NEVER;
    if (!all || !several_types_ || int(problem_.types.size()) > most_types) return least;
    for (int t = 0; t < int(problem_.types.size()); ++t) {
        if (t == own || (t != other && at_.available[t] <= 0)) continue;
        const Sums changed = at_.evaluate(t, visits);
        if (changed.feasible && changed.cost < least) least = changed.cost, type = t;
    }
    return least;
}

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
    const bool merges = ends_one || ends_two;   // only then other vehicles than the two are looked at
    if (problem_.plain_loads && problem_.dimensions && first.type == second.type && !(merges && several_types_)) {
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
    if (!quick_ || limited || first.type != second.type || (merges && several_types_)) {
        const Int most = first.cost + second.cost;
        int type_one = first.type, type_two = second.type;
        Int cost = one_.empty() ? 0 : cheapest_type(one_, type_one, two_.empty() ? second.type : -1, merges);
        if (cost >= most) return false;
        cost += two_.empty() ? 0 : cheapest_type(two_, type_two, one_.empty() ? first.type : -1, merges);
        if (cost >= most) return false;
        if (type_one == type_two && type_one != first.type && type_one != second.type && at_.available[type_one] < 2) return false;
        if (problem_.throughputs && !at_.stock_suffices({{route_one, type_one, &one_}, {route_two, type_two, &two_}})) return false;
        at_.touch(route_one), at_.touch(route_two);
        if (type_one != first.type) at_.set_type(route_one, type_one);
        if (type_two != second.type) at_.set_type(route_two, type_two);
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
