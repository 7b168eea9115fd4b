// Conducts the search on several threads: a first plan, then stretches on parts of it, merged again and again.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "genetic.hpp"
#include "savings.hpp"
#include "search.hpp"

namespace roundsman {

struct Limits {
    double seconds = -1;                 // < 0: none
    std::int64_t iterations = -1;        // of each thread
    std::int64_t no_improvement = -1;    // of each thread since the best plan
};

struct Report {
    double seconds = 0;
    std::int64_t iterations = 0;
    Objective value;
    int version = 0;                     // grows with every better plan; 0: none yet
    bool improving = false, done = false;
};

using Clock = std::chrono::steady_clock;

// How long vehicles are taken away: percent of a budget in all, and percent of that for one vehicle.
struct FleetShare {
    int all, each;
};

class Solver {
   public:
    Solver(std::shared_ptr<const Problem> problem, Parameters parameters, std::uint64_t seed, int threads);
    ~Solver();

    void start(Limits limits, const Plan* first);   // begins in threads of its own
    void stop() { stop_ = true; }
    void wait_for(double seconds, int version);     // returns before if the search is over, or its best is a later version
    void wait();                                    // returns when the search is over; rethrows what went wrong
    Report report() const;
    Plan best() const;
    const Problem& problem() const { return *problem_; }

   private:
    void run(Limits limits, std::shared_ptr<Plan> first);
    void search(Limits limits, std::shared_ptr<Plan> first);
    void offer(const Plan& plan);
    void adapt_parameters();
    Plan mended(const Plan& given) const;
    std::vector<Plan> split(const Plan& whole, std::vector<std::vector<int>>& vehicles, int parts);
    std::vector<int> left_over(const Plan& plan) const;
    std::size_t least_vehicles() const;
    bool too_many_vehicles(const Plan& plan, double used) const;
    Plan with_vehicles_emptied(Plan plan, Limits limits, std::int64_t done, Clock::time_point deadline);
    Plan with_fewer_vehicles(Plan plan, Limits limits, Clock::time_point deadline, FleetShare share);
    void run_all(const Stretch& stretch);
    double rounds_for(double steps) const;
    void to_round(Stretch& stretch, double rounds) const;
    Plan merged(const std::vector<Plan>& parts) const;

    std::shared_ptr<const Problem> problem_;
    Parameters parameters_;
    int threads_;
    Random random_;
    std::uint64_t seed_;
    std::vector<Neighbours> near_;
    std::vector<std::unique_ptr<Search>> searches_;
    std::unique_ptr<Genetic> genetic_;
    std::atomic<bool> stop_{false}, done_{false};
    std::atomic<std::int64_t> iterations_{0};
    std::chrono::steady_clock::time_point began_;
    mutable std::mutex lock_;
    std::condition_variable news_;
    Plan best_;
    int version_ = 0;
    std::thread thread_;
    std::exception_ptr failure_;
};

}  // namespace roundsman
