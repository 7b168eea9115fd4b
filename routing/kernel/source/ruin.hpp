// Takes stops out of a plan, near each other in space, so that putting them back can find a better way.
#pragma once

#include <vector>

#include "neighbours.hpp"
#include "parameters.hpp"
#include "random.hpp"
#include "solution.hpp"

namespace roundsman {

class Ruin {
   public:
    Ruin(Solution& solution, Random& random, const Parameters& parameters)
        : at_(solution), problem_(solution.problem), random_(random), parameters_(parameters) {}

    // Strings of neighbouring routes. Source: Christiaens & Vanden Berghe (2020), doi:10.1287/trsc.2019.0914.
    void strings(int seed, const Neighbours& near);
    // Closes what became empty and works out the figures of what was changed.
    void tidy();
    const std::vector<int>& removed() const { return removed_; }
    void begin() { removed_.clear(); }
    void take_out(int stop);

   private:
    void string(int stop, int length);
    void drop_empty_trips(int route);
    void drop_lone_backhauls(int route);
    int some_stop_of(int route);

    Solution& at_;
    const Problem& problem_;
    Random& random_;
    const Parameters& parameters_;
    std::vector<int> removed_, routes_, picked_;
};

}  // namespace roundsman
