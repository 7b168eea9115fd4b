// One route worked out in full, under every rule: the truth that all quicker figures must agree with.
#pragma once

#include <vector>

#include "problem.hpp"

namespace roundsman {

// From one place to the next.
struct Way {
    Int metres = 0, seconds = 0;
};

// What a route comes to. `feasible` is false where any rule is broken; the figures are then incomplete.
struct Sums {
    bool feasible = false;
    Int distance = 0, driving = 0, work = 0, duration = 0, cost = 0;
};

// The cost of a route of this type.
inline Int route_cost(const Type& type, Int distance, Int driving, Int work, Int duration) {
    Int cost = type.fixed + type.per_metre * distance + type.per_second * duration;
    if (type.per_driving) cost += type.per_driving * driving;
    if (type.per_work) cost += type.per_work * work;
    if (type.per_overtime && duration > type.regular) cost += type.per_overtime * (duration - type.regular);
    return cost;
}

// When a break can begin if the vehicle is free at `from`; NEVER where every window has closed.
Int break_start(const Break& it, Int from);

class Evaluator {
   public:
    explicit Evaluator(const Problem& problem) : problem_(problem) {}

    // `visits`: stops, and reloads at depot d as -1 - d. `ways`: of each leg, the last one too, where some of
    // the places are none of the problem's.
    Sums evaluate(int type, const int* visits, int count, const Way* ways = nullptr);

    // Times of the shortest way to drive a route, of several the one that ends first; the others one per visit.
    // `departures`: when work is done; at a reload when the drive begins.
    struct Times {
        bool feasible = false;
        Int begin = 0, end = 0;
        std::vector<Int> arrivals, starts, departures;
    };
    Times times(int type, const int* visits, int count, const Way* ways = nullptr);

   private:
    bool loads_fit(const Type& type, const int* visits, int count);
    bool order_kept(const Type& type, const int* visits, int count);
    bool locks_kept(const int* visits, int count) const;
    bool groups_kept(const int* visits, int count);
    bool legs(const Type& type, const int* visits, int count, const Way* ways, Sums& sums);
    Int shortest(const Type& type, const int* visits, int count, bool least);
    void rest(const Type& type, int position, Int* moments) const;
    bool work(const Type& type, const int* visits, int k, Int* moments) const;
    void drive(const Type& type, int k, Int* moments) const;
    std::vector<int> break_spots(const Type& type, const int* visits, int count, Int begin);
    bool forward(const Type& type, const int* visits, int count, Int begin, Int& end);
    Int ends(const Type& type, const int* visits, int count) const;
    Int latest_begin(const Type& type, const int* visits, int count, Int end);
    void trip_releases(const int* visits, int count);
    bool break_fits(const Type& type, int taken, int position) const;

    const Problem& problem_;
    std::vector<Int> travel_, work_, release_;   // one per leg
    std::vector<Int> load_, on_board_;           // (dimensions,); (visits + 1, dimensions) when leaving, with breaks
    std::vector<Int> early_, late_;              // (breaks + 1,) by how many are taken
    std::vector<int> open_pairs_;
    std::vector<std::int64_t> group_seen_;       // the last look that met a stop of a group
    std::int64_t look_ = 0;
    Int begin_ = 0;                              // of the shortest way
    std::vector<Int> moments_;                   // (legs, 4, breaks + 1): see `break_spots`
};

}  // namespace roundsman
