// One thread's search: ruin, recreate, improve, accept. Works on the routes and left-out units it was given.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <vector>

#include "local_search.hpp"
#include "neighbours.hpp"
#include "parameters.hpp"
#include "parting.hpp"
#include "random.hpp"
#include "recreate.hpp"
#include "ruin.hpp"
#include "solution.hpp"

namespace roundsman {

// When a part of the search ends, and how far the whole budget is used.
struct Stretch {
    std::chrono::steady_clock::time_point begin;
    std::chrono::steady_clock::time_point end = std::chrono::steady_clock::time_point::max();
    std::int64_t iterations = -1;                       // of the stretch, where the budget is iterations
    double used_from = 0, used_to = 1;                  // share of the whole budget at begin and end
    const std::atomic<bool>* stop = nullptr;
    bool until_complete = false;                        // ends once nothing is missing

    bool over() const { return (stop && stop->load(std::memory_order_relaxed)) || std::chrono::steady_clock::now() >= end; }
};

class Search {
   public:
    Search(const Problem& problem, const std::vector<Neighbours>& near, const Parameters& parameters, std::uint64_t seed);

    void load(const Plan& plan, const std::vector<int>& vehicles);
    void run(const Stretch& stretch);
    void fill(const Stretch& within);  // puts every left-out unit where it fits, cheapest place first
    Plan current() const { return at_.plan(); }
    const Plan& best() const { return best_; }
    Objective best_value() const { return best_value_; }
    std::int64_t iterations() const { return iterations_; }
    void limit_vehicles(int most) { recreate_.most_vehicles = most; }
    void set_temperatures(double hot, double cold) { hot_ = hot, cold_ = cold; }

   private:
    void step(double temperature);
    void recreate(const Neighbours& near, bool at_any_cost = false, const Stretch* within = nullptr);
    bool costs_more(int route, int type, Int most) const;
    void change_types();
    void part_anew(const Neighbours& near);
    void keep_if_sound();
    bool accepted(const Objective& before, double temperature);
    void remember();
    void gather(const Neighbours& wide);
    void order();
    int seed_stop();

    const Problem& problem_;
    const std::vector<Neighbours>& near_;
    Parameters parameters_;
    Random random_;
    Solution at_;
    Ruin ruin_;
    Recreate recreate_;
    LocalSearch local_;
    Parting parting_;
    bool parts_anew_;
    double hot_ = 1, cold_ = 0.01;
    std::int64_t iterations_ = 0;
    std::vector<int> todo_, members_, visits_;
    std::vector<std::pair<double, int>> ranked_;
    std::vector<std::uint32_t> unit_seen_;
    std::uint32_t look_ = 0;
    int seed_ = 0;
    Int missing_in_bank_ = 0, absent_before_ = 0;
    std::vector<Int> absence_;
    std::vector<double> far_;          // metres from the nearest start of a vehicle
    // the best so far, kept by route so that remembering costs no more than what changed
    Plan best_;
    Objective best_value_;
    std::vector<RoutePlan> best_routes_;
    std::vector<std::uint8_t> changed_;
    std::vector<int> changed_routes_;
    bool best_stale_ = false;

   public:
    void finish();                     // writes the best into `best()`
};

}  // namespace roundsman
