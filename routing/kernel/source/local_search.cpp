#include "local_search.hpp"

#include <stdexcept>

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

// Whether something would be brought after something was fetched.
bool LocalSearch::turns_back(int head, int tail) const {
    return at_.is_stop(head) && at_.is_stop(tail) && problem_.stops[head].backhaul && !problem_.stops[tail].backhaul;
}

// How many metres more are driven if the parts behind two places change routes, whose vehicles end where they do;
// one profile for both.
Int LocalSearch::farther_by_tails(const Travel& travel, int head_one, int head_two) const {
    const auto behind = [&](int head, int other_head) {
        const Node &own_end = at_.nodes[at_.end_of(at_.route_of[head])], &other_end = at_.nodes[at_.end_of(at_.route_of[other_head])];
        const Node &from = at_.nodes[head], &tail = at_.nodes[at_.nodes[other_head].next];
        if (&tail == &other_end) return travel.distance(from.location, own_end.location) - tail.leg;
        return travel.distance(from.location, tail.location) - tail.leg +
               travel.distance(at_.nodes[other_end.previous].location, own_end.location) - other_end.leg;
    };
    return behind(head_one, head_two) + behind(head_two, head_one);
}

// The part behind `head_one` and the part behind `head_two` change routes, if that is cheaper.
bool LocalSearch::try_tails(int head_one, int head_two) {
    const Node &one = at_.nodes[head_one], &two = at_.nodes[head_two];
    const int route_one = at_.route_of[head_one], route_two = at_.route_of[head_two];
    const Route &first = at_.routes[route_one], &second = at_.routes[route_two];
    const Node &tail_one = at_.nodes[one.next], &tail_two = at_.nodes[two.next];
    const Type& type = problem_.types[first.type];
    const bool ends_two = !at_.is_stop(one.next) && at_.start_of(route_two) == head_two;  // nothing is left of the second
    const bool ends_one = !at_.is_stop(two.next) && at_.start_of(route_one) == head_one;
    const bool merges = ends_one || ends_two;   // only then other vehicles than the two are looked at
    if (!problem_.trips && problem_.dimensions && first.type == second.type && !(merges && several_types_)) {
        if (one.load + second.load - two.load > type.capacity[0] || two.load + first.load - one.load > type.capacity[0]) return false;
    }
    if (problem_.backhauls && (turns_back(head_one, two.next) || turns_back(head_two, one.next))) return false;
    const Travel& travel = problem_.travel[type.profile];
    const Int metres = travel.distance(one.location, tail_two.location) + travel.distance(two.location, tail_one.location) - tail_one.leg - tail_two.leg;
    if (!problem_.durations && type.per_metre * metres - ((ends_one || ends_two) ? type.fixed : 0) >= 0) return false;
    if (problem_.durations && metres >= 0 && !ends_one && !ends_two) return false;
    const bool limited = type.max_distance < NEVER || type.max_stops < std::numeric_limits<int>::max();
    if (problem_.timed && first.type == second.type && !problem_.setups && !problem_.trips) {
        if (one.ready + travel.duration(one.location, tail_two.location) > tail_two.latest) return false;
        if (two.ready + travel.duration(two.location, tail_one.location) > tail_one.latest) return false;
    }
    if (problem_.durations && first.type == second.type && !merges && !problem_.setups && !problem_.trips && !problem_.several_windows &&
        !problem_.breaks && !problem_.driving) {
        Span whole_one, whole_two;
        if (!join(at_.before[head_one], travel.duration(one.location, tail_two.location), at_.after[two.next], whole_one) ||
            !join(at_.before[head_two], travel.duration(two.location, tail_one.location), at_.after[one.next], whole_two) ||
            std::max(whole_one.duration, whole_two.duration) > type.max_duration)
            return false;
        const Int cost = route_cost(type, first.distance + second.distance + metres, 0, 0, whole_one.duration) + type.fixed;
        if (!type.per_overtime && cost + type.per_second * whole_two.duration >= first.cost + second.cost) return false;
    }
    const Type& other = problem_.types[second.type];
    if (first.type != second.type && !merges && type.profile == other.profile && type.per_metre == other.per_metre) {
        const Int least = first.distance + second.distance + farther_by_tails(travel, head_one, head_two);
        if (type.fixed + other.fixed + type.per_metre * least >= first.cost + second.cost) return false;
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
#if ROUNDSMAN_CHECKED
    const bool predicted = !merges && type.profile == other.profile;
    const Int told = predicted ? first.distance + second.distance + farther_by_tails(travel, head_one, head_two) : 0;
#endif
    at_.exchange(route_one, one_, route_two, two_);
#if ROUNDSMAN_CHECKED
    if (predicted && told != first.distance + second.distance) throw std::logic_error("tails make routes as long as was not told");
#endif
    return true;
}

// What the leg between two places of a route is at least: known without looking it up unless it begins or ends a route.
Int LocalSearch::leg_at_least(const Travel& travel, int from, int to, const Neighbours& near) const {
    if (at_.is_stop(from) && at_.is_stop(to)) return std::max(near.nearest_metres(from), near.nearest_metres(to));
    return travel.distance(at_.nodes[from].location, at_.nodes[to].location);
}

// Of the two new legs one must be shorter than the leg it takes the place of; the other case is met from its stop.
bool LocalSearch::swap_tails(int stop, const Neighbours& near) {
    bool improved = false;
    const auto range = near.of(stop, parameters_.local_neighbours);
    const std::int32_t* metres = near.metres_of(stop);
    const Node& here = at_.nodes[stop];
    for (int k = 0; k < range.size() && at_.planned(stop); ++k) {
        if (metres[k] >= std::max(here.onward, here.leg)) {
            if (near.by_metres()) break;
            continue;
        }
        const int neighbour = range.first[k], route = at_.route_of[stop], other = at_.route_of[neighbour];
        if (other < 0 || other == route) continue;
        const Type& type = problem_.types[at_.routes[route].type];
        const Travel& travel = problem_.travel[type.profile];
        const Node& there = at_.nodes[neighbour];
        // Fewer routes may pay for longer ways.
        const auto may_pay = [&](int from, int to, Int legs) {
            const bool inside = at_.is_stop(from) && at_.is_stop(to);
            return type.per_metre * (metres[k] + leg_at_least(travel, from, to, near) - legs) < (inside ? 0 : type.fixed);
        };
        const auto onward = [&] { return near.symmetric() ? Int(metres[k]) : travel.distance(here.location, there.location); };
        const auto back = [&] { return near.symmetric() ? Int(metres[k]) : travel.distance(there.location, here.location); };
        if (metres[k] < here.onward && may_pay(there.previous, here.next, here.onward + there.leg) && onward() < here.onward &&
            try_tails(stop, there.previous))
            improved = true;
        else if (metres[k] < here.leg && may_pay(here.previous, there.next, here.leg + there.onward) && back() < here.leg &&
                 try_tails(here.previous, neighbour))
            improved = true;
    }
    return improved;
}

}  // namespace roundsman
