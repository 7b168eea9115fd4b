// Every number the search is tuned by, with where it comes from.
#pragma once

namespace roundsman {

struct Parameters {
    // Ruin. Christiaens & Vanden Berghe (2020): 10 stops on average, strings of at most 10.
    double average_removed = 10;
    int longest_string = 10;
    double split_chance = 0.5;
    double keep_growing = 0.01;
    // Recreate.
    double blink_rate = 0.01;
    int neighbours = 60;
    int ruin_neighbours = 100;
    int optional_near = 20;   // stops left out near the ruin that are tried, at most
    // Acceptance: simulated annealing from and to this share of the mean leg, over the share of the budget used.
    double hot = 1.0;
    double cold = 0.01;
    double steps_per_stop = 2000;   // of one cooling; what is left of the budget goes into another
    int routes_per_part = 4;  // fewer, and every thread searches on all of them
    double fleet_heat = 0.5;  // share of the cooling at which vehicles are taken away, where fewest come first
    bool genetic = true;      // a population where few stops and one kind of vehicle allow it
    double parting = 1.0;     // chance that one or two routes are parted anew, where vehicles differ
    double lending = 0.1;     // chance that a new route is judged by a part of its cost, where stops are optional
    // Local search after recreate.
    double local_search = 1.0;
    int local_neighbours = 30;
};

}  // namespace roundsman
