// Compares every figure and label of a plan with what it must be, worked out anew and in other ways.
#include <stdexcept>
#include <string>

#include "solution.hpp"

namespace roundsman {

namespace {

[[noreturn]] void fail(const char* what, int where, Int kept, Int right) {
    throw std::logic_error(std::string(what) + " at " + std::to_string(where) + ": kept " + std::to_string(kept) + ", right " + std::to_string(right));
}

void same(const char* what, int where, Int kept, Int right) {
    if (kept != right) fail(what, where, kept, right);
}

// A route as a row of places, each with its work and windows; without breaks.
struct Row {
    struct Place {
        int id = -1, trip = 0;          // node; the place its trip begins at
        Int travel = 0, metres = 0;     // from the place before
        Int work = 0, ready = 0;        // ready: no departure before
        std::vector<Window> windows;    // when work may begin
        Window hull{0, NEVER};
    };
    std::vector<Place> places;

    // When the last place up to `last` is done if place `first` is reached at `at`; NEVER where a window is missed.
    Int done(std::size_t first, std::size_t last, Int at, bool hulls) const {
        for (std::size_t k = first; k <= last; ++k) {
            const Place& place = places[k];
            if (k > first) at += place.travel;
            Int start = NEVER;
            for (const Window& window : place.windows)
                if (!hulls && at <= window.closes) start = std::min(start, std::max(at, window.opens));
            if (hulls && at <= place.hull.closes) start = std::max(at, place.hull.opens);
            if (start >= NEVER) return NEVER;
            at = hulls ? start + place.work : std::max(start + place.work, place.ready);
        }
        return at;
    }
};

}  // namespace

void Solution::check() {
    check_links();
    Int cost = 0, missing = 0;
    std::vector<int> served(problem.needs.size(), 0);
    for (int unit = 0; unit < int(problem.units.size()); ++unit)
        for (int need : problem.units[unit].needs) served[need] += !in_bank(unit);
    for (std::size_t need = 0; need < served.size(); ++need) {
        same("served", int(need), served_[need], served[need]);
        if (served[need] > 1) fail("served more than once", int(need), served[need], 1);
        if (!served[need]) cost += problem.needs[need].penalty, missing += problem.needs[need].missing;
    }
    for (int unit : bank) cost += problem.units[unit].penalty, missing += problem.units[unit].missing;
    std::vector<std::vector<Int>> taken = problem.throughput;
    for (auto& each : taken) std::fill(each.begin(), each.end(), 0);
    for (int route : driving) {
        cost += routes[route].cost;
        check_route(route);
        if (!problem.plain_loads) check_loads(route);
        add_to(taken, route);
    }
    same("cost", -1, cost_, cost);
    same("missing", -1, missing_, missing);
    for (std::size_t depot = 0; depot < taken.size(); ++depot)
        for (std::size_t d = 0; d < taken[depot].size(); ++d) {
            same("taken out", int(depot), taken_out_[depot][d], taken[depot][d]);
            if (taken[depot][d] > problem.throughput[depot][d]) fail("beyond throughput", int(depot), taken[depot][d], problem.throughput[depot][d]);
        }
}

// Lists and links: who is where, who is left out, which slots, vehicles and reloads are free.
void Solution::check_links() const {
    std::vector<int> on(nodes.size(), -1), used(problem.types.size(), 0);
    int reloads = 0;
    for (std::size_t place = 0; place < driving.size(); ++place) {
        const int route = driving[place];
        same("place", route, routes[route].place, Int(place));
        same("free slot", route, slot_place_[route], -1);
        ++used[routes[route].type];
        int before_id = start_of(route);
        on[before_id] = on[end_of(route)] = route;
        for (int id = nodes[before_id].next; id != end_of(route); before_id = id, id = nodes[id].next) {
            same("visited once", id, on[id], -1);
            same("previous", id, nodes[id].previous, before_id);
            on[id] = route;
            reloads += is_reload(id);
        }
        same("previous", end_of(route), nodes[end_of(route)].previous, before_id);
    }
    for (std::size_t id = 0; id < nodes.size(); ++id)
        if (!is_reload(int(id)) || on[id] >= 0) same("route", int(id), route_of[id], on[id]);
    same("free reloads", -1, Int(free_reloads_.size()), Int(reload_depots_.size()) - reloads);
    same("free slots", -1, Int(free_slots_.size()), Int(routes.size()) - Int(driving.size()));
    for (std::size_t place = 0; place < free_slots_.size(); ++place) same("slot", free_slots_[place], slot_place_[free_slots_[place]], Int(place));
    for (std::size_t type = 0; type < used.size(); ++type) same("vehicles", int(type), available[type] + used[type], fleet_[type]);
    for (std::size_t place = 0; place < bank.size(); ++place) same("bank", bank[place], bank_place_[bank[place]], Int(place));
    for (int unit = 0; unit < int(problem.units.size()); ++unit) {
        const Unit& it = problem.units[unit];
        Int there = 0;
        for (int stop : it.stops) there += on[stop] >= 0;
        // Of another part of the plan there is nothing here, neither in the bank nor on a route.
        if (in_bank(unit)) same("left out", unit, there, 0);
        else if (there) same("served", unit, there, it.kind == Kind::group ? 1 : Int(it.stops.size()));
        same("bank place", unit, Int(std::count(bank.begin(), bank.end(), unit)), in_bank(unit));
    }
}

void Solution::check_route(int route) {
    const Route& it = routes[route];
    const Type& type = problem.types[it.type];
    const Travel& travel = problem.travel[type.profile];
    std::vector<int> visits;
    visits_of(route, visits);
    const Sums sums = evaluate(it.type, visits);
    same("feasible", route, it.feasible, 1);
    same("truly feasible", route, sums.feasible, 1);
    same("distance", route, it.distance, sums.distance);
    same("route's cost", route, it.cost, sums.cost);
    if (problem.driving) same("driving", route, it.seconds, sums.driving), same("work", route, it.work, sums.work);
    if (type.minds_duration()) same("duration", route, it.duration, sums.duration);

    Row row;
    Int stops = 0, reloads = 0, backhauls = 0, load = 0;
    int trip = 0;
    for (int id = start_of(route); id >= 0; id = id == end_of(route) ? -1 : nodes[id].next) {
        Row::Place place;
        place.id = id;
        const int before_id = id == start_of(route) ? -1 : row.places.back().id, from = before_id < 0 ? -1 : nodes[before_id].location;
        const Node& node = nodes[id];
        if (is_stop(id)) {
            same("location", id, node.location, problem.stops[id].location);
            ++stops, backhauls += problem.stops[id].backhaul, load += problem.stops[id].demand;
            place.work = problem.work(id, type.work_class, from);
            place.windows.assign(problem.windows.begin() + problem.window_begin[id], problem.windows.begin() + problem.window_begin[id + 1]);
            row.places[trip].ready = std::max(row.places[trip].ready, trip || type.start >= 0 ? problem.stops[id].release : 0);
        } else if (is_reload(id)) {
            const Depot& depot = problem.depots[reload_depot(id)];
            same("location", id, node.location, depot.location);
            ++reloads, load = 0;
            place.work = depot.service;
            place.windows = {depot.window};
        } else {
            same("location", id, node.location, before_id < 0 ? type.start : type.end);
            place.windows = {before_id < 0 ? type.leaving : type.ending};
        }
        if (before_id >= 0) place.travel = travel.duration(from, node.location), place.metres = travel.distance(from, node.location);
        if (is_reload(id)) trip = int(row.places.size());
        place.trip = trip;
        for (const Window& window : place.windows) {
            if (&window == &place.windows[0]) place.hull = window;
            place.hull = {std::min(place.hull.opens, window.opens), std::max(place.hull.closes, window.closes)};
        }
        if (before_id >= 0) same("leg", id, node.leg, place.metres), same("leg onward", id, nodes[before_id].onward, place.metres);
        if (problem.timed && before_id >= 0) same("seconds", id, node.seconds, place.travel);
        if (problem.plain_loads) same("load", id, node.load, load);
        row.places.push_back(place);
    }
    same("stops", route, it.stops, stops);
    same("reloads", route, it.reloads, reloads);
    same("backhauls", route, it.backhauls, backhauls);
    same("load", route, it.load, load);
    if (problem.dimensions) same("room", route, room[route], type.capacity[0] - load);
    const std::size_t last = row.places.size() - 1;
    for (std::size_t k = 0; k <= last; ++k) {
        const Row::Place& place = row.places[k];
        same("trip", place.id, nodes[place.id].trip, row.places[place.trip].id);
        if (!problem.timed) continue;
        same("ready", place.id, nodes[place.id].ready, row.done(0, k, type.leaving.opens, false));
        // Whoever begins work at the latest start is in time for all that follows; a second later nobody is.
        const Int latest = nodes[place.id].latest;
        const bool bounded = latest < NEVER / 2;   // where nothing closes there is no latest start to be late for
        if (bounded && row.done(k, last, latest, false) >= NEVER) fail("latest is too late", place.id, latest, -1);
        for (const Window& window : place.windows) {
            const Int later = std::max(latest + 1, window.opens);
            if (bounded && later <= window.closes && row.done(k, last, later, false) < NEVER) fail("latest is too early", place.id, latest, later);
        }
    }
    if (!problem.durations || it.reloads) return;
    const auto span = [&](const char* what, const Span& kept, std::size_t from, std::size_t to, Int from_then) {
        const int id = row.places[to].id;
        same(what, id, row.done(from, to, kept.earliest, true), kept.earliest + kept.duration);
        same(what, id, row.done(from, to, kept.latest, true), kept.latest + kept.duration);
        if (kept.earliest > from_then) same(what, id, row.done(from, to, kept.earliest - 1, true), kept.earliest + kept.duration);
        if (row.done(from, to, kept.latest + 1, true) < NEVER) fail(what, id, kept.latest, kept.latest + 1);
    };
    for (std::size_t k = 0; k <= last; ++k) {
        span("span before", before[row.places[k].id], 0, k, std::max(row.places[0].hull.opens, row.places[0].ready));
        span("span after", after[row.places[k].id], k, last, 0);
    }
}

// Loads on board when leaving each place, and the highest of them, from the definition.
void Solution::check_loads(int route) const {
    const int size = problem.dimensions;
    for (int from = start_of(route); from != end_of(route);) {
        std::vector<int> trip{from};
        int to = nodes[from].next;
        for (; is_stop(to); to = nodes[to].next) trip.push_back(to);
        for (int d = 0; d < size; ++d) {
            const auto amount = [&](const std::vector<Int>& of, int id) { return of[std::size_t(id) * size + d]; };
            std::vector<Int> loads;
            for (std::size_t left = 0; left < trip.size(); ++left) {
                Int load = 0;
                for (std::size_t k = 1; k < trip.size(); ++k)
                    load += k > left ? amount(problem.delivery, trip[k]) : amount(problem.pickup, trip[k]) + amount(problem.carried, trip[k]);
                loads.push_back(load);
            }
            for (std::size_t left = 0; left < trip.size(); ++left) {
                const int id = trip[left];
                same("on board", id, amount(on_board, id), loads[left]);
                same("most before", id, amount(most_before, id), *std::max_element(loads.begin(), loads.begin() + left + 1));
                same("most after", id, amount(most_after, id), *std::max_element(loads.begin() + left, loads.end()));
            }
        }
        from = to;
    }
}

void Solution::add_to(std::vector<std::vector<Int>>& taken, int route) const {
    int depot = problem.types[routes[route].type].start_depot;
    for (int id = nodes[start_of(route)].next; id != end_of(route); id = nodes[id].next) {
        if (is_reload(id)) depot = problem.depots[reload_depot(id)].throughput;
        else if (depot >= 0)
            for (int d = 0; d < problem.dimensions; ++d) taken[depot][d] += problem.delivery[std::size_t(id) * problem.dimensions + d];
    }
}

}  // namespace roundsman
