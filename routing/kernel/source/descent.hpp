// Goes down to a plan that no move improves: relocations, exchanges, reversals, tails, and SWAP*, with overloads
// priced. Source: Vidal (2022), doi:10.1016/j.cor.2021.105643, of which the moves and their pruning are.
#pragma once

#include <vector>

#include "neighbours.hpp"
#include "problem.hpp"
#include "random.hpp"

namespace roundsman {

class Descent {
   public:
    Descent(const Problem& problem, const Neighbours& near, int nearest);

    // Improves routes in place. `price`: of a unit of load above the capacity, in metres.
    void run(std::vector<std::vector<int>>& routes, double price, Random& random);

   private:
    // As large as what a processor fetches at once: a move looks at half a dozen of them.
    struct alignas(64) Place {
        int previous = -1, next = -1, route = -1, position = 0, tested = -1;
        int point = 0;        // its row in the table of ways; ends of routes all stand for the depot, the last row
        Int demand = 0;
        Int load = 0;         // up to here along the route
        Int leg = 0;          // metres from `previous`
        Int saved = 0;        // metres less without it
        Int saved_two = 0;    // metres less without it and the next one, the leg between them left out of account
    };
    struct Round {
        int start = -1, end = -1, stops = 0, changed = 0, compared = -1;
        Int load = 0;
        double penalty = 0;
    };
    // Three cheapest places for a stop in a route, for SWAP*.
    struct Three {
        int when = -1;
        Int cost[3] = {NEVER, NEVER, NEVER};
        int after[3] = {-1, -1, -1};
        void offer(Int value, int place);
    };

    // Ways are equally long there and back, so whoever asks several times about one place keeps to its row.
    const std::int32_t* row(int id) const { return &metres_[std::size_t(at_[id].point) * (size_ + 1)]; }
    Int way(const std::int32_t* from, int id) const { return from[at_[id].point]; }
    Int d(int a, int b) const { return way(row(a), b); }
    double overload(Int load) const { return load > capacity_ ? price_ * double(load - capacity_) : 0; }
    void load_routes(const std::vector<std::vector<int>>& routes);
    void update(int route);
    bool moves(int u, int v);
    void meet_neighbours();
    bool relocate(int u, int v, int length, bool backwards);
    bool exchange(int u, int u_length, int v, int v_length);
    bool reverse(int u, int v);
    bool tails_across(int u, int v);
    bool tails(int u, int v);
    bool swap_star(int one, int other);
    void three_best(int route, int other);
    Int cheapest_without(int stop, int gone, int& after);
    void take_out(int stop);
    void insert_after(int stop, int after);
    void rebuild(int route, const std::vector<int>& stops);
    void done(int one, int other);
    bool is_stop(int id) const { return id < size_; }

    const Problem& problem_;
    const Neighbours& near_;
    int size_, slots_;
    Int capacity_;
    double price_ = 1;
    int moves_ = 0;
    std::vector<Place> at_;
    std::vector<Round> rounds_;
    std::vector<std::int32_t> metres_;           // (stops + 1, stops + 1): the depot comes last
    std::vector<std::vector<int>> mutual_;       // stops near each stop, or to which it is near
    std::vector<int> order_, one_, two_;
    std::vector<Three> three_;       // (routes, stops)
    std::vector<std::uint8_t> near_routes_;
};

}  // namespace roundsman
