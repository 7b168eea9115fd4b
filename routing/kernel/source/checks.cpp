#include "checks.hpp"

#include <stdexcept>
#include <string>

#include "insertion.hpp"

namespace roundsman {

namespace {

// Faults are gathered, so that many come back at once.
class Faults {
   public:
    void need(bool fine, const char* where, std::size_t number, const char* what) {
        if (fine || ++found_ > SHOWN) return;
        text_ += (text_.empty() ? "" : "; ") + std::string(where) + " " + std::to_string(number) + ": " + what;
    }
    void need(bool fine, const char* what) {
        if (fine || ++found_ > SHOWN) return;
        text_ += (text_.empty() ? "" : "; ") + std::string(what);
    }
    bool any() const { return found_ > 0; }
    void refuse() const {
        if (found_ > SHOWN) throw std::invalid_argument(text_ + "; and " + std::to_string(found_ - SHOWN) + " more");
        if (found_) throw std::invalid_argument(text_);
    }

   private:
    static constexpr int SHOWN = 20;
    int found_ = 0;
    std::string text_;
};

bool below(int number, std::size_t size) { return number >= 0 && std::size_t(number) < size; }
bool none_or_below(int number, std::size_t size) { return number == -1 || below(number, size); }
bool amount(Int value) { return value >= 0 && value <= MOST; }
bool limit(Int value) { return value >= 0 && value <= NEVER; }
bool amounts(const std::vector<Int>& values) { return std::all_of(values.begin(), values.end(), amount); }

// A window of a vehicle may be endless: then no time binds.
bool endless(const Window& it) { return it.opens == 0 && it.closes == NEVER; }
bool window(const Window& it) { return it.opens >= 0 && it.opens <= it.closes && it.closes <= MOST; }

std::size_t places(const Problem& problem) { return problem.travel.empty() ? 0 : std::size_t(problem.travel[0].size); }

// Sizes of all arrays; nothing else can be looked at before they are right.
void sizes(const Problem& it, Faults& faults) {
    const std::size_t stops = it.stops.size(), dimensions = std::size_t(it.dimensions);
    faults.need(it.dimensions >= 0 && it.dimensions <= 1000, "dimensions: a whole number from 0 to 1,000");
    faults.need(stops <= std::size_t(MOST_STOPS), "stops: more than the kernel can count");
    faults.need(it.travel.size() > 0 || it.types.empty(), "travel: a matrix or points for each profile");
    for (std::size_t k = 1; k < it.travel.size(); ++k)
        faults.need(it.travel[k].size == it.travel[0].size, "travel", k, "as many places as in the first");
    faults.need(it.window_begin.size() == stops + 1, "windows: where those of each stop begin, and the end");
    faults.need(it.service.size() == it.setup.size(), "work: as many setups as services");
    faults.need(stops ? it.service.size() % stops == 0 : it.service.empty(), "work: a number for each class and stop");
    for (const auto* loads : {&it.delivery, &it.pickup, &it.carried})
        faults.need(it.dimensions < 0 || loads->size() == stops * dimensions, "loads: a number for each stop and dimension");
    faults.need(it.types.empty() || it.allowed.size() % it.types.size() == 0, "allowed: a number for each row and type");
}

void windows(const Problem& it, Faults& faults) {
    const auto& begin = it.window_begin;
    for (std::size_t stop = 0; stop < it.stops.size(); ++stop)
        faults.need(begin[stop] < begin[stop + 1], "stop", stop, "at least one window");
    faults.need(begin.front() == 0 && std::size_t(begin.back()) == it.windows.size(), "windows: they begin with 0 and end with all");
    for (const Window& each : it.windows) faults.need(window(each), "windows: 0 <= opens <= closes <= 2^40");
    if (faults.any()) return;
    for (std::size_t stop = 0; stop < it.stops.size(); ++stop)
        for (int w = begin[stop]; w + 1 < begin[stop + 1]; ++w)
            faults.need(it.windows[w].opens <= it.windows[w + 1].opens, "stop", stop, "windows in the order in which they open");
}

void stops(const Problem& it, Faults& faults) {
    const std::size_t rows = it.types.empty() ? it.stops.size() + 1 : it.allowed.size() / it.types.size();
    for (std::size_t k = 0; k < it.stops.size(); ++k) {
        const Stop& stop = it.stops[k];
        faults.need(below(stop.location, places(it)) || it.travel.empty(), "stop", k, "a location that travel has");
        faults.need(it.types.empty() || below(stop.compat, rows), "stop", k, "a row of `allowed`");
        faults.need(below(stop.unit, it.units.size()), "stop", k, "a unit that there is");
        faults.need(none_or_below(stop.group, it.stops.size()), "stop", k, "a group below the number of stops");
        faults.need(none_or_below(stop.follower, it.stops.size()), "stop", k, "a follower that there is");
        faults.need(none_or_below(stop.partner, it.stops.size()), "stop", k, "a partner that there is");
        faults.need(amount(stop.release), "stop", k, "a release from 0 to 2^40");
        if (below(stop.partner, it.stops.size())) {
            const Stop& other = it.stops[stop.partner];
            faults.need(other.partner == int(k) && other.is_delivery != stop.is_delivery, "stop", k, "a partner that is the other end of its pair");
            faults.need(other.unit == stop.unit && stop.group < 0, "stop", k, "a partner in the same unit, and no group");
        } else {
            faults.need(!stop.is_delivery, "stop", k, "a partner, as it is a delivery of a pair");
        }
    }
}

void loads(const Problem& it, Faults& faults) {
    const std::size_t size = std::size_t(it.dimensions);
    faults.need(amounts(it.delivery) && amounts(it.pickup), "loads: from 0 to 2^40");
    faults.need(amounts(it.service) && amounts(it.setup), "work: from 0 to 2^40");
    for (std::size_t k = 0; k < it.stops.size() && !faults.any(); ++k) {
        const Stop& stop = it.stops[k];
        for (std::size_t d = 0; d < size; ++d) {
            const Int carried = it.carried[k * size + d];
            if (stop.partner < 0) faults.need(carried == 0, "stop", k, "nothing carried, as it is of no pair");
            else faults.need(amount(stop.is_delivery ? -carried : carried) && carried == -it.carried[std::size_t(stop.partner) * size + d],
                             "stop", k, "as much carried as its partner has, from the pickup on");
        }
    }
}

bool kind_fits(const Problem& it, const Unit& unit) {
    const auto& members = unit.stops;
    switch (unit.kind) {
        case Kind::single: return members.size() == 1 && it.stops[members[0]].partner < 0;
        case Kind::pair: return members.size() == 2 && it.stops[members[0]].partner == members[1] && it.stops[members[1]].is_delivery;
        case Kind::group: {
            const int group = it.stops[members[0]].group;
            return group >= 0 && std::all_of(members.begin(), members.end(), [&](int stop) { return it.stops[stop].group == group; });
        }
        case Kind::sequence: return true;
    }
    return false;
}

void units(const Problem& it, Faults& faults) {
    std::vector<char> named(it.stops.size(), 0);
    for (const Need& need : it.needs) faults.need(amount(need.missing) && limit(need.penalty), "needs: amounts that are not negative");
    for (std::size_t k = 0; k < it.units.size(); ++k) {
        const Unit& unit = it.units[k];
        faults.need(!unit.stops.empty(), "unit", k, "at least one stop");
        faults.need(amount(unit.missing) && limit(unit.penalty), "unit", k, "a penalty and what is missing that are not negative");
        for (int need : unit.needs) faults.need(below(need, it.needs.size()), "unit", k, "needs that there are");
        bool known = true;
        for (int stop : unit.stops) {
            known &= below(stop, it.stops.size()) && !named[stop] && it.stops[stop].unit == int(k);
            if (below(stop, it.stops.size())) named[stop] = 1;
        }
        faults.need(known, "unit", k, "stops that there are, each once and in no other unit");
        if (!known || unit.stops.empty()) continue;
        faults.need(kind_fits(it, unit), "unit", k, "stops as its kind has them");
        for (std::size_t s = 0; s < unit.stops.size(); ++s) {
            const Stop& stop = it.stops[unit.stops[s]];
            if (stop.follower < 0) continue;
            faults.need(unit.kind == Kind::sequence && s + 1 < unit.stops.size() && unit.stops[s + 1] == stop.follower,
                        "unit", k, "followers next to each other");
        }
    }
    faults.need(std::find(named.begin(), named.end(), 0) == named.end(), "units: each stop in one");
}

void a_type(const Problem& it, const Type& type, std::size_t k, Faults& faults) {
    const std::size_t size = it.stops.size(), classes = size ? it.service.size() / size : 1;
    faults.need(type.count >= 0, "type", k, "a count from 0 on");
    faults.need(below(type.profile, it.travel.size()), "type", k, "a profile that travel has");
    faults.need(size == 0 || below(type.work_class, classes), "type", k, "a class of work that there is");
    faults.need(none_or_below(type.start, places(it)) && none_or_below(type.end, places(it)), "type", k, "ends that travel has");
    faults.need(none_or_below(type.start_depot, it.throughput.size()), "type", k, "a limited depot that there is");
    faults.need(endless(type.leaving) == endless(type.ending), "type", k, "both windows endless, or none");
    faults.need((endless(type.leaving) || window(type.leaving)) && (endless(type.ending) || window(type.ending)), "type", k, "windows");
    for (Int price : {type.fixed, type.per_metre, type.per_second, type.per_driving, type.per_work, type.per_overtime})
        faults.need(limit(price), "type", k, "prices that are not negative");
    for (Int most : {type.regular, type.max_distance, type.max_duration, type.max_driving})
        faults.need(limit(most), "type", k, "limits that are not negative");
    faults.need(type.max_stops >= 0 && type.max_reloads >= 0, "type", k, "limits that are not negative");
    faults.need(type.capacity.size() == std::size_t(it.dimensions) && amounts(type.capacity), "type", k, "a capacity for each dimension");
    for (int depot : type.reloads) faults.need(below(depot, it.depots.size()), "type", k, "reloads at depots that there are");
    for (const Break& each : type.breaks) {
        faults.need(!each.windows.empty() && std::all_of(each.windows.begin(), each.windows.end(), window), "type", k, "windows of breaks");
        faults.need(amount(each.duration) && amounts(each.max_load), "type", k, "breaks of amounts that are not negative");
        faults.need(each.max_load.empty() || each.max_load.size() == std::size_t(it.dimensions), "type", k, "limits of loads in each dimension");
    }
}

void depots(const Problem& it, Faults& faults) {
    for (std::size_t k = 0; k < it.depots.size(); ++k) {
        const Depot& depot = it.depots[k];
        faults.need(it.travel.empty() || below(depot.location, places(it)), "depot", k, "a location that travel has");
        faults.need(window(depot.window) && amount(depot.service), "depot", k, "a window, and a reload that takes 0 to 2^40 seconds");
        faults.need(none_or_below(depot.throughput, it.throughput.size()), "depot", k, "a throughput that there is");
    }
    for (std::size_t k = 0; k < it.throughput.size(); ++k)
        faults.need(it.throughput[k].size() == std::size_t(it.dimensions) && amounts(it.throughput[k]), "throughput", k, "an amount for each dimension");
}

// No route that is as short as it can be takes longer: after the last opening nothing is waited for.
double longest_duration(const Problem& it) {
    Int opens = 0, closes = 0, work = 0, reload = 0, pauses = 0, way = 0;
    for (const Window& each : it.windows) opens = std::max(opens, each.opens);
    for (const Stop& each : it.stops) opens = std::max(opens, each.release);
    for (const Depot& each : it.depots) opens = std::max(opens, each.window.opens), reload = std::max(reload, each.service);
    for (const Type& type : it.types) {
        if (type.count == 0) continue;
        opens = std::max({opens, type.leaving.opens, type.ending.opens});
        closes = std::max(closes, type.ending.closes);
        Int rests = 0;
        for (const Break& each : type.breaks) {
            rests += each.duration;
            for (const Window& window : each.windows) opens = std::max(opens, window.opens);
        }
        pauses = std::max(pauses, rests);
    }
    for (std::size_t k = 0; k < it.service.size(); ++k) work = std::max(work, it.service[k] + it.setup[k]);
    for (const Travel& travel : it.travel) way = std::max(way, travel.longest_seconds);
    const double stops = double(it.stops.size()) + 1;
    return std::min(double(closes), double(opens) + double(pauses) + stops * (double(work) + double(reload) + 2 * double(way)));
}

// Costs of whole plans, and of ways that do not exist, must stay inside 64 bits.
void costs(const Problem& it, Faults& faults) {
    constexpr double most = double(Int(1) << 61), no_way = double(Int(1) << 33);
    double way = 0, penalties = 0;
    const double seconds = longest_duration(it);
    for (const Travel& travel : it.travel) way = std::max(way, double(travel.longest_metres));
    for (const Unit& unit : it.units) penalties += double(unit.penalty);
    for (const Need& need : it.needs) penalties += double(need.penalty);
    faults.need(penalties <= most, "units: penalties whose sum stays inside 64 bits");
    for (std::size_t k = 0; k < it.types.size(); ++k) {
        const Type& type = it.types[k];
        if (type.count == 0) continue;   // no route has it
        const double metre = double(type.per_metre), hours = double(type.per_second) + double(type.per_driving) + double(type.per_work) + double(type.per_overtime);
        const double route = double(type.fixed) + metre * 2 * way + hours * seconds;
        faults.need(route * double(it.stops.size() + 1) <= most && (metre + hours) * no_way <= most, "type", k, "prices whose sums stay inside 64 bits");
    }
}

}  // namespace

void check(const Problem& problem) {
    Faults faults;
    sizes(problem, faults);
    faults.refuse();
    windows(problem, faults);
    stops(problem, faults);
    units(problem, faults);
    depots(problem, faults);
    for (std::size_t k = 0; k < problem.types.size(); ++k) a_type(problem, problem.types[k], k, faults);
    faults.refuse();
    loads(problem, faults);
    costs(problem, faults);
    faults.refuse();
}

void check(const Problem& problem, const RoutePlan& route) {
    Faults faults;
    faults.need(below(route.type, problem.types.size()), "route: a type that there is");
    std::vector<int> stops;
    for (int visit : route.visits) {
        if (visit >= 0) stops.push_back(visit);
        else faults.need(std::size_t(-1 - Int(visit)) < problem.depots.size(), "route: reloads at depots that there are");
    }
    std::sort(stops.begin(), stops.end());
    faults.need(stops.empty() || below(stops.back(), problem.stops.size()), "route: stops that there are");
    faults.need(std::adjacent_find(stops.begin(), stops.end()) == stops.end(), "route: each stop once");
    faults.refuse();
}

void check(const Problem& problem, const Plan& plan) {
    Faults faults;
    std::vector<char> seen(problem.stops.size(), 0);
    std::vector<Int> used(problem.types.size(), 0);
    for (const RoutePlan& route : plan.routes) {
        check(problem, route);
        ++used[route.type];
        for (int visit : route.visits)
            if (visit >= 0) faults.need(!seen[visit]++, "stop", visit, "a place on one route");
    }
    for (std::size_t k = 0; k < used.size(); ++k) {
        const int count = problem.types[k].count;
        faults.need(used[k] <= count || count == 0, "type", k, "no more routes than vehicles");
    }
    for (int unit : plan.bank) faults.need(below(unit, problem.units.size()), "plan: units left out that there are");
    faults.refuse();
}

namespace {

void a_new_stop(const Problem& problem, const NewStop& it, std::size_t k, Faults& faults) {
    const std::size_t dimensions = std::size_t(problem.dimensions);
    int classes = 0;
    for (const Type& type : problem.types) classes = std::max(classes, type.work_class + 1);
    faults.need(it.service.size() == std::size_t(classes) && it.setup.size() == std::size_t(classes), "new stop", k, "work for each class");
    faults.need(it.delivery.size() == dimensions && it.pickup.size() == dimensions && it.carried.size() == dimensions, "new stop", k, "loads of each dimension");
    faults.need(it.allowed.size() == problem.types.size(), "new stop", k, "whether each type may serve it");
    faults.need(!it.windows.empty() && std::all_of(it.windows.begin(), it.windows.end(), window), "new stop", k, "a window that closes after it opens");
    faults.need(amount(it.release) && amounts(it.service) && amounts(it.setup) && amounts(it.delivery) && amounts(it.pickup), "new stop", k, "numbers from 0 to 2^40");
    for (Int load : it.carried) faults.need(amount(load < 0 ? -load : load), "new stop", k, "loads carried up to 2^40");
}

void new_ways(const Problem& problem, const std::vector<std::shared_ptr<Rows>>& all, Faults& faults) {
    faults.need(all.empty() || all.size() == problem.travel.size(), "rows: for each travel of the problem");
    for (std::size_t k = 0; k < all.size(); ++k) {
        faults.need(all[k] != nullptr, "rows", k, "not none");
        if (!all[k] || !all[0]) continue;
        const Rows& rows = *all[k];
        const std::size_t one = std::size_t(rows.count) * places(problem), among = std::size_t(rows.count) * rows.count;
        bool fit = rows.count == all[0]->count && rows.metres_between.size() == among && rows.seconds_between.size() == among;
        for (const auto* figures : {&rows.metres_from, &rows.seconds_from, &rows.metres_to, &rows.seconds_to}) fit = fit && figures->size() == one;
        faults.need(rows.least >= 0, "rows", k, "numbers from 0 on");
        faults.need(fit, "rows", k, "a number for each new place and each of the problem");
    }
}

}  // namespace

void check(const Problem& problem, const Newcomer& newcomer) {
    Faults faults;
    faults.need(newcomer.stops.size() <= std::size_t(Inserter::new_stops), "newcomer: too many stops");
    for (std::size_t k = 0; k < newcomer.stops.size(); ++k) {
        a_new_stop(problem, newcomer.stops[k], k, faults);
        const std::size_t new_places = newcomer.rows.empty() || !newcomer.rows[0] ? 0 : std::size_t(newcomer.rows[0]->count);
        faults.need(below(newcomer.stops[k].location, places(problem) + new_places), "new stop", k, "a place that there is");
    }
    new_ways(problem, newcomer.rows, faults);
    std::vector<int> stops;
    faults.need(newcomer.blocks.size() == 1 || newcomer.blocks.size() == 2, "newcomer: one block, or two");
    for (const auto& block : newcomer.blocks) {
        faults.need(!block.empty(), "newcomer: a block without stops");
        stops.insert(stops.end(), block.begin(), block.end());
    }
    std::sort(stops.begin(), stops.end());
    for (int stop : stops) faults.need(below(stop, problem.stops.size() + newcomer.stops.size()), "newcomer: stops that there are");
    faults.need(std::adjacent_find(stops.begin(), stops.end()) == stops.end(), "newcomer: each stop once");
    faults.refuse();
}

}  // namespace roundsman
