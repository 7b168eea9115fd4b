#include "ruin.hpp"

#include <cmath>

namespace roundsman {

void Ruin::take_out(int stop) {
    const int unit = problem_.stops[stop].unit;
    if (problem_.simple) {
        at_.touch(at_.route_of[stop]);
        at_.remove(stop);
        at_.to_bank(unit);
        removed_.push_back(unit);
        return;
    }
    for (int each : problem_.units[unit].stops) {
        if (!at_.planned(each)) continue;
        at_.touch(at_.route_of[each]);
        at_.remove(each);
    }
    at_.to_bank(unit);
    removed_.push_back(unit);
}

void Ruin::string(int stop, int length) {
    const int route = at_.route_of[stop];
    const int stops = at_.routes[route].stops;
    length = std::min(length, stops);
    int kept = 0;
    if (length > 1 && length < stops && random_.chance(parameters_.split_chance)) {
        kept = 1;
        while (length + kept < stops && random_.chance(parameters_.keep_growing)) ++kept;
    }
    const int span = length + kept;
    // The string begins up to span - 1 places before the stop, within the route.
    int back = random_.below(span), first = stop;
    while (back > 0 && at_.nodes[first].previous >= 0 && at_.nodes[first].previous != at_.start_of(route)) first = at_.nodes[first].previous, --back;
    picked_.clear();
    for (int id = first; int(picked_.size()) < span && id != at_.end_of(route); id = at_.nodes[id].next)
        if (at_.is_stop(id)) picked_.push_back(id);
    for (int id = at_.nodes[first].previous; int(picked_.size()) < span && id != at_.start_of(route); id = at_.nodes[id].previous)
        if (at_.is_stop(id)) picked_.insert(picked_.begin(), id);
    const int keep_from = kept ? 1 + random_.below(std::max(1, length - 1)) : span;
    for (int k = 0; k < int(picked_.size()); ++k) {
        if (k >= keep_from && k < keep_from + kept) continue;
        if (at_.planned(picked_[k])) take_out(picked_[k]);
    }
}

void Ruin::strings(int seed, const Neighbours& near) {
    const Int planned = Int(problem_.size()) - Int(at_.bank.size());
    const double average = double(planned) / std::max<std::size_t>(1, at_.driving.size());
    const double longest = std::min<double>(parameters_.longest_string, std::max(1.0, average));
    const double most = 4 * parameters_.average_removed / (1 + longest) - 1;
    const int count = int(std::floor(random_.unit() * most + 1));
    routes_.clear();
    const auto ruin = [&](int stop) {
        const int route = at_.route_of[stop];
        if (route < 0 || std::find(routes_.begin(), routes_.end(), route) != routes_.end()) return;
        const double limit = std::min<double>(longest, at_.routes[route].stops);
        const int length = int(std::floor(random_.unit() * limit + 1));
        string(stop, length);
        routes_.push_back(route);
    };
    ruin(seed);
    for (int neighbour : near.of(seed)) {
        if (int(routes_.size()) >= count) break;
        ruin(neighbour);
    }
}

void Ruin::drop_empty_trips(int route) {
    for (int id = at_.nodes[at_.start_of(route)].next; id != at_.end_of(route);) {
        const int next = at_.nodes[id].next;
        const bool no_trip_before = !at_.is_stop(at_.nodes[id].previous), no_trip_after = next == at_.end_of(route);
        if (at_.is_reload(id) && (no_trip_before || no_trip_after)) at_.remove_reload(id);
        id = next;
    }
    // A reload left last has lost the trip behind it.
    const int last = at_.nodes[at_.end_of(route)].previous;
    if (at_.is_reload(last)) at_.remove_reload(last);
}

// Trips of backhauls alone go as a whole where they may not be.
void Ruin::drop_lone_backhauls(int route) {
    bool linehaul = false;
    picked_.clear();
    for (int id = at_.nodes[at_.start_of(route)].next;; id = at_.nodes[id].next) {
        if (at_.is_stop(id)) {
            linehaul |= !problem_.stops[id].backhaul;
            if (!linehaul) picked_.push_back(id);
            continue;
        }
        while (!linehaul && !picked_.empty()) {
            if (at_.planned(picked_.back())) take_out(picked_.back());
            picked_.pop_back();
        }
        if (id == at_.end_of(route)) return;
        linehaul = false;
        picked_.clear();
    }
}

void Ruin::tidy() {
    for (std::size_t k = 0; k < at_.touched().size(); ++k) {
        const int route = at_.touched()[k];
        while (at_.routes[route].type >= 0) {
            if (!problem_.backhaul_only) drop_lone_backhauls(route);
            if (problem_.trips) drop_empty_trips(route);
            if (at_.nodes[at_.start_of(route)].next == at_.end_of(route)) {
                at_.close_route(route);
                break;
            }
            at_.refresh(route);
            if (at_.routes[route].feasible) break;
            // Where ways round a corner are shorter, or work there is less, a route can break a rule for lack of stops.
            take_out(some_stop_of(route));
        }
    }
}

int Ruin::some_stop_of(int route) {
    int place = random_.below(at_.routes[route].stops), id = at_.nodes[at_.start_of(route)].next;
    while (!at_.is_stop(id) || place-- > 0) id = at_.nodes[id].next;
    return id;
}

}  // namespace roundsman
