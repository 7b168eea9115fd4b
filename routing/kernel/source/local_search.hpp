// Improves a plan around the stops that were just put back.
#pragma once

#include <vector>

#include "neighbours.hpp"
#include "parameters.hpp"
#include "solution.hpp"

namespace roundsman {

class LocalSearch {
   public:
    LocalSearch(Solution& solution, const Parameters& parameters) : at_(solution), problem_(solution.problem), parameters_(parameters) {
        several_types_ = problem_.types.size() > 1;
        // Where tails can change routes by constant-time figures alone.
        quick_ = problem_.plain_loads && !problem_.trips && !problem_.pairs && !problem_.sequences && !problem_.backhauls &&
                 !problem_.durations && !problem_.driving && !problem_.setups && !problem_.throughputs && !problem_.breaks;
    }

    // Swaps the tails of two routes wherever that is better. Source: Potvin & Rousseau (1995), doi:10.1057/jors.1995.204.
    bool swap_tails(int stop, const Neighbours& near);

   private:
    bool try_tails(int head_one, int head_two);
    Int farther_by_tails(const Travel& travel, int head_one, int head_two) const;
    bool turns_back(int head, int tail) const;
    Int leg_at_least(const Travel& travel, int from, int to, const Neighbours& near) const;
    Int cheapest_type(const std::vector<int>& visits, int& type, int other, bool all);
    bool several_types_;
    bool quick_;
    Solution& at_;
    const Problem& problem_;
    const Parameters& parameters_;
    std::vector<int> one_, two_;
};

}  // namespace roundsman
