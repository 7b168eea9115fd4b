// One or two routes, one after the other, parted anew into routes of the vehicles that are cheapest for them.
// Source: the split of Prins (2004), doi:10.1016/S0305-0548(03)00158-8, with vehicles of several types.
#pragma once

#include <vector>

#include "solution.hpp"

namespace roundsman {

class Parting {
   public:
    explicit Parting(Solution& solution);

    // Whether vehicles differ and nothing but their loads and ways limits them.
    static bool suits(const Problem& problem);

    // Parts a route, and another behind it (-1: none), if that is cheaper; at most so many vehicles drive then.
    bool part(int route, int other, int most_vehicles);

   private:
    struct Piece {
        Int cost = NEVER;   // of the stops up to here, in the best way
        int begins = 0, type = -1;
    };
    void line_up(int route);
    void pieces();
    bool choose(int most_vehicles);
    void apply(int route, int other);

    Solution& at_;
    const Problem& problem_;
    std::vector<int> line_, visits_, other_visits_, idle_;
    std::vector<Piece> best_;                       // (stops in the line + 1,)
    std::vector<std::pair<int, int>> chosen_;       // where each piece ends, from the last to the first; its type
};

}  // namespace roundsman
