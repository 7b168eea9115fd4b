// Every place in a plan where stops that are not in it fit, with what that adds: exact under all rules.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "evaluate.hpp"
#include "problem.hpp"
#include "solution.hpp"

namespace roundsman {

// What a vehicle costs in minor units, added up as in routing/cost.py: each item rounded once, half up.
struct Rates {
    Int fixed = 0, per_km = 0, per_hour = 0, per_driving_hour = 0, per_work_hour = 0, per_overtime_hour = 0, regular = NEVER;
    Int cost(const Sums& sums) const;
};

// What is between two visits of a line, as far as it bounds what putting a stop there adds.
struct Gap {
    int before = -1, behind = -1;   // locations; -1: the route is open there
    Int metres = 0, seconds = 0;    // of the leg that is there now
    Int ready = 0, latest = 0;      // when the vehicle is free before it, and must be behind it
};

// A vehicle and what it visits: a reload at depot d stands as -1 - d. One that visits nothing stays at home.
struct Line {
    int type = 0;
    std::vector<int> visits;
    Int cost = 0;              // in minor units
    int order = 0;             // its place among the vehicles
    // worked out
    int route = -1;            // of the solution; -1: stays at home, or is none that keeps the rules
    std::vector<int> nodes;    // of the solution: start, visits, end
    std::vector<int> locations;
    std::vector<Way> ways;     // of each leg, the last one too
    bool released = false;     // whether any trip may have to wait at its depot
    std::vector<Gap> gaps;     // before each visit, and before the end; none where `route` is -1
    std::vector<Int> least_before, least_after;   // of each dimension the least load up to a gap, and from one on
};

// A stop that is not in the problem; its location may be a new place too: the problem's, then those of `Rows`.
struct NewStop {
    int location = 0;
    bool backhaul = false;
    Int release = 0;
    std::vector<Window> windows;
    std::vector<Int> service, setup;             // of each work class
    std::vector<Int> delivery, pickup, carried;  // of each dimension
    std::vector<std::uint8_t> allowed;           // of each type
};

// Travel between new places and those of the problem, and among new places.
struct Rows {
    int count = 0;   // of new places
    std::vector<std::int32_t> metres_from, seconds_from, metres_to, seconds_to;   // (count, places of the problem)
    std::vector<std::int32_t> metres_between, seconds_between;                    // (count, count)
    std::int32_t least = 0;   // of all of them: below 0 where they are no rows of travel
};

// What is to be put into the plan, together or not at all.
struct Newcomer {
    std::vector<NewStop> stops;             // at most `Inserter::new_stops`; two of them are a pair
    // Of each travel of the problem; none where no place is new. Many newcomers may share them.
    std::vector<std::shared_ptr<Rows>> rows;
    // One block, or two of which the second comes behind the first: stops that follow each other directly, by
    // their number; new ones from the number of the problem's stops on.
    std::vector<std::vector<int>> blocks;
};

struct Insertion {
    Int cost = 0;        // what it adds, in minor units
    int line = 0;
    int first = 0, second = 0;   // of the line's visits and reloads, how many are before each block
    int reload_before = -1, reload_after = -1;   // depots of reloads right before the first, right after the last
    Sums sums;           // of the whole route; the duration only where it counts
};

class Inserter {
   public:
    static constexpr int new_stops = 2;

    // The problem must outlive it; of lines that stay at home the first of each type is enough.
    Inserter(const Problem& of, std::vector<Line> lines, std::vector<Rates> rates);
    Inserter(const Inserter&) = delete;

    // By cost (where fewer vehicles count for more, those that need none more first), vehicle and place.
    // `open`: by line whether it may take anything; nullptr: each may.
    std::vector<Insertion> find(const Newcomer& newcomer, std::size_t most, const std::uint8_t* open = nullptr);
    std::size_t lines() const { return lines_.size(); }
    // The visits of a line with an insertion, and their times.
    std::vector<int> visits(const Newcomer& newcomer, const Insertion& insertion);
    Evaluator::Times times(const Newcomer& newcomer, const Insertion& insertion);
    // When a line with an insertion begins and ends, and when work begins at what is put in first.
    struct Outline {
        Int begin = 0, start = 0, end = 0;
    };
    Outline outline(const Newcomer& newcomer, const Insertion& insertion);

    const Problem& given;
    std::mutex in_use;   // held by whoever asks: questions write into what is private here

   private:
    class Best;
    struct Moment;
    // What all new stops come to together.
    struct Asked {
        bool plain = false;             // each may have any other before and behind it
        bool several_windows = false;
        Int release = 0;
        std::vector<Int> brought, fetched, between;   // of each dimension; between two stops of a pair
    };

    static Problem with_room(const Problem& of);
    void prepare(Line& line);
    void count_stock();
    void install(const Newcomer& newcomer);
    void install_stop(int k, const NewStop& it);
    void sum_up();
    Way way(const Line& line, int from, int to) const;
    bool may_serve(const Line& line) const;
    void lay(const Line& line, const Insertion& insertion);
    bool stock_fits(const Line& line) const;
    bool full(const Line& line, Insertion& insertion);

    Moment at(const Line& line, int gap) const;
    void go(const Line& line, int visit, Moment& at) const;
    bool pass(const Line& line, int gap, bool other, Moment& at) const;
    bool joins(const Line& line, int gap, int first, int last) const;
    bool resets(const Line& line, int gap, int location) const;
    bool delays_trip(const Line& line, int gap) const;
    bool stocked(const Line& line, int gap) const;
    bool carries(const Line& line, int gap, const std::vector<Int>& loads, const std::vector<Int>& more) const;
    void offer(const Line& line, Insertion& insertion, bool exact, Best& best);
    void close(const Line& line, const Moment& at, Insertion& insertion, bool quick, Best& best);
    bool quickly(const Line& line, bool reloads) const;
    void place(const Line& line, int gap, const std::vector<int>& depots, bool quick, Best& best);
    void places(const Line& line, bool reloads, Best& best);
    bool bounds_hold() const;
    bool has_room(const Line& line) const;
    const Rows& known(int profile, int location);
    void bound(const Line& line);
    void by_bound(const std::uint8_t* open, Best& best);
    void everywhere(const Line& line, bool reloads, Best& best);

    Problem problem_;
    std::vector<Line> lines_;
    std::vector<Rates> rates_;
    Solution at_;
    Evaluator evaluator_;
    std::vector<std::vector<Int>> taken_;   // out of each limited depot, by all lines
    int places_ = 0;                        // of the problem's travel
    const Newcomer* newcomer_ = nullptr;
    Asked asked_;
    struct Candidate {
        double bound;   // nothing put there costs less, in minor units
        int line, gap;
    };
    std::vector<Candidate> candidates_;
    static constexpr std::size_t KNOWN = 512;
    std::map<std::pair<int, int>, Rows> known_;   // by profile and place of the problem
    std::vector<int> visits_;               // a line with an insertion
    std::vector<Way> ways_;
};

}  // namespace roundsman
