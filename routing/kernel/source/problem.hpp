// What is to be planned, as plain arrays: stops, units, vehicle types, travel. Read-only during a search.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace roundsman {

using Int = std::int64_t;

constexpr Int NEVER = Int(1) << 60;
constexpr std::int32_t UNREACHABLE = std::numeric_limits<std::int32_t>::max();

struct Window {
    Int opens, closes;
};

// How a straight line becomes a whole number; the same steps in the same order as core/plane.py.
enum class Rounding : int { half_up = 0, down = 1, half_even = 2, up = 3, none = 4 };

inline double rounded(double value, Rounding rounding) {
    switch (rounding) {
        case Rounding::half_up: return std::floor(value + 0.5);
        case Rounding::down: return std::floor(value);
        case Rounding::half_even: return std::nearbyint(value);
        case Rounding::up: return std::ceil(value);
        case Rounding::none: return value;
    }
    return value;
}

// Durations and distances of one profile: given matrices, or straight lines worked out when asked.
struct Travel {
    int size = 0;
    const std::int32_t* metres = nullptr;       // (size, size), row = from
    const std::int32_t* seconds = nullptr;      // (size, size); may be the same array as `metres`
    const std::int32_t* metres_to = nullptr;    // (size, size), row = to; may be the same array as `metres`
    const double* points = nullptr;             // (size, 2), used where there is no matrix
    double scale = 1;
    Rounding grid = Rounding::none, rounding = Rounding::half_up;
    int percent = 100;                          // beside what straight lines take in seconds: the speed of the vehicles
    Int longest_metres = 0, longest_seconds = 0;   // no way there is takes more

    Int straight(int from, int to) const {
        const double dx = points[2 * from] - points[2 * to], dy = points[2 * from + 1] - points[2 * to + 1];
        return Int(rounded(scale * rounded(std::sqrt(dx * dx + dy * dy), grid), rounding));
    }
    Int distance(int from, int to) const {
        if (from < 0 || to < 0) return 0;  // an open end
        return metres ? metres[std::size_t(from) * size + to] : straight(from, to);
    }
    // The same figure, read along the row of `to`: neighbours of one stop then lie side by side in memory.
    Int distance_into(int from, int to) const {
        if (from < 0 || to < 0) return 0;
        return metres_to ? metres_to[std::size_t(to) * size + from] : distance(from, to);
    }
    Int duration(int from, int to) const {
        if (from < 0 || to < 0) return 0;
        return seconds ? seconds[std::size_t(from) * size + to] : slowed(straight(from, to));
    }
    Int slowed(Int length) const {
        return percent == 100 ? length : std::min<Int>((200 * length + percent) / (2 * percent), UNREACHABLE - 1);
    }
};

struct Stop {
    int location = 0;
    int compat = 0;       // row of `Problem::allowed`
    int unit = 0;         // what is served or left out together with it
    int partner = -1;     // the other stop of its pair
    int group = -1;       // the alternatives that it is one of; -1: none
    int follower = -1;    // the stop that it is locked to be followed by directly
    int leader = -1;      // the stop that it is locked to follow directly
    bool is_delivery = false;  // of a pair: the stop that comes second
    bool backhaul = false;
    bool first = false;        // locked to be the first of its route
    bool loaded = false;       // something is brought or fetched, besides what its pair carries
    Int opens = 0, closes = NEVER;  // hull of its windows
    Int release = 0;
    Int demand = 0;       // of the first dimension: delivery, used where loads are simple
};

struct Break {
    std::vector<Window> windows;
    Int duration = 0;
    std::vector<Int> max_load;  // empty: any
};

// Vehicles that do not differ.
struct Type {
    int count = 0;
    int profile = 0, work_class = 0;
    int start = -1, end = -1;              // locations; -1: open
    int start_depot = -1;                  // index into `Problem::throughput`
    Window leaving{0, NEVER}, ending{0, NEVER};
    Int fixed = 0, per_metre = 0, per_second = 0, per_driving = 0, per_work = 0, per_overtime = 0;
    Int regular = NEVER, max_distance = NEVER, max_duration = NEVER, max_driving = NEVER;
    int max_stops = std::numeric_limits<int>::max();
    std::vector<Int> capacity;
    std::vector<int> reloads;              // indexes into `Problem::depots`
    int max_reloads = 0;
    std::vector<Break> breaks;

    bool pays_time() const { return per_second || per_overtime; }
    bool minds_duration() const { return pays_time() || max_duration < NEVER; }
};

