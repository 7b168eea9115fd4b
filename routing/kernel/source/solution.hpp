// A plan under construction: linked routes with labels that tell in constant time what one more stop would do.
#pragma once

#include <vector>

#include "evaluate.hpp"
#include "problem.hpp"

namespace roundsman {

// A part of a route: its least duration, and when it may begin to take no longer.
// Source: Vidal, Crainic, Gendreau & Prins (2013), doi:10.1016/j.cor.2012.07.018, without time warp.
struct Span {
    Int duration = 0, earliest = 0, latest = NEVER;
};

// One part after the other, `travel` apart; false where the second cannot be reached in time.
inline bool join(const Span& first, Int travel, const Span& second, Span& result) {
    const Int apart = first.duration + travel;
    if (first.earliest + apart > second.latest) return false;
    const Int wait = std::max<Int>(second.earliest - apart - first.latest, 0);
    result.duration = apart + second.duration + wait;
    result.earliest = std::max(second.earliest - apart, first.earliest) - wait;
    result.latest = std::min(second.latest - apart, first.latest);
    return true;
}

// A place in a route: a stop, a reload, or one of the two ends. Labels are exact under one route type.
// As large as what a processor fetches at once.
struct alignas(64) Node {
    int previous = -1, next = -1;
    int location = -1;
    int trip = -1;      // node its trip begins at: the start or a reload
    Int leg = 0;        // metres from `previous`
    Int onward = 0;     // metres to `next`
    Int seconds = 0;    // from `previous`
    Int ready = 0;      // earliest departure
    Int latest = NEVER; // latest start of work; at a reload latest arrival
    Int load = 0;       // deliveries up to here in the trip, first dimension
};

struct Route {
    int type = -1;        // -1: not in use
    int stops = 0, reloads = 0, backhauls = 0, place = -1;   // place: index in `driving`
    bool feasible = true;
    bool exact = false;   // quick figures are only a bound: candidates are worked out in full
    bool several_windows = false;
    Int load = 0;         // deliveries, first dimension
    Int distance = 0, seconds = 0, work = 0, duration = 0, cost = 0;
    std::uint32_t touched = 0;   // the last step it was saved for
};

class Solution {
   public:
    explicit Solution(const Problem& problem);

    void clear();
    void load(const Plan& plan, const std::vector<int>& available);
    Plan plan() const;

    Objective value() const { return {missing_, problem.fewest_vehicles ? Int(driving.size()) : 0, cost_}; }

    int start_of(int route) const { return stops_ + 2 * route; }
    int end_of(int route) const { return stops_ + 2 * route + 1; }
    bool is_stop(int id) const { return id < stops_; }
    bool is_reload(int id) const { return id >= first_reload_; }
    int reload_depot(int id) const { return reload_depots_[id - first_reload_]; }
    bool planned(int stop) const { return route_of[stop] >= 0; }
    bool in_bank(int unit) const { return bank_place_[unit] >= 0; }
    bool is_needed(int unit) const;

    // Changes. A route must be touched before it is changed, and refreshed before it is judged.
    int open_route(int type);
    void close_route(int route);
    void touch(int route);
    void insert(int stop, int after);
    int insert_reload(int depot, int after);
    void remove(int stop);
    void remove_reload(int id);
    void refresh(int route);
    void settle(int stop);                 // as `refresh`, after one stop was inserted; loads along the way are left
    void count_loads(int route);           // of one dimension, along the way
    void replace(int route, const std::vector<int>& visits);   // visits: reloads as -1 - depot
    void exchange(int one, const std::vector<int>& visits_of_one, int two, const std::vector<int>& visits_of_two);
    void set_type(int route, int type);
    void to_bank(int unit);
    void from_bank(int unit);

    // A step is what `begin` to `commit` or `undo` encloses.
    void begin();
    void commit();
    void undo();
    bool step_feasible() const;
    const std::vector<int>& touched() const { return touched_; }

    void visits_of(int route, std::vector<int>& visits) const;
    Sums evaluate(int type, const std::vector<int>& visits) { return evaluator_.evaluate(type, visits.data(), int(visits.size())); }
    bool throughput_fits(int depot, int stop) const;
    Int farther_with(int route, const Type& type) const;   // metres more with the ends of a type of the same profile

    // Whether limited depots have enough if routes (-1: a new one) change to these types and visits.
    struct Change {
        int route, type;
        const std::vector<int>* visits;
    };
    bool stock_suffices(std::initializer_list<Change> changes);
    void check();   // compares every label with a full recomputation; throws where they differ

    const Problem& problem;
    std::vector<Node> nodes;
    std::vector<int> route_of;             // of each node; -1: on none
    std::vector<Int> room;                 // of each route: capacity left, where loads are plain
    std::vector<Route> routes;
    std::vector<int> driving;              // routes in use, in no order
    std::vector<int> available;            // vehicles left of each type
    std::vector<int> bank;                 // units left out, in no order
    std::vector<Span> before, after;       // of the part up to a node, and from it on
    std::vector<Int> on_board, most_before, most_after;  // (nodes, dimensions) when leaving a node; the highest up to then, and from then on

   private:
    struct Saved {
        int route, type, begin, count;
    };
    void unlink_all(int route);
    void link(int route, const int* visits, int count);
    void claim_slot(int route);
    void forward_labels(int route);
    void backward_labels(int route);
    void load_labels(int route);
    void exact_figures(int route);
    void count_throughput(int route);
    void forget_throughput(int route);
    void check_links() const;
    void check_route(int route);
    void check_loads(int route) const;
    void add_to(std::vector<std::vector<Int>>& taken, int route) const;
    void count_left_out(const Need& need, int times) { cost_ += times * need.penalty, missing_ += times * need.missing; }

    int stops_, first_reload_;
    bool settles_ = false;
    Int cost_ = 0, missing_ = 0;
    std::vector<int> free_slots_, slot_place_;
    std::vector<int> bank_place_, served_;      // of each unit; by how many units each need is
    std::vector<int> reload_depots_, free_reloads_;
    std::vector<std::vector<Int>> taken_out_;   // of each limited depot
    std::vector<Int> counted_, stock_;          // (routes, limited depots, dimensions); (limited depots, dimensions)
    std::vector<int> fleet_;                    // vehicles of each type, driving or not
    // the step under way
    std::uint32_t step_ = 0;
    std::vector<int> touched_, saved_visits_, toggled_;
    std::vector<Saved> saved_;
    mutable std::vector<int> scratch_;
    Evaluator evaluator_;
};

}  // namespace roundsman
