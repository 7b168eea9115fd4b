// Places beside a reload: a stop that begins or ends a trip of its own, and trips whose release it changes.
#include "recreate.hpp"

namespace roundsman {

Int Recreate::exact_cost(int route, const std::vector<int>& visits) {
    const int type = at_.routes[route].type;
    const Sums sums = at_.evaluate(type, visits);
    if (!sums.feasible || (problem_.throughputs && !at_.stock_suffices({{route, type, &visits}}))) return NEVER;
    return sums.cost - at_.routes[route].cost;
}

// Works out in full what the stop (with a reload beside it) adds after `previous`.
bool Recreate::exact_between(int stop, int previous, int reload, bool reload_first, Placing& best) {
    const int route = at_.route_of[previous];
    visits_.clear();
    const auto put = [&] {
        if (reload >= 0 && reload_first) visits_.push_back(-1 - reload);
        visits_.push_back(stop);
        if (reload >= 0 && !reload_first) visits_.push_back(-1 - reload);
    };
    if (previous == at_.start_of(route)) put();
    for (int id = at_.nodes[at_.start_of(route)].next; id != at_.end_of(route); id = at_.nodes[id].next) {
        visits_.push_back(at_.is_stop(id) ? id : -1 - at_.reload_depot(id));
        if (id == previous) put();
    }
    const Int added = exact_cost(route, visits_);
    if (added >= best.added) return false;
    best = {added, stop, -1, previous, -1, reload, reload_first};
    return true;
}

// When the vehicle is ready to leave `last`, a place of the trip that begins at node `trip`, where that trip leaves no
// earlier than `release`; NEVER where a window closes before.
Int Recreate::ready_after(int trip, int last, Int release) const {
    const Type& type = problem_.types[at_.routes[at_.route_of[trip]].type];
    const Node& begin = at_.nodes[trip];
    Int ready = type.leaving.opens;
    if (at_.is_reload(trip)) {
        const Depot& depot = problem_.depots[at_.reload_depot(trip)];
        ready = std::max(at_.nodes[begin.previous].ready + begin.seconds, depot.window.opens) + depot.service;
        ready = std::max(ready, release);
    } else {
        if (type.start >= 0) ready = std::max(ready, release);
        if (ready > type.leaving.closes) return NEVER;
    }
    if (ready == begin.ready) return at_.nodes[last].ready;
    for (int from = trip; from != last;) {
        const int id = at_.nodes[from].next;
        const Node& node = at_.nodes[id];
        const Int start = problem_.earliest_start(id, ready + node.seconds);
        if (start >= NEVER) return NEVER;
        ready = start + problem_.work(id, type.work_class, at_.nodes[from].location);
        if (ready == node.ready) return at_.nodes[last].ready;
        from = id;
    }
    return ready;
}

// What is on a trip from one of its places on: the stops after `from` up to `to`.
Recreate::Freight Recreate::freight(int from, int to) const {
    Freight sum;
    while (from != to) {
        from = at_.nodes[from].next;
        if (!at_.is_stop(from)) break;
        sum.release = std::max(sum.release, problem_.stops[from].release);
        sum.demand += problem_.stops[from].demand;
    }
    return sum;
}

// Whether both parts of a trip that is parted after `previous` by a reload keep their times and what is delivered fits,
// the stop being the last of the first part or the first of the second.
bool Recreate::parts_fit(int stop, int previous, int depot_number, bool reload_first) const {
    const Node& before = at_.nodes[previous];
    const Node& after = at_.nodes[before.next];
    const Type& type = problem_.types[at_.routes[at_.route_of[previous]].type];
    const Travel& travel = problem_.travel[type.profile];
    const Depot& depot = problem_.depots[depot_number];
    const Stop& it = problem_.stops[stop];
    Freight one = freight(before.trip, previous), two = freight(previous, -1);
    Freight& with = reload_first ? two : one;
    with.release = std::max(with.release, it.release);
    if (problem_.dimensions && with.demand + it.demand > type.capacity[0]) return false;
    Int ready = ready_after(before.trip, previous, one.release);
    if (ready >= NEVER) return false;
    int location = before.location;
    const auto serve = [&] {
        const Int start = problem_.earliest_start(stop, ready + travel.duration(location, it.location));
        if (start >= NEVER) return false;
        ready = start + problem_.work(stop, type.work_class, location);
        location = it.location;
        return true;
    };
    if (!reload_first && !serve()) return false;
    const Int start = std::max(ready + travel.duration(location, depot.location), depot.window.opens);
    if (start > depot.window.closes) return false;
    ready = std::max(start + depot.service, two.release);
    location = depot.location;
    if (reload_first && !serve()) return false;
    // A setup that comes or goes may change by when the next work must begin.
    return problem_.setups || ready + travel.duration(location, after.location) <= after.latest;
}

// A new trip for the stop before or after it, where the vehicle may reload.
void Recreate::place_with_reload(int stop, int previous, Placing& best) {
    const Node& before = at_.nodes[previous];
    const Node& after = at_.nodes[before.next];
    const Route& route = at_.routes[at_.route_of[previous]];
    const Type& type = problem_.types[route.type];
    if (type.reloads.empty() || route.reloads >= type.max_reloads) return;
    const Travel& travel = problem_.travel[type.profile];
    const int here = problem_.stops[stop].location;
    for (int depot : type.reloads) {
        const int there = problem_.depots[depot].location;
        if (type.per_metre * (travel.distance(before.location, there) + travel.distance(there, here) - after.leg) >= best.added &&
            type.per_metre * (travel.distance(here, there) + travel.distance(there, after.location) - after.leg) >= best.added)
            continue;
        for (const bool first : {true, false}) {
            const Int metres = first ? travel.distance(before.location, there) + travel.distance(there, here) + travel.distance(here, after.location)
                                     : travel.distance(before.location, here) + travel.distance(here, there) + travel.distance(there, after.location);
            if (type.per_metre * (metres - after.leg) >= best.added || blinks()) continue;
            if (first ? !at_.is_stop(previous) : !at_.is_stop(before.next)) continue;
            if (!route.exact && !parts_fit(stop, previous, depot, first)) continue;
            exact_between(stop, previous, depot, first, best);
        }
    }
}

}  // namespace roundsman
