#include "evaluate.hpp"

namespace roundsman {

Int break_start(const Break& it, Int from) {
    Int best = NEVER;
    for (const Window& window : it.windows)
        if (from <= window.closes) best = std::min(best, std::max(from, window.opens));
    return best;
}

namespace {

// The latest beginning of a break not after `bound`; -1 where there is none.
Int latest_break_start(const Break& it, Int bound) {
    Int best = -1;
    for (const Window& window : it.windows)
        if (window.opens <= bound) best = std::max(best, std::min(bound, window.closes));
    return best;
}

}  // namespace

Sums Evaluator::evaluate(int type_index, const int* visits, int count, const Way* ways) {
    const Type& type = problem_.types[type_index];
    Sums sums;
    if (type.count == 0) return sums;
    for (int k = 0; k < count; ++k)
        if (visits[k] >= 0 && !problem_.may(visits[k], type_index)) return sums;
    if (!order_kept(type, visits, count) || !loads_fit(type, visits, count)) return sums;
    if (problem_.sequences && !locks_kept(visits, count)) return sums;
    if (problem_.groups && !groups_kept(visits, count)) return sums;
    if (!legs(type, visits, count, ways, sums)) return sums;
    if (problem_.timed) {
        trip_releases(visits, count);
        sums.duration = shortest(type, visits, count, type.minds_duration());
        if (sums.duration < 0 || sums.duration > type.max_duration) return sums;
    }
    sums.cost = route_cost(type, sums.distance, sums.driving, sums.work, sums.duration);
    sums.feasible = true;
    return sums;
}

// Order of visits: trips that are not empty, line-haul first, pairs within a trip.
bool Evaluator::order_kept(const Type& type, const int* visits, int count) {
    int reloads = 0, stops = 0, in_trip = 0, linehauls = 0;
    bool backhauls = false;
    open_pairs_.clear();
    for (int k = 0; k <= count; ++k) {
        const int visit = k < count ? visits[k] : -1;
        if (visit < 0) {
            if (in_trip == 0 && (k < count || reloads > 0)) return false;
            if (!open_pairs_.empty()) return false;
            if (backhauls && !linehauls && !problem_.backhaul_only) return false;
            if (k < count) {
                ++reloads;
                if (std::find(type.reloads.begin(), type.reloads.end(), -1 - visit) == type.reloads.end()) return false;
            }
            in_trip = linehauls = 0;
            backhauls = false;
            continue;
        }
        const Stop& stop = problem_.stops[visit];
        ++stops, ++in_trip;
        if (stop.backhaul) backhauls = true;
        else if (backhauls) return false;
        else ++linehauls;
        if (stop.partner >= 0 && !stop.is_delivery) open_pairs_.push_back(stop.partner);
        if (stop.is_delivery) {
            const auto found = std::find(open_pairs_.begin(), open_pairs_.end(), visit);
            if (found == open_pairs_.end()) return false;
            open_pairs_.erase(found);
        }
    }
    return reloads <= type.max_reloads && stops <= type.max_stops;
}

// Locked sequences are there as a whole and in their order, or not at all.
bool Evaluator::locks_kept(const int* visits, int count) const {
    for (int k = 0; k < count; ++k) {
        if (visits[k] < 0) continue;
        const Stop& stop = problem_.stops[visits[k]];
        if (stop.first && k != 0) return false;
        if (stop.follower >= 0 && (k + 1 >= count || visits[k + 1] != stop.follower)) return false;
        if (stop.leader >= 0 && (k == 0 || visits[k - 1] != stop.leader)) return false;
    }
    return true;
}

// Of alternatives one is enough.
bool Evaluator::groups_kept(const int* visits, int count) {
    group_seen_.resize(problem_.stops.size(), 0);
    ++look_;
    for (int k = 0; k < count; ++k) {
        const int group = visits[k] < 0 ? -1 : problem_.stops[visits[k]].group;
        if (group >= 0 && group_seen_[group] == look_) return false;
        if (group >= 0) group_seen_[group] = look_;
    }
    return true;
}

bool Evaluator::loads_fit(const Type& type, const int* visits, int count) {
    const int size = problem_.dimensions;
    if (size == 0) return true;
    load_.assign(size, 0);
    on_board_.assign(type.breaks.empty() ? 0 : std::size_t(count + 1) * size, 0);
    for (int from = 0; from <= count;) {
        int to = from;
        while (to < count && visits[to] >= 0) ++to;
        std::fill(load_.begin(), load_.end(), 0);
        for (int k = from; k < to; ++k)
            for (int d = 0; d < size; ++d) load_[d] += problem_.delivery[std::size_t(visits[k]) * size + d];
        for (int k = from - 1; k < to; ++k) {
            for (int d = 0; d < size; ++d) {
                if (k >= from) {
                    const std::size_t at = std::size_t(visits[k]) * size + d;
                    load_[d] += problem_.pickup[at] - problem_.delivery[at] + problem_.carried[at];
                }
                if (load_[d] > type.capacity[d]) return false;
                if (!type.breaks.empty()) on_board_[std::size_t(k + 1) * size + d] = load_[d];
            }
        }
        from = to + 1;
    }
    return true;
}

bool Evaluator::legs(const Type& type, const int* visits, int count, const Way* ways, Sums& sums) {
    const Travel& travel = problem_.travel[type.profile];
    travel_.resize(count + 1);
    work_.resize(count + 1);
    int from = type.start;
    for (int k = 0; k <= count; ++k) {
        const int visit = k < count ? visits[k] : -1;
        const int to = k == count ? type.end : visit >= 0 ? problem_.stops[visit].location : problem_.depots[-1 - visit].location;
        const Int metres = ways ? ways[k].metres : travel.distance(from, to);
        if (metres >= UNREACHABLE) return false;
        sums.distance += metres;
        if (problem_.timed || problem_.driving) {
            travel_[k] = ways ? ways[k].seconds : travel.duration(from, to);
            work_[k] = k == count ? 0 : visit >= 0 ? problem_.work(visit, type.work_class, from) : problem_.depots[-1 - visit].service;
            sums.driving += travel_[k];
            if (visit >= 0) sums.work += work_[k];
        }
        from = to;
    }
    return sums.distance <= type.max_distance && sums.driving <= type.max_driving;
}

// release_[k]: when the trip that begins at visit k (a reload) may leave; the last entry is the first trip's.
void Evaluator::trip_releases(const int* visits, int count) {
    release_.assign(count + 1, 0);
    if (!problem_.trips) return;
    int trip = count;
    for (int k = 0; k < count; ++k) {
        if (visits[k] < 0) trip = k;
        else release_[trip] = std::max(release_[trip], problem_.stops[visits[k]].release);
    }
}

bool Evaluator::break_fits(const Type& type, int taken, int position) const {
    const auto& most = type.breaks[taken].max_load;
    for (std::size_t d = 0; d < most.size(); ++d)
        if (on_board_[std::size_t(position) * most.size() + d] > most[d]) return false;
    return true;
}

// Moments: the earliest at one place of a route, by number of breaks taken. What breaks taken there make of them.
void Evaluator::rest(const Type& type, int position, Int* moments) const {
    for (int b = 0; b < int(type.breaks.size()); ++b) {
        if (moments[b] >= NEVER || !break_fits(type, b, position)) continue;
        const Int start = break_start(type.breaks[b], moments[b]);
        if (start < NEVER) moments[b + 1] = std::min(moments[b + 1], start + type.breaks[b].duration);
    }
}

void Evaluator::drive(const Type& type, int k, Int* moments) const {
    for (int b = 0; b <= int(type.breaks.size()); ++b)
        if (moments[b] < NEVER) moments[b] += travel_[k];
}

// What the work at visit k makes of them; false where every window has closed.
bool Evaluator::work(const Type& type, const int* visits, int k, Int* moments) const {
    bool open = false;
    for (int b = 0; b <= int(type.breaks.size()); ++b) {
        if (moments[b] >= NEVER) continue;
        if (visits[k] >= 0) {
            const Int start = problem_.earliest_start(visits[k], moments[b]);
            moments[b] = start >= NEVER ? NEVER : start + work_[k];
        } else {
            const Depot& depot = problem_.depots[-1 - visits[k]];
            const Int start = std::max(moments[b], depot.window.opens);
            moments[b] = start > depot.window.closes ? NEVER : std::max(start + work_[k], release_[k]);
        }
        open |= moments[b] < NEVER;
    }
    return open;
}

// Earliest end when leaving at `begin`.
bool Evaluator::forward(const Type& type, const int* visits, int count, Int begin, Int& end) {
    early_.assign(type.breaks.size() + 1, NEVER);
    early_[0] = begin;
    for (int k = 0; k <= count; ++k) {
        rest(type, k, early_.data());
        drive(type, k, early_.data());
        rest(type, k, early_.data());
        if (k < count && !work(type, visits, k, early_.data())) return false;
    }
    if (early_.back() >= NEVER) return false;
    end = std::max(early_.back(), type.ending.opens);
    return end <= type.ending.closes;
}

// Latest beginning with which the route still ends by `end`; negative where there is none.
Int Evaluator::latest_begin(const Type& type, const int* visits, int count, Int end) {
    const int states = int(type.breaks.size()) + 1;
    late_.assign(states, -1);
    late_[states - 1] = end;
    const auto take_breaks = [&](int position) {
        for (int b = states - 2; b >= 0; --b) {
            if (late_[b + 1] < 0 || !break_fits(type, b, position)) continue;
            const Int start = latest_break_start(type.breaks[b], late_[b + 1] - type.breaks[b].duration);
            late_[b] = std::max(late_[b], start);
        }
    };
    for (int k = count; k >= 0; --k) {
        take_breaks(k);
        for (int b = 0; b < states; ++b)
            if (late_[b] >= 0) late_[b] = late_[b] - travel_[k];
        take_breaks(k);
        if (k == 0) break;
        const int visit = visits[k - 1];
        for (int b = 0; b < states; ++b) {
            if (late_[b] < 0) continue;
            if (visit >= 0) {
                late_[b] = problem_.latest_start(visit, late_[b] - work_[k - 1]);
            } else {
                const Depot& depot = problem_.depots[-1 - visit];
                if (late_[b] < release_[k - 1]) { late_[b] = -1; continue; }
                const Int start = std::min(depot.window.closes, late_[b] - work_[k - 1]);
                late_[b] = start < depot.window.opens ? -1 : start;
            }
        }
    }
    return std::min(late_[0], type.leaving.closes);
}

// No more ends than this can follow from waiting: for a window of a stop, a depot or a break, with any number of
// breaks taken by then (see `_ways` in routing/schedule.py).
Int Evaluator::ends(const Type& type, const int* visits, int count) const {
    Int windows = 0, pauses = 0;
    for (int k = 0; k < count; ++k)
        windows += visits[k] >= 0 ? problem_.window_begin[visits[k] + 1] - problem_.window_begin[visits[k]] : 1;
    for (const Break& it : type.breaks) pauses += Int(it.windows.size());
    if (pauses == 0) return 1 + windows - count;
    return 2 + (windows + count) * (1 + Int(type.breaks.size())) + 2 * pauses * (1 + count);
}

// Least seconds from leaving to the end; negative where no times keep every rule.
// Leaving one second later than the latest start that ends as early misses a window, so the next way leads through
// a later one (see routing/schedule.py).
// `least`: false where how long it takes is all the same, as long as it keeps the rules.
Int Evaluator::shortest(const Type& type, const int* visits, int count, bool least) {
    Int busy = 0;
    for (int k = 0; k <= count; ++k) busy += travel_[k] + work_[k];
    for (const Break& it : type.breaks) busy += it.duration;
    Int begin = type.leaving.opens;
    if (type.start >= 0) begin = std::max(begin, release_[count]);
    if (begin > type.leaving.closes) return -1;
    Int best = -1;
    const Int most = ends(type, visits, count);
    for (Int way = 0; way < most; ++way) {
        Int end = 0;
        if (begin > type.leaving.closes || !forward(type, visits, count, begin, end)) break;
        if (!least) return end - begin;
        const Int later = std::max(begin, latest_begin(type, visits, count, end));
        if (best < 0 || end - later < best) best = end - later, begin_ = later;
        if (best <= busy) break;
        begin = later + 1;
    }
    return best;
}

}  // namespace roundsman
