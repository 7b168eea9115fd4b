#include "problem.hpp"

namespace roundsman {

void Problem::finish() {
    const int size = int(stops.size());
    for (int stop = 0; stop < size; ++stop) {
        Stop& it = stops[stop];
        it.opens = NEVER, it.closes = -1;
        for (int w = window_begin[stop]; w < window_begin[stop + 1]; ++w) {
            it.opens = std::min(it.opens, windows[w].opens);
            it.closes = std::max(it.closes, windows[w].closes);
        }
        several_windows |= has_several_windows(stop);
        for (int d = 0; d < dimensions; ++d) {
            const std::size_t at = std::size_t(stop) * dimensions + d;
            it.loaded |= delivery[at] > 0 || pickup[at] > 0;
        }
        it.demand = dimensions ? delivery[std::size_t(stop) * dimensions] : 0;
        trips |= it.release > 0;
        backhauls |= it.backhaul;
        pairs |= it.partner >= 0;
        sequences |= it.follower >= 0 || it.first;
        groups |= it.group >= 0;
        if (it.follower >= 0) stops[it.follower].leader = stop;
    }
    for (Int amount : setup) setups |= amount > 0;
    for (const Type& type : types) {
        trips |= !type.reloads.empty();
        durations |= type.minds_duration();
        breaks |= !type.breaks.empty();
        driving |= type.per_driving > 0 || type.per_work > 0 || type.max_driving < NEVER;
    }
    for (Unit& unit : units) {
        unit.worth = unit.penalty;
        unit.required = unit.missing > 0;
        for (int need : unit.needs) {
            unit.worth += needs[need].penalty;
            unit.required |= needs[need].missing > 0;
        }
        optional |= !unit.required;
        simple &= unit.kind == Kind::single;
    }
    for (const Travel& each : travel) same_figures &= each.points ? each.percent == 100 : each.seconds == each.metres;
    throughputs = !throughput.empty();
    plain_loads = dimensions <= 1 && !trips && !pairs;
    for (Int amount : pickup) plain_loads &= amount == 0;
    timed = durations || breaks || driving || trips;
    // Without shifts that bind, a window or work plays no part.
    for (const Type& type : types) timed |= type.ending.closes < NEVER || type.leaving.opens > 0;
}

}  // namespace roundsman
