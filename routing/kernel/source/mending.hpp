// Makes an earlier plan keep every rule again: what breaks one is taken out of it.
#pragma once

#include <vector>

#include "evaluate.hpp"

namespace roundsman {

class Mending {
   public:
    explicit Mending(const Problem& problem);

    // Keeps of a route what keeps every rule beside the routes added before.
    void add(const RoutePlan& route);
    Plan plan() const;   // the routes added, and all other units left out

   private:
    bool sound(int type, const std::vector<int>& visits);
    bool stock_suffices(int type, const std::vector<int>& visits);
    void take_stock(int type, const std::vector<int>& visits, std::vector<std::vector<Int>>& stock) const;
    std::vector<int> without(const std::vector<int>& visits, int unit) const;
    std::vector<int> served_here(const std::vector<int>& visits) const;
    int to_leave_out(int type, const std::vector<int>& visits);

    const Problem& problem_;
    Evaluator evaluator_;
    Plan plan_;
    std::vector<char> served_, need_served_;     // units; needs of several units
    std::vector<std::vector<Int>> left_, stock_; // of each limited depot; while a route is looked at
};

}  // namespace roundsman