struct Depot {
    int location = 0;
    Window window{0, NEVER};
    Int service = 0;
    int throughput = -1;
};

enum class Kind : std::uint8_t { single, pair, group, sequence };

// What leaving something out comes to.
struct Need {
    Int penalty = 0;            // its cost
    Int missing = 0;            // > 0: it must be served; what leaving it out counts before any cost
};

// What is served or left out as one: a stop, a pair, one of several alternatives, or stops of locked sequences with
// the other stops of their pairs.
struct Unit : Need {
    Kind kind = Kind::single;
    std::vector<int> stops;     // of a pair: pickup, delivery; of sequences: each in its order, one after the other
    std::vector<int> needs;     // indexes into `Problem::needs`: what other units could serve in its place
    Int worth = 0;              // what serving it saves at most: its penalty and those of its needs
    bool required = false;      // whether it or any of its needs must be served
};

struct Problem {
    int dimensions = 0;
    std::vector<Travel> travel;
    std::vector<Stop> stops;
    std::vector<Unit> units;
    std::vector<Need> needs;                    // groups of alternatives that are spread over several units
    std::vector<Type> types;
    std::vector<Depot> depots;
    std::vector<std::vector<Int>> throughput;   // limit per dimension of each limited depot
    std::vector<int> window_begin;              // (stops + 1,)
    std::vector<Window> windows;
    std::vector<Int> service, setup;            // (work classes, stops)
    std::vector<Int> delivery, pickup, carried; // (stops, dimensions); carried: +load at a pickup, -load at its delivery
    std::vector<std::uint8_t> allowed;          // (compat rows, types)
    bool backhaul_only = true;
    bool fewest_vehicles = false;

    // What the search may leave out of account because no stop or vehicle needs it.
    bool timed = false;       // windows, shifts or limits of time
    bool durations = false;   // duration is paid or limited
    bool plain_loads = true;  // one dimension of deliveries
    bool several_windows = false, setups = false, backhauls = false, pairs = false, trips = false;
    bool breaks = false, driving = false, unreachable = false, groups = false, optional = false;
    bool throughputs = false, sequences = false;
    bool simple = true;       // every unit is one stop
    bool same_figures = true; // seconds of all ways are their metres

    int size() const { return int(stops.size()); }
    bool may(int stop, int type) const { return allowed[std::size_t(stops[stop].compat) * types.size() + type]; }
    Int work(int stop, int work_class, int from) const {
        const std::size_t at = std::size_t(work_class) * stops.size() + stop;
        return service[at] + (setups && stops[stop].location != from ? setup[at] : 0);
    }
    // When work can start after arriving; NEVER where every window has closed.
    Int earliest_start(int stop, Int arrived) const {
        const Stop& it = stops[stop];
        if (window_begin[stop + 1] - window_begin[stop] == 1)
            return arrived > it.closes ? NEVER : std::max(arrived, it.opens);
        for (int w = window_begin[stop]; w < window_begin[stop + 1]; ++w)
            if (arrived <= windows[w].closes) return std::max(arrived, windows[w].opens);
        return NEVER;
    }
    // The latest start of work not after `bound`; -1 where no window opens by then.
    Int latest_start(int stop, Int bound) const {
        const Stop& it = stops[stop];
        if (window_begin[stop + 1] - window_begin[stop] == 1)
            return bound < it.opens ? -1 : std::min(bound, it.closes);
        Int best = -1;
        for (int w = window_begin[stop]; w < window_begin[stop + 1]; ++w)
            if (windows[w].opens <= bound) best = std::max(best, std::min(bound, windows[w].closes));
        return best;
    }
    // Works out which rules play a part; called once all is filled in.
    void finish();
    bool has_several_windows(int stop) const { return window_begin[stop + 1] - window_begin[stop] > 1; }
};

// Plans are compared by this, smaller is better: what must be served and is not, vehicles where they count, cost.
struct Objective {
    Int missing = 0, vehicles = 0, cost = 0;
    bool operator<(const Objective& other) const {
        if (missing != other.missing) return missing < other.missing;
        if (vehicles != other.vehicles) return vehicles < other.vehicles;
        return cost < other.cost;
    }
    bool operator==(const Objective&) const = default;
};

// A route as others see it: a type and what it visits; a reload at depot d stands as -1 - d.
struct RoutePlan {
    int type = 0;
    std::vector<int> visits;
};

struct Plan {
    std::vector<RoutePlan> routes;
    std::vector<int> bank;   // units left out
    Objective value;
};

}  // namespace roundsman
