// When each visit of a route takes place, as routing/schedule.py and routing/rests.py say.
#include "evaluate.hpp"

namespace roundsman {

// Where each break is taken on the way that is done first: 2 * leg before its drive, 2 * leg + 1 after it.
std::vector<int> Evaluator::break_spots(const Type& type, const int* visits, int count, Int begin) {
    const int breaks = int(type.breaks.size());
    const std::size_t states = breaks + 1;
    // On each leg: after the work before it, after the breaks there, after the drive, after the breaks there.
    moments_.assign(std::size_t(count + 1) * 4 * states, NEVER);
    early_.assign(states, NEVER);
    early_[0] = begin;
    Int* kept = moments_.data();
    const auto keep = [&] { kept = std::copy(early_.begin(), early_.end(), kept); };
    for (int k = 0; k <= count; ++k) {
        keep();
        rest(type, k, early_.data());
        keep();
        drive(type, k, early_.data());
        keep();
        rest(type, k, early_.data());
        keep();
        if (k < count) work(type, visits, k, early_.data());
    }
    std::vector<int> spots(breaks);
    int taken = breaks;
    for (int k = count; k >= 0; --k) {
        const Int* leg = moments_.data() + std::size_t(k) * 4 * states;
        for (int arrived = 1; arrived >= 0; --arrived) {
            const Int *before = leg + 2 * arrived * states, *after = before + states;
            while (before[taken] != after[taken]) spots[--taken] = 2 * k + arrived;
        }
    }
    return spots;
}

Evaluator::Times Evaluator::times(int type_index, const int* visits, int count, const Way* ways) {
    const Type& type = problem_.types[type_index];
    Times times;
    if (!evaluate(type_index, visits, count, ways).feasible || shortest(type, visits, count, true) < 0) return times;
    times.feasible = true;
    const std::vector<int> spots = break_spots(type, visits, count, begin_);
    std::size_t taken = 0;
    Int now = times.begin = begin_;
    const auto take_breaks = [&](int spot) {
        for (; taken < spots.size() && spots[taken] == spot; ++taken) {
            now = break_start(type.breaks[taken], now);
            if (taken == 0 && spot <= 1 && type.start < 0) times.begin = now;
            now += type.breaks[taken].duration;
        }
    };
    for (int k = 0; k <= count; ++k) {
        take_breaks(2 * k);
        if (k > 0 && visits[k - 1] < 0) times.departures[k - 1] = now;
        now += travel_[k];
        if (k < count) times.arrivals.push_back(now);
        take_breaks(2 * k + 1);
        if (k == count) break;
        const Int start = visits[k] >= 0 ? problem_.earliest_start(visits[k], now) : std::max(now, problem_.depots[-1 - visits[k]].window.opens);
        times.starts.push_back(start);
        times.departures.push_back(start + work_[k]);
        now = std::max(start + work_[k], release_[k]);
    }
    times.end = std::max(now, type.ending.opens);
    const bool rested = !spots.empty() && spots[0] <= 1;
    if (type.start < 0 && !rested && count > 0) times.begin = times.arrivals[0] = times.starts[0];
    return times;
}

}  // namespace roundsman
