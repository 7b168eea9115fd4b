// Puts what is left out where it costs least, now and then blinking at a place.
// Source: Christiaens & Vanden Berghe (2020), doi:10.1287/trsc.2019.0914: greedy insertion with blinks.
#pragma once

#include <vector>

#include "neighbours.hpp"
#include "random.hpp"
#include "solution.hpp"

namespace roundsman {

// A place for a unit, and what it adds to the cost.
struct Placing {
    Int added = NEVER;
    int stop = -1;            // of a group: the alternative chosen
    int type = -1;            // >= 0: a new route of this type
    int after = -1;           // node the (first) stop follows
    int delivery_after = -1;  // of a pair: node the delivery follows; the pickup itself where it is next
    int reload = -1;          // >= 0: depot of a reload put beside the stop
    bool reload_first = false;
    int retype = -1;          // >= 0: the route changes to this type, which holds more
    bool whole = false;       // the route becomes what was worked out last, all of it
    bool found() const { return added < NEVER; }
};

class Recreate {
   public:
    Recreate(Solution& solution, Random& random) : at_(solution), problem_(solution.problem), random_(random), place_seen_(solution.nodes.size(), 0) {
        for (const Type& type : problem_.types)
            larger_ |= problem_.plain_loads && problem_.dimensions && type.capacity[0] != problem_.types[0].capacity[0];
    }

    // The cheapest place of a unit that costs less than `below`.
    Placing best_place(int unit, const Neighbours& near, int nearest, Int below = NEVER);
    void apply(int unit, const Placing& place);

    double blink_rate = 0.01;
    int most_vehicles = std::numeric_limits<int>::max();
    double share_lent = 0;  // of the cost of a new route: what the next stops are expected to pay of it
    bool thorough = true;   // look at every place where none near by fits

   private:
    template <bool TIMED, bool DURATIONS>
    void place_single(int stop, const Neighbours& near, int nearest, Placing& best);
    template <bool TIMED, bool DURATIONS>
    void try_between(int stop, int previous, Placing& best);
    bool worth_a_look(int stop, int neighbour, bool behind, Int metres, const Neighbours& near, const Type& type, Int most) const;
    void place_anywhere(int stop, Placing& best);
    Int cost_alone(int unit, int stop, int type);
    void place_in_new_route(int unit, int stop, Placing& best);
    void place_in_larger(int stop, int route, int neighbour, Int metres_there, const Neighbours& near, Placing& best);
    void place_with_reload(int stop, int previous, Placing& best);
    void place_pair(int unit, const Neighbours& near, int nearest, Placing& best);
    void pair_in_route(int unit, int route, Placing& best);
    void pair_in_new_trip(int unit, int route, Placing& best);
    void place_sequence(int unit, Placing& best);
    void sequence_in_route(int unit, int route, int type, Placing& best);
    void try_whole(int unit, int route, int type, const std::vector<int>& visits, Placing& best);
    bool may_stand(int stop, const std::vector<int>& visits, std::size_t at) const;
    bool blinks();
    // What is loaded for some stops of a trip, and when all of it is at the depot.
    struct Freight {
        Int release = 0, demand = 0;
    };
    Freight freight(int from, int to) const;
    Int ready_after(int trip, int last, Int release) const;
    bool parts_fit(int stop, int previous, int depot, bool reload_first) const;
    bool exact_between(int stop, int previous, int reload, bool reload_first, Placing& best);
    Int exact_cost(int route, const std::vector<int>& visits);
    bool loads_fit(int stop, int previous, const Type& type) const;
    bool order_fits(int stop, int previous, int next) const;

    Solution& at_;
    const Problem& problem_;
    Random& random_;
    int until_blink_ = 0;
    bool larger_ = false;   // vehicles differ in what they hold
    std::vector<int> visits_, whole_, places_;
    std::vector<std::uint32_t> route_seen_, place_seen_;
    std::uint32_t look_ = 0;
    std::vector<Int> detours_;
    std::vector<Int> alone_;   // (stops, types)
};

}  // namespace roundsman
