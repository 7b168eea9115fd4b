// Where stops fit into the lines of an inserter's plan: by labels where they tell all, else worked out in full.
#include <stdexcept>
#include <string>

#include "best_insertions.hpp"

namespace roundsman {

// A vehicle on its way along a line with stops put in, up to and with the last of them.
struct Inserter::Moment {
    Int ready = 0;         // when it is free, at the earliest; NEVER where a window has closed or no way leads
    int location = -1;
    Way driven;            // since the first gap, less what was driven there before
    Int work = 0;          // as much
    Span span;             // of the whole part up to here
};

Inserter::Moment Inserter::at(const Line& line, int gap) const {
    const int node = line.nodes[gap];
    return {at_.nodes[node].ready, at_.nodes[node].location, {}, 0, at_.before[node]};
}

// Goes on to a stop or reload. Breaks and releases are left out of account, so nobody is there earlier.
void Inserter::go(const Line& line, int visit, Moment& at) const {
    if (at.ready >= NEVER) return;
    const int to = visit >= 0 ? problem_.stops[visit].location : problem_.depots[-1 - visit].location;
    const Way leg = way(line, at.location, to);
    const Int arrived = at.ready + leg.seconds;
    Span own;
    Int start;
    if (visit >= 0) {
        const Stop& stop = problem_.stops[visit];
        own = {problem_.work(visit, problem_.types[line.type].work_class, at.location), stop.opens, stop.closes};
        start = problem_.earliest_start(visit, arrived);
        at.work += own.duration;
    } else {
        const Depot& depot = problem_.depots[-1 - visit];
        own = {depot.service, depot.window.opens, depot.window.closes};
        start = arrived > depot.window.closes ? NEVER : std::max(arrived, depot.window.opens);
    }
    at.location = to;
    at.driven.metres += leg.metres;
    at.driven.seconds += leg.seconds;
    at.ready = leg.metres >= UNREACHABLE || start >= NEVER || !join(at.span, leg.seconds, own, at.span) ? NEVER : start + own.duration;
}

// Goes on to the stop behind a gap, as the vehicle did before; false where it cannot, or is too late for the rest.
// `other`: whether it comes there from another place now.
bool Inserter::pass(const Line& line, int gap, bool other, Moment& at) const {
    const int next = line.nodes[gap + 1];
    if (!at_.is_stop(next)) return false;   // the trip ends
    const Node& node = at_.nodes[next];
    const Int before = problem_.work(next, problem_.types[line.type].work_class, at_.nodes[line.nodes[gap]].location);
    const bool reset = other && resets(line, gap, at.location);
    go(line, next, at);
    if (at.ready >= NEVER || (!reset && at.ready - before > node.latest)) return false;
    at.driven.metres -= node.leg;
    at.driven.seconds -= node.seconds;
    at.work -= before;
    return true;
}

// Whether `first`, and `last` behind it, may stand in a gap: backhauls behind all others, locked stops together.
bool Inserter::joins(const Line& line, int gap, int first, int last) const {
    const int previous = line.nodes[gap], next = line.nodes[gap + 1];
    if (at_.is_stop(previous)) {
        const Stop& before = problem_.stops[previous];
        if (before.follower >= 0 || (before.backhaul && !problem_.stops[first].backhaul)) return false;
    }
    if (at_.is_stop(next)) {
        const Stop& after = problem_.stops[next];
        if (after.first || (problem_.stops[last].backhaul && !after.backhaul)) return false;
    }
    return true;
}

// Whether the work at what follows a gap changes where the vehicle comes from `location` instead.
bool Inserter::resets(const Line& line, int gap, int location) const {
    const int next = line.nodes[gap + 1];
    if (!at_.is_stop(next)) return false;
    const int here = at_.nodes[next].location;
    const bool there_before = at_.nodes[line.nodes[gap]].location == here, there_now = location == here;
    const int work_class = problem_.types[line.type].work_class;
    return there_before != there_now && problem_.setup[std::size_t(work_class) * problem_.size() + next] > 0;
}

// Whether the trip around a gap would have to wait at its depot for something new.
bool Inserter::delays_trip(const Line& line, int gap) const {
    const int trip = at_.nodes[line.nodes[gap]].trip;
    const bool from_depot = at_.is_reload(trip) || problem_.types[line.type].start >= 0;
    return from_depot && asked_.release > at_.nodes[trip].ready;
}

// Whether the depot where the trip around a gap begins has what all new stops are brought.
bool Inserter::stocked(const Line& line, int gap) const {
    if (taken_.empty()) return true;
    const int trip = at_.nodes[line.nodes[gap]].trip;
    const int depot = at_.is_reload(trip) ? problem_.depots[at_.reload_depot(trip)].throughput : problem_.types[line.type].start_depot;
    for (int d = 0; d < problem_.dimensions && depot >= 0; ++d)
        if (asked_.brought[d] > 0 && taken_[depot][d] + asked_.brought[d] > problem_.throughput[depot][d]) return false;
    return true;
}

// Whether a vehicle can carry `more` besides what `loads` say of the place before a gap.
bool Inserter::carries(const Line& line, int gap, const std::vector<Int>& loads, const std::vector<Int>& more) const {
    const Int* there = loads.data() + std::size_t(line.nodes[gap]) * problem_.dimensions;
    for (int d = 0; d < problem_.dimensions; ++d)
        if (there[d] + more[d] > problem_.types[line.type].capacity[d]) return false;
    return true;
}

void Inserter::offer(const Line& line, Insertion& insertion, bool exact, Best& best) {
    if (!exact && !full(line, insertion)) return;
#ifdef ROUNDSMAN_CHECKED
    if (exact) {
        const Sums quick = insertion.sums;
        const bool minds = problem_.types[line.type].minds_duration();
        if (!full(line, insertion) || quick.distance != insertion.sums.distance || quick.driving != insertion.sums.driving ||
            quick.work != insertion.sums.work || (minds && quick.duration != insertion.sums.duration))
            throw std::logic_error("an insertion into line " + std::to_string(insertion.line) + " is not what was worked out quickly");
        insertion.sums = quick;
    }
#endif
    insertion.cost = rates_[line.type].cost(insertion.sums) - line.cost;
    best.offer(insertion);
}

// All that is put in is behind the vehicle, and it drives on to what follows a gap. `quick`: labels tell all,
// unless the work there or the start of the trip changes.
void Inserter::close(const Line& line, const Moment& at, Insertion& insertion, bool quick, Best& best) {
    const Route& route = at_.routes[line.route];
    const Type& type = problem_.types[line.type];
    const int gap = insertion.second, next = line.nodes[gap + 1];
    const Node& node = at_.nodes[next];
    const Way onward = way(line, at.location, node.location);
    if (at.ready >= NEVER || onward.metres >= UNREACHABLE) return;
    Sums& sums = insertion.sums;
    sums.distance = route.distance + at.driven.metres + onward.metres - node.leg;
    sums.driving = route.seconds + at.driven.seconds + onward.seconds - node.seconds;
    if (sums.distance > type.max_distance || sums.driving > type.max_driving) return;
    if (resets(line, gap, at.location)) return offer(line, insertion, false, best);
    if (at.ready + onward.seconds > node.latest) return;
    sums.work = route.work + at.work;
    sums.duration = 0;
    if (type.minds_duration()) {
        Span whole;
        if (!join(at.span, onward.seconds, at_.after[next], whole)) return;
        Int busy = sums.driving + sums.work;
        for (const Break& it : type.breaks) busy += it.duration;
        sums.duration = std::max(whole.duration, busy);
        if (sums.duration > type.max_duration) return;
    }
    quick = quick && !delays_trip(line, insertion.first);
    if (!quick && rates_[line.type].cost(sums) - line.cost > best.bound()) return;
    offer(line, insertion, quick, best);
}

// Whether labels tell all of what is put into a line.
bool Inserter::quickly(const Line& line, bool reloads) const {
    if (reloads || !asked_.plain || at_.routes[line.route].exact) return false;
    return !(asked_.several_windows && problem_.types[line.type].minds_duration());
}

// Everything of which the first stands in `gap`, in a route that keeps the rules; `depots`: of reloads beside it,
// -1 for none, which alone asks for places without reloads.
void Inserter::place(const Line& line, int gap, const std::vector<int>& depots, bool quick, Best& best) {
    const bool reloads = depots.size() > 1;
    const auto &front = newcomer_->blocks.front(), &back = newcomer_->blocks.back();
    const bool two = newcomer_->blocks.size() == 2;
    const int first = front.front(), last = back.back();
    if (!reloads && (!carries(line, gap, at_.most_before, asked_.brought) || !stocked(line, gap))) return;
    Insertion insertion;
    insertion.line = int(&line - lines_.data());
    insertion.first = gap;
    const auto end = [&](const Moment& there, int behind) {
        if (there.ready >= NEVER || (!reloads && !carries(line, behind, at_.most_after, asked_.fetched))) return;
        insertion.second = behind;
        for (int depot : depots) {
            // Without any is asked elsewhere; beside one that is there already was offered one place earlier.
            if (reloads && insertion.reload_before < 0 && depot < 0) continue;
            if (depot >= 0 && gap == behind && gap > 0 && line.visits[gap - 1] == -1 - depot) continue;
            Moment now = there;
            if (depot >= 0) go(line, -1 - depot, now);
            insertion.reload_after = depot;
            close(line, now, insertion, quick, best);
        }
    };
    const bool together = reloads || joins(line, gap, first, last), apart = reloads || (two && joins(line, gap, first, front.back()));
    for (int depot : depots) {
        if (depot >= 0 && !at_.is_stop(line.nodes[gap])) continue;
        insertion.reload_before = depot;
        Moment there = at(line, gap);
        if (depot >= 0) go(line, -1 - depot, there);
        for (int stop : front) go(line, stop, there);
        if (!two && together) end(there, gap);
        for (int behind = gap; two && there.ready < NEVER; ++behind) {
            if (!reloads && asked_.plain && !carries(line, behind, at_.on_board, asked_.between)) break;
            if (behind == gap ? together : reloads || joins(line, behind, back.front(), last)) {
                Moment now = there;
                for (int stop : back) go(line, stop, now);
                end(now, behind);
            }
            if (!apart || !pass(line, behind, behind == gap, there) || there.ready > problem_.stops[back.front()].closes) break;
        }
    }
}

// The places in a route that keeps the rules; with reloads beside what is put in, or without.
void Inserter::places(const Line& line, bool reloads, Best& best) {
    const Type& type = problem_.types[line.type];
    std::vector<int> depots{-1};
    if (reloads) depots.insert(depots.end(), type.reloads.begin(), type.reloads.end());
    if (reloads && type.reloads.empty()) return;
    const Int closes = problem_.stops[newcomer_->blocks.front().front()].closes;
    for (int gap = 0; gap <= int(line.visits.size()) && line.gaps[gap].ready <= closes; ++gap)
        place(line, gap, depots, quickly(line, reloads), best);
}

// Every place in a line of which labels tell nothing.
void Inserter::everywhere(const Line& line, bool reloads, Best& best) {
    const int count = int(line.visits.size());
    std::vector<int> depots{-1};
    if (reloads) depots.insert(depots.end(), problem_.types[line.type].reloads.begin(), problem_.types[line.type].reloads.end());
    Insertion insertion;
    insertion.line = int(&line - lines_.data());
    for (insertion.first = 0; insertion.first <= count; ++insertion.first) {
        const int most = newcomer_->blocks.size() == 2 ? count : insertion.first;
        for (insertion.second = insertion.first; insertion.second <= most; ++insertion.second) {
            for (int before : depots) {
                for (int after : depots) {
                    insertion.reload_before = before;
                    insertion.reload_after = after;
                    const bool one = insertion.first == insertion.second && insertion.first > 0;
                    const bool again = one && after >= 0 && line.visits[insertion.first - 1] == -1 - after;
                    if (!again && (!reloads || before >= 0 || after >= 0)) offer(line, insertion, false, best);
                }
            }
        }
    }
}

std::vector<Insertion> Inserter::find(const Newcomer& newcomer, std::size_t most, const std::uint8_t* open) {
    for (const auto& block : newcomer.blocks)
        for (int stop : block)
            if (stop < problem_.size() - new_stops && at_.planned(stop)) throw std::invalid_argument("a newcomer is on a route already");
    install(newcomer);
    Best best(*this, most);
    if (most == 0) return {};
    const bool bounded = most <= Best::FEW && bounds_hold();
    if (bounded) by_bound(open, best);
    for (const Line& line : lines_) {
        if ((open && !open[&line - lines_.data()]) || !may_serve(line)) continue;
        const bool may_reload = !line.visits.empty() && problem_.types[line.type].max_reloads > 0;
        for (bool reloads : {false, true}) {
            if (reloads && !may_reload) continue;
            // A reload parts a trip: its beginning need not wait for what is released late any more.
            const bool labels_hold = line.route >= 0 && !(reloads && line.released);
            if (!labels_hold) everywhere(line, reloads, best);
            else if (reloads || !bounded) places(line, reloads, best);
        }
    }
    return best.sorted();
}

}  // namespace roundsman
