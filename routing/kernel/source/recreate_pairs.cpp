// Places of a pair: the pickup anywhere on a route, the delivery behind it in the same trip.
#include "recreate.hpp"

namespace roundsman {

void Recreate::pair_in_route(int unit, int r, Placing& best) {
    const int pickup = problem_.units[unit].stops[0], delivery = problem_.units[unit].stops[1];
    const Route& route = at_.routes[r];
    const Type& type = problem_.types[route.type];
    if (!problem_.may(pickup, route.type) || !problem_.may(delivery, route.type) || route.stops + 2 > type.max_stops) return;
    const Travel& travel = problem_.travel[type.profile];
    const Stop &first = problem_.stops[pickup], &second = problem_.stops[delivery];
    const int size = problem_.dimensions;
    const Int between = travel.distance(first.location, second.location);
    const bool exact = route.exact || problem_.trips || problem_.setups || problem_.backhauls || problem_.sequences || problem_.driving ||
                       problem_.throughputs || first.loaded || second.loaded ||
                       (problem_.durations && (problem_.has_several_windows(pickup) || problem_.has_several_windows(delivery)));
    const bool by_labels = problem_.timed && !problem_.setups;   // else a label may be off by a setup that comes or goes
    const auto load_fits = [&](int id) {
        for (int d = 0; d < size; ++d)
            if (at_.on_board[std::size_t(id) * size + d] + problem_.carried[std::size_t(pickup) * size + d] > type.capacity[d]) return false;
        return true;
    };
    const int last = at_.end_of(r);
    // What the delivery adds at least at any place from each on: more than that need not be looked at.
    detours_.clear();
    for (int id = at_.start_of(r); id != last; id = at_.nodes[id].next) {
        const Node &here = at_.nodes[id], &following = at_.nodes[here.next];
        detours_.push_back(travel.distance_into(here.location, second.location) + travel.distance(second.location, following.location) - here.onward);
    }
    for (std::size_t k = detours_.size() - 1; k-- > 0;) detours_[k] = std::min(detours_[k], detours_[k + 1]);
    detours_.push_back(NEVER);
    int place = 0;
    for (int previous = at_.start_of(r); previous != last; previous = at_.nodes[previous].next) {
        const Node& before = at_.nodes[previous];
        const Int least_behind = detours_[++place];
        if (problem_.sequences && at_.is_stop(previous) && problem_.stops[previous].follower >= 0) continue;
        if (problem_.timed && before.ready > first.closes) break;
        const Int to_pickup = travel.distance_into(before.location, first.location);
        const Int there_s = problem_.same_figures ? to_pickup : travel.duration(before.location, first.location);
        const Int arrived = before.ready + there_s;
        if (problem_.timed && arrived > first.closes) continue;
        const Node& after = at_.nodes[before.next];
        const Int from_pickup = travel.distance(first.location, after.location);
        const Int detour = to_pickup + from_pickup - after.leg;
        const Int least = std::min(detour + least_behind, to_pickup + between + travel.distance(second.location, after.location) - after.leg);
        if (type.per_metre * least >= best.added && (!problem_.durations || least >= 0)) continue;
        if (!load_fits(previous) || blinks()) continue;
        Int ready = 0;
        Span part;
        if (problem_.timed) {
            const Int start = problem_.earliest_start(pickup, arrived);
            const Int work = problem_.work(pickup, type.work_class, before.location);
            if (start >= NEVER) continue;
            ready = start + work;
            if (problem_.durations && !exact &&
                !join(at_.before[previous], there_s, Span{work, first.opens, first.closes}, part))
                continue;
        }
        // The delivery follows `here`: the pickup itself, then each stop behind it.
        int here = pickup, here_location = first.location, next = before.next;
        Int driven = to_pickup - after.leg;   // metres so far, the leg to `next` still open
        while (true) {
            const Node& following = at_.nodes[next];
            const Int to_delivery = travel.distance_into(here_location, second.location);
            const Int from_delivery = travel.distance(second.location, following.location);
            const Int metres = here == pickup ? driven + to_delivery + from_delivery : detour + to_delivery + from_delivery - following.leg;
            Int added = type.per_metre * metres;
            if ((added < best.added || (problem_.durations && metres < 0)) && route.distance + metres <= type.max_distance) {
                bool fits = true;
                if (problem_.timed) {
                    const Int there = problem_.same_figures ? to_delivery : travel.duration(here_location, second.location);
                    const Int start = problem_.earliest_start(delivery, ready + there);
                    const Int work = problem_.work(delivery, type.work_class, here_location);
                    const Int onward = problem_.same_figures ? from_delivery : travel.duration(second.location, following.location);
                    fits = start < NEVER && (!by_labels || start + work + onward <= following.latest);
                    if (fits && problem_.durations && !exact) {
                        Span with, whole;
                        fits = join(part, there, Span{work, second.opens, second.closes}, with) && join(with, onward, at_.after[next], whole) &&
                               whole.duration <= type.max_duration;
                        if (fits) added = route_cost(type, route.distance + metres, route.seconds, route.work, whole.duration) - route.cost;
                    }
                }
                if (fits && problem_.unreachable && (to_delivery >= UNREACHABLE || from_delivery >= UNREACHABLE || to_pickup >= UNREACHABLE)) fits = false;
                if (fits && exact) {
                    visits_.clear();
                    for (int id = at_.start_of(r); id != last; id = at_.nodes[id].next) {
                        if (id != at_.start_of(r)) visits_.push_back(at_.is_stop(id) ? id : -1 - at_.reload_depot(id));
                        if (id == previous) {
                            visits_.push_back(pickup);
                            if (here == pickup) visits_.push_back(delivery);
                        }
                        if (id == here) visits_.push_back(delivery);
                    }
                    added = exact_cost(r, visits_);
                }
                if (fits && added < best.added && !blinks()) best = {added, pickup, -1, previous, here, -1, false};
            }
            if (!at_.is_stop(next)) break;   // the end, or a reload: a pair stays within its trip
            if (!load_fits(next)) break;
            if (problem_.timed) {
                const Int there = here == pickup ? travel.duration(here_location, following.location) : following.seconds;
                const Int reached = ready + there;
                if (by_labels && reached > following.latest) break;
                const Int start = problem_.earliest_start(next, reached);
                if (start >= NEVER) break;
                const Int work = problem_.work(next, type.work_class, here_location);
                ready = start + work;
                if (ready > second.closes) break;
                if (problem_.durations && !exact) {
                    const Stop& stop = problem_.stops[next];
                    Span with;
                    if (!join(part, there, Span{work, stop.opens, stop.closes}, with)) break;
                    part = with;
                }
            }
            here = next;
            here_location = following.location;
            next = following.next;
        }
    }
}

void Recreate::place_pair(int unit, const Neighbours& near, int nearest, Placing& best) {
    route_seen_.resize(at_.routes.size(), 0);
    ++look_;
    const auto& stops = problem_.units[unit].stops;
    const auto from_pickup = near.of(stops[0], nearest), from_delivery = near.of(stops[1], nearest);
    for (int k = 0; k < from_pickup.size(); ++k) {
        for (int neighbour : {from_pickup.first[k], from_delivery.first[k]}) {
            const int route = at_.route_of[neighbour];
            if (route < 0 || route_seen_[route] == look_) continue;
            route_seen_[route] = look_;
            pair_in_route(unit, route, best);
        }
    }
    if (best.stop < 0 && thorough)
        for (int route : at_.driving)
            if (route_seen_[route] != look_) pair_in_route(unit, route, best);
    if (problem_.trips)
        for (int route : at_.driving) pair_in_new_trip(unit, route, best);
}

}  // namespace roundsman
