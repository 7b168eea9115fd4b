// For every stop the stops that are best next to it, nearest first; strangers last, which no vehicle can visit one
// directly after the other: no one may serve both, or their windows leave no time for the way.
#pragma once

#include <functional>
#include <vector>

#include "problem.hpp"

namespace roundsman {

// How far apart two stops are, as neighbours are chosen: metres, and what waiting and lateness weigh.
// Source of the form: Vidal, Crainic, Gendreau & Prins (2013), doi:10.1016/j.cor.2012.07.018.
struct Nearness {
    double waiting = 0, lateness = 0;
};

class Neighbours {
   public:
    Neighbours() = default;
    // Once `over` answers true, what is left stays empty of sense: nobody may ask for it.
    Neighbours(const Problem& problem, int most, Nearness nearness, int threads, const std::function<bool()>& over);

    struct Range {
        const int *first, *last;
        const int* begin() const { return first; }
        const int* end() const { return last; }
        int size() const { return int(last - first); }
    };
    Range of(int stop) const { return of(stop, most_); }
    Range of(int stop, int count) const {
        const int* first = list_.data() + std::size_t(stop) * most_;
        return {first, first + std::min(count, most_)};
    }
    // Metres to each of them: the shortest way there or back that any vehicle knows.
    const std::int32_t* metres_of(int stop) const { return metres_.data() + std::size_t(stop) * most_; }
    // Whether no stop that comes later in a list is nearer by metres, whatever the vehicle, strangers aside.
    bool by_metres() const { return by_metres_; }
    // Whether ways there and back are equally long, whatever the vehicle.
    bool symmetric() const { return symmetric_; }
    // No other stop is nearer than this, strangers aside: no leg is shorter.
    Int nearest_metres(int stop) const { return nearest_[stop]; }
    int most() const { return most_; }

   private:
    int most_ = 0;
    bool by_metres_ = false, symmetric_ = false;
    std::vector<int> list_;
    std::vector<std::int32_t> metres_;
    std::vector<std::int32_t> nearest_;
};

}  // namespace roundsman
