#include "recreate.hpp"

#include <stdexcept>
#include <string>

namespace roundsman {

namespace {

constexpr Int ROUNDED = 2;   // by so much whole metres may seem to make a way round shorter than the way

}  // namespace

bool Recreate::blinks() {
    if (--until_blink_ >= 0) return false;
    until_blink_ = random_.failures(blink_rate);
    return true;
}

bool Recreate::order_fits(int stop, int previous, int next) const {
    const Stop& it = problem_.stops[stop];
    const bool after_stop = at_.is_stop(previous), before_stop = at_.is_stop(next);
    if (problem_.backhauls) {
        if (after_stop && problem_.stops[previous].backhaul && !it.backhaul) return false;
        if (before_stop && it.backhaul && !problem_.stops[next].backhaul) return false;
        if (it.backhaul && !problem_.backhaul_only && !after_stop) return false;
    }
    if (problem_.sequences) {
        if (after_stop && problem_.stops[previous].follower >= 0) return false;
        if (before_stop && problem_.stops[next].first) return false;
    }
    return true;
}

bool Recreate::loads_fit(int stop, int previous, const Type& type) const {
    if (problem_.plain_loads)
        return !problem_.dimensions || at_.room[at_.route_of[previous]] >= problem_.stops[stop].demand;
    const int size = problem_.dimensions;
    for (int d = 0; d < size; ++d) {
        const std::size_t own = std::size_t(stop) * size + d, there = std::size_t(previous) * size + d;
        if (at_.most_before[there] + problem_.delivery[own] > type.capacity[d]) return false;
        if (at_.most_after[there] + problem_.pickup[own] > type.capacity[d]) return false;
    }
    return true;
}

template <bool TIMED, bool DURATIONS>
void Recreate::try_between(int stop, int previous, Placing& best) {
    const Node& before = at_.nodes[previous];
    const int next = before.next;
    const Node& after = at_.nodes[next];
    const Route& route = at_.routes[at_.route_of[previous]];
    const Type& type = problem_.types[route.type];
    const Travel& travel = problem_.travel[type.profile];
    const Stop& it = problem_.stops[stop];
    const Int to_stop = travel.distance_into(before.location, it.location), from_stop = travel.distance(it.location, after.location);
    const Int metres = to_stop + from_stop - before.onward;
    Int added = type.per_metre * metres;
    if (!DURATIONS && !(type.per_driving | type.per_work)) {
        if (added >= best.added) return;
    } else if (metres >= 0 && added >= best.added) {
        return;
    }
    if (blinks()) return;
    if (!order_fits(stop, previous, next) || !loads_fit(stop, previous, type)) return;
    if (route.distance + metres > type.max_distance) return;
    if (problem_.unreachable && (to_stop >= UNREACHABLE || from_stop >= UNREACHABLE)) return;
    if (problem_.throughputs) {
        const int depot = at_.is_reload(before.trip) ? problem_.depots[at_.reload_depot(before.trip)].throughput : type.start_depot;
        if (depot >= 0 && !at_.throughput_fits(depot, stop)) return;
    }
    if constexpr (TIMED) {
        const Int there = problem_.same_figures ? to_stop : travel.duration(before.location, it.location);
        const Int onward = problem_.same_figures ? from_stop : travel.duration(it.location, after.location);
        const bool shifts = problem_.trips && it.release > at_.nodes[before.trip].ready && (at_.is_reload(before.trip) || type.start >= 0);
        const bool changes_setup = problem_.setups && at_.is_stop(next) && (before.location == after.location) != (it.location == after.location);
        if (!changes_setup && !(DURATIONS && shifts)) {
            const Int ready = shifts ? ready_after(before.trip, previous, it.release) : before.ready;
            if (ready >= NEVER) return;
            const Int start = problem_.earliest_start(stop, ready + there);
            if (start >= NEVER) return;
            const Int work = problem_.work(stop, type.work_class, before.location);
            if (start + work + onward > after.latest) return;
            const Int driven = problem_.driving ? there + onward - travel.duration(before.location, after.location) : 0;
            if (driven && route.seconds + driven > type.max_driving) return;
            if (!route.exact && !(DURATIONS && type.minds_duration() && problem_.has_several_windows(stop))) {
                if constexpr (DURATIONS) {
                    Span part, whole;
                    if (!join(at_.before[previous], there, Span{work, it.opens, it.closes}, part) ||
                        !join(part, onward, at_.after[next], whole) || whole.duration > type.max_duration)
                        return;
                    added = route_cost(type, route.distance + metres, route.seconds + driven, route.work + work, whole.duration) - route.cost;
                } else if (type.per_driving | type.per_work) {
                    added += type.per_driving * driven + type.per_work * work;
                }
                if (added < best.added) best = {added, stop, -1, previous, -1, -1, false};
                return;
            }
        }
        exact_between(stop, previous, -1, false, best);
    } else {
        best = {added, stop, -1, previous, -1, -1, false};
    }
}

// A place beside a neighbour whose vehicle is full, with a vehicle that holds more.
void Recreate::place_in_larger(int stop, int r, int neighbour, Int metres_there, const Neighbours& near, Placing& best) {
    const Route& route = at_.routes[r];
    const Node& node = at_.nodes[neighbour];
    const Int load = route.load + problem_.stops[stop].demand;
    const bool by_metres = !problem_.durations && !problem_.driving;
    for (int previous : {neighbour, node.previous}) {
        if (place_seen_[previous] == look_) continue;
        place_seen_[previous] = look_;
        const bool behind = previous == neighbour;
        const bool inside = at_.is_stop(behind ? node.next : previous);
        const Int other_way = !inside ? 0 : near.by_metres() ? metres_there : near.nearest_metres(stop);
        const Int least = metres_there + other_way - (behind ? node.onward : node.leg);
        for (int t = 0; t < int(problem_.types.size()); ++t) {
            const Type& type = problem_.types[t];
            if (t == route.type || at_.available[t] <= 0 || type.capacity[0] < load || !problem_.may(stop, t)) continue;
            if (by_metres && type.fixed + type.per_metre * (route.distance + least) - route.cost >= best.added) continue;
            const Travel& travel = problem_.travel[type.profile];
            const Node &before = at_.nodes[previous], &after = at_.nodes[before.next];
            const int here = problem_.stops[stop].location;
            const Int metres = travel.distance_into(before.location, here) + travel.distance(here, after.location) - after.leg;
            const Int bound = type.fixed + type.per_metre * (route.distance + metres) - route.cost;
            if ((by_metres && bound >= best.added) || blinks()) continue;
            visits_.clear();
            if (previous == at_.start_of(r)) visits_.push_back(stop);
            for (int id = at_.nodes[at_.start_of(r)].next; id != at_.end_of(r); id = at_.nodes[id].next) {
                visits_.push_back(at_.is_stop(id) ? id : -1 - at_.reload_depot(id));
                if (id == previous) visits_.push_back(stop);
            }
            const Sums sums = at_.evaluate(t, visits_);
            if (!sums.feasible || sums.cost - route.cost >= best.added) continue;
            if (problem_.throughputs && !at_.stock_suffices({{r, t, &visits_}})) continue;
            best = Placing{};
            best.added = sums.cost - route.cost, best.stop = stop, best.after = previous, best.retype = t;
        }
    }
}

// What a route with this stop (and the other of its pair) alone costs; kept, as it never changes.
Int Recreate::cost_alone(int unit, int stop, int type) {
    constexpr std::size_t most = 50'000'000;
    const std::size_t types = problem_.types.size(), at = std::size_t(stop) * types + type;
    const bool kept = types * problem_.stops.size() <= most;
    if (kept && alone_.empty()) alone_.assign(types * problem_.stops.size(), -1);
    if (kept && alone_[at] >= 0) return alone_[at];
    visits_.assign(1, stop);
    if (problem_.units[unit].kind == Kind::pair) visits_.push_back(problem_.stops[stop].partner);
    const Sums sums = at_.evaluate(type, visits_);
    const Int cost = sums.feasible ? sums.cost : NEVER;
    if (kept) alone_[at] = cost;
    return cost;
}

void Recreate::place_in_new_route(int unit, int stop, Placing& best) {
    if (int(at_.driving.size()) >= most_vehicles || at_.driving.size() >= at_.routes.size()) return;
    const bool pair = problem_.units[unit].kind == Kind::pair;
    Int limit = best.added;
    for (int t = 0; t < int(problem_.types.size()); ++t) {
        const Type& type = problem_.types[t];
        // Nobody lends: its fixed cost alone may tell that it is too dear.
        if (at_.available[t] <= 0 || (share_lent == 0 && type.fixed >= limit) || !problem_.may(stop, t)) continue;
        const Int cost = cost_alone(unit, stop, t);
        const Int lent = Int(double(cost) * share_lent);
        if (problem_.throughputs && cost - lent < limit) {
            visits_.assign(1, stop);
            if (pair) visits_.push_back(problem_.stops[stop].partner);
            if (!at_.stock_suffices({{-1, t, &visits_}})) continue;
        }
        if (cost - lent < limit && cost < NEVER && !blinks()) {
            best = {cost, stop, t, -1, pair ? stop : -1, -1, false};
            limit = cost - lent;
        }
    }
}

// Whether the place before or behind a neighbour may be good, as far as can be told without looking up a way.
bool Recreate::worth_a_look(int stop, int neighbour, bool behind, Int metres, const Neighbours& near, const Type& type, Int most) const {
    const Node& node = at_.nodes[neighbour];
    if (!at_.is_stop(behind ? node.next : node.previous)) return true;
    // In a list by metres its other neighbour is no nearer, or the place was looked at from there.
    const Int leg = behind ? node.onward : node.leg;
    const Int other_way = near.by_metres() ? metres : std::max(near.nearest_metres(stop), near.symmetric() ? metres - leg - ROUNDED : 0);
    const Int least = metres + other_way - leg;
    return least < 0 || type.per_metre * least < most;
}

template <bool TIMED, bool DURATIONS>
void Recreate::place_single(int stop, const Neighbours& near, int nearest, Placing& best) {
    const bool by_load = problem_.plain_loads && problem_.dimensions;
    const Int demand = problem_.stops[stop].demand;
    const auto range = near.of(stop, nearest);
    const std::int32_t* metres = near.metres_of(stop);
    for (int k = 0; k < range.size(); ++k) {
        const int neighbour = range.first[k];
        const int r = at_.route_of[neighbour];
        if (r < 0) continue;
        if (by_load && at_.room[r] < demand) {
            if (larger_) place_in_larger(stop, r, neighbour, metres[k], near, best);
            continue;
        }
        const Node& node = at_.nodes[neighbour];
        const Route& route = at_.routes[r];
        const Type& type = problem_.types[route.type];
        if (!problem_.may(stop, route.type) || route.stops >= type.max_stops) continue;
        // A place between two neighbours is looked at once, or a blink at it would mean nothing.
        for (int previous : {neighbour, node.previous}) {
            if (!problem_.trips && !worth_a_look(stop, neighbour, previous == neighbour, metres[k], near, type, best.added)) continue;
            if (place_seen_[previous] == look_) continue;
            place_seen_[previous] = look_;
            try_between<TIMED, DURATIONS>(stop, previous, best);
            if (problem_.trips) places_.push_back(previous);
        }
    }
    // A reload costs the most, and takes the longest to look at: by now little is cheaper than what was found.
    for (int previous : places_) place_with_reload(stop, previous, best);
    places_.clear();
}

void Recreate::place_anywhere(int stop, Placing& best) {
    for (int r : at_.driving) {
        const Route& route = at_.routes[r];
        const Type& type = problem_.types[route.type];
        if (!problem_.may(stop, route.type) || route.stops >= type.max_stops) continue;
        if (problem_.plain_loads && problem_.dimensions && at_.room[r] < problem_.stops[stop].demand) continue;
        for (int id = at_.start_of(r); id != at_.end_of(r); id = at_.nodes[id].next) {
            if (problem_.durations) try_between<true, true>(stop, id, best);
            else if (problem_.timed) try_between<true, false>(stop, id, best);
            else try_between<false, false>(stop, id, best);
            if (problem_.trips) place_with_reload(stop, id, best);
        }
    }
}

Placing Recreate::best_place(int unit, const Neighbours& near, int nearest, Int below) {
    const Unit& it = problem_.units[unit];
    Placing best;
    best.added = below;
    if (!it.needs.empty() && !at_.is_needed(unit)) return Placing{};
    const auto single = [&](int stop) {
        ++look_;
        if (problem_.durations) place_single<true, true>(stop, near, nearest, best);
        else if (problem_.timed) place_single<true, false>(stop, near, nearest, best);
        else place_single<false, false>(stop, near, nearest, best);
        if (!problem_.fewest_vehicles) place_in_new_route(unit, stop, best);
    };
    switch (it.kind) {
        case Kind::single:
        case Kind::group:
            for (int stop : it.stops) single(stop);
            if (best.stop < 0 && thorough && it.required)
                for (int stop : it.stops) place_anywhere(stop, best);
            break;
        case Kind::pair:
            place_pair(unit, near, nearest, best);
            if (!problem_.fewest_vehicles) place_in_new_route(unit, it.stops[0], best);
            break;
        case Kind::sequence: place_sequence(unit, best); break;
    }
    // Where fewer vehicles come before less cost, one more drives only for what must be served and fits nowhere.
    if (problem_.fewest_vehicles && best.stop < 0 && it.required && it.kind != Kind::sequence) {
        if (it.kind == Kind::pair) place_in_new_route(unit, it.stops[0], best);
        else
            for (int stop : it.stops) place_in_new_route(unit, stop, best);
    }
    if (best.stop < 0) best.added = NEVER;
    return best;
}

void Recreate::apply(int unit, const Placing& place) {
    const Unit& it = problem_.units[unit];
    const int route = place.type >= 0 ? at_.open_route(place.type) : at_.route_of[place.after];
#if ROUNDSMAN_CHECKED
    const Int before = at_.routes[route].cost;
#endif
    at_.touch(route);
    if (place.retype >= 0) at_.set_type(route, place.retype);
    if (place.whole) {
        at_.replace(route, whole_);
    } else {
        int after = place.type >= 0 ? at_.start_of(route) : place.after;
        if (place.reload >= 0 && place.reload_first) after = at_.insert_reload(place.reload, after);
        at_.insert(place.stop, after);
        if (it.kind == Kind::pair) at_.insert(it.stops[1], place.delivery_after == place.stop ? place.stop : place.delivery_after);
        if (place.reload >= 0 && !place.reload_first) at_.insert_reload(place.reload, it.kind == Kind::pair ? it.stops[1] : place.stop);
        if (it.kind == Kind::single && place.type < 0 && place.reload < 0 && place.retype < 0) at_.settle(place.stop);
        else at_.refresh(route);
    }
    at_.from_bank(unit);
#if ROUNDSMAN_CHECKED
    if (at_.routes[route].cost - before != place.added || !at_.step_feasible())
        throw std::logic_error("a place adds " + std::to_string(at_.routes[route].cost - before) + ", not " + std::to_string(place.added) +
                               (at_.step_feasible() ? "" : ", and breaks a rule"));
#endif
}

}  // namespace roundsman
