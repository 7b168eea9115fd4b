// For few stops and one kind of vehicle: a population of plans that are crossed and improved, overloads being
// priced instead of forbidden.
// Source: Vidal (2022), doi:10.1016/j.cor.2021.105643 (HGS-CVRP); numbers in `Parameters` are its own.
#pragma once

#include <memory>
#include <vector>

#include "descent.hpp"
#include "parameters.hpp"
#include "random.hpp"
#include "search.hpp"

namespace roundsman {

// One plan of the population.
struct Individual {
    std::vector<std::vector<int>> routes;   // without empty ones
    std::vector<int> tour;                  // all stops, route after route
    std::vector<int> before, after;         // of each stop; -1: the depot
    Int metres = 0, excess = 0;
    double cost = 0;                        // with overloads at the price of the moment
    double fitness = 0;
    int slot = -1;                          // its row in the table of differences
    bool feasible() const { return excess == 0; }
};

class Genetic {
   public:
    // Whether the problem is of the kind that this search knows.
    static bool suits(const Problem& problem);

    Genetic(const Problem& problem, const Neighbours& near, const Parameters& parameters, std::uint64_t seed);
    void run(const Stretch& stretch);
    void meet(const Plan& plan);            // takes a plan of another search into the population
    bool has_best() const { return best_metres_ < NEVER; }
    Plan best() const;
    std::int64_t iterations() const { return iterations_; }

   private:
    using Member = std::shared_ptr<Individual>;
    void step();
    void born(const std::vector<int>& tour);
    void split(const std::vector<int>& tour, std::vector<std::vector<int>>& routes);
    Member made(const std::vector<std::vector<int>>& routes) const;
    void add(const Member& member);
    void survive(std::vector<Member>& kind);
    void rank(std::vector<Member>& kind);
    const Individual& chosen();
    double difference(const Individual& one, const Individual& other) const;
    double apart(const Individual& one, const Individual& other) const;
    void take_slot(Individual& member, const std::vector<Member>& kind);
    void forget_all(std::vector<Member>& kind);
    double to_closest(const Individual& one, const std::vector<Member>& kind) const;
    void adapt_price();
    void restart();

    const Problem& problem_;
    const Travel& travel_;
    const Parameters& parameters_;
    Random random_;
    Descent descent_;
    Int capacity_;
    double price_;
    std::vector<Member> feasible_, overloaded_;
    std::vector<double> apart_;             // (slots, slots): how different plans of one kind are, worked out once
    std::vector<int> free_slots_;
    std::vector<std::uint8_t> recent_;      // whether the latest descents ended without overload
    std::int64_t iterations_ = 0, without_better_ = 0;
    int random_births_ = 0;                 // still to come before plans are crossed
    std::vector<std::vector<int>> best_routes_;
    Int best_metres_ = NEVER;
    std::vector<double> potential_;
    std::vector<int> come_from_;
};

}  // namespace roundsman
