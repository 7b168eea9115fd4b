#include "insertion.hpp"

#include <stdexcept>
#include <string>

namespace roundsman {

namespace {

// rate * amount / unit, rounded half up; without overflow where the result has none.
Int rounded(Int rate, Int amount, Int unit) {
    const Int whole = rate / unit, rest = rate % unit;
    if (whole > 0 && amount > NEVER / whole) return NEVER;
    return whole * amount + (2 * rest * amount + unit) / (2 * unit);
}

}  // namespace

Int Rates::cost(const Sums& sums) const {
    Int cost = fixed + rounded(per_km, sums.distance, 1000) + rounded(per_hour, sums.duration, 3600);
    if (per_driving_hour) cost += rounded(per_driving_hour, sums.driving, 3600);
    if (per_work_hour) cost += rounded(per_work_hour, sums.work, 3600);
    if (per_overtime_hour) cost += rounded(per_overtime_hour, std::max<Int>(0, sums.duration - regular), 3600);
    return std::min(cost, NEVER);
}

// The cheapest of all that are offered, no more than asked for.
class Inserter::Best {
   public:
    Best(const Inserter& of, std::size_t most) : of_(of), most_(most) {}

    void offer(const Insertion& insertion) {
        if (found_.size() >= most_ && found_.size() >= keep_) trim();
        if (insertion.cost <= bound_) found_.push_back(insertion);
    }
    std::vector<Insertion> sorted() {
        if (found_.size() > most_) trim();
        std::sort(found_.begin(), found_.end(), [this](const auto& a, const auto& b) { return before(a, b); });
        return std::move(found_);
    }

   private:
    bool before(const Insertion& a, const Insertion& b) const {
        const Line &first = of_.lines_[a.line], &second = of_.lines_[b.line];
        if (of_.problem_.fewest_vehicles && first.visits.empty() != second.visits.empty()) return second.visits.empty();
        if (a.cost != b.cost) return a.cost < b.cost;
        if (first.order != second.order) return first.order < second.order;
        if (a.first != b.first) return a.first < b.first;
        if (a.second != b.second) return a.second < b.second;
        if (a.reload_before != b.reload_before) return a.reload_before < b.reload_before;
        return a.reload_after < b.reload_after;
    }
    void trim() {
        std::nth_element(found_.begin(), found_.begin() + most_, found_.end(), [this](const auto& a, const auto& b) { return before(a, b); });
        found_.resize(most_);
        keep_ = std::max<std::size_t>(2 * most_, 4096);
        if (of_.problem_.fewest_vehicles) return;   // a dearer one may come first
        bound_ = -NEVER;
        for (const Insertion& each : found_) bound_ = std::max(bound_, each.cost);
    }

    const Inserter& of_;
    std::size_t most_, keep_ = 4096;
    Int bound_ = NEVER;
    std::vector<Insertion> found_;
};

// The problem with room for new stops, and with every label kept: a new stop may bring any rule with it.
Problem Inserter::with_room(const Problem& given) {
    Problem problem = given;
    const int size = given.size();
    int classes = 0;
    for (const Type& type : given.types) classes = std::max(classes, type.work_class + 1);
    problem.service.clear();
    problem.setup.clear();
    for (int k = 0; k < classes; ++k) {
        for (auto [from, to] : {std::pair{&given.service, &problem.service}, std::pair{&given.setup, &problem.setup}}) {
            to->insert(to->end(), from->begin() + std::size_t(k) * size, from->begin() + std::size_t(k + 1) * size);
            to->resize(to->size() + new_stops, 0);
        }
    }
    for (int k = 0; k < new_stops; ++k) {
        Stop stop;
        stop.compat = int(given.allowed.size() / std::max<std::size_t>(1, given.types.size())) + k;
        stop.unit = int(problem.units.size());
        problem.stops.push_back(stop);
        problem.units.push_back({Kind::single, {size + k}, 0, 0});
        problem.window_begin.push_back(problem.window_begin.back());
        problem.allowed.resize(problem.allowed.size() + given.types.size(), 0);
        for (auto* loads : {&problem.delivery, &problem.pickup, &problem.carried}) loads->resize(loads->size() + given.dimensions, 0);
    }
    for (int unit = 0; unit < int(problem.units.size()); ++unit)
        if (problem.units[unit].kind == Kind::sequence)
            for (int stop : problem.units[unit].stops) problem.stops[stop].unit = unit;
    problem.timed = problem.durations = problem.driving = problem.setups = true;
    problem.several_windows = problem.trips = problem.backhauls = problem.sequences = true;
    problem.plain_loads = false;
    return problem;
}

Inserter::Inserter(const Problem& given, std::vector<Line> lines, std::vector<Rates> rates)
    : problem_(with_room(given)), lines_(std::move(lines)), rates_(std::move(rates)), at_(problem_), evaluator_(problem_) {
    places_ = problem_.travel.empty() ? 0 : problem_.travel[0].size;
    Plan plan;
    std::vector<int> available;
    for (const Type& type : problem_.types) available.push_back(type.count);
    for (Line& line : lines_) {
        if (line.visits.empty() || !problem_.types[line.type].count) continue;
        plan.routes.push_back({line.type, line.visits});
        line.route = int(plan.routes.size()) - 1;
    }
    at_.load(plan, available);
    for (Line& line : lines_) {
        if (line.route >= 0) line.route = at_.driving[line.route];
        prepare(line);
    }
    count_stock();
}

void Inserter::prepare(Line& line) {
    const Type& type = problem_.types[line.type];
    int from = type.start;
    for (int visit : line.visits) {
        line.locations.push_back(visit >= 0 ? problem_.stops[visit].location : problem_.depots[-1 - visit].location);
        line.ways.push_back(way(line, from, line.locations.back()));
        from = line.locations.back();
    }
    line.ways.push_back(way(line, from, type.end));
    if (line.route < 0) return;
    for (int id = at_.start_of(line.route); id >= 0; id = at_.nodes[id].next) line.nodes.push_back(id);
    if (!at_.routes[line.route].feasible) line.route = -1;
}

void Inserter::count_stock() {
    taken_ = problem_.throughput;
    for (auto& amounts : taken_) std::fill(amounts.begin(), amounts.end(), 0);
    if (taken_.empty()) return;
    for (const Line& line : lines_) {
        int depot = problem_.types[line.type].start_depot;
        for (int visit : line.visits) {
            if (visit < 0) depot = problem_.depots[-1 - visit].throughput;
            else if (depot >= 0)
                for (int d = 0; d < problem_.dimensions; ++d) taken_[depot][d] += problem_.delivery[std::size_t(visit) * problem_.dimensions + d];
        }
    }
}

// Puts what is asked about where the problem has room for new stops.
void Inserter::install(const Newcomer& newcomer) {
    newcomer_ = &newcomer;
    const int old = problem_.size() - new_stops, size = problem_.size(), dimensions = problem_.dimensions;
    problem_.windows.resize(problem_.window_begin[old]);
    for (int k = 0; k < new_stops; ++k) {
        Stop& stop = problem_.stops[old + k];
        stop.partner = -1;
        stop.is_delivery = false;
        if (k < int(newcomer.stops.size())) {
            const NewStop& given = newcomer.stops[k];
            stop.location = given.location;
            stop.backhaul = given.backhaul;
            stop.release = given.release;
            stop.opens = NEVER, stop.closes = -1;
            for (const Window& window : given.windows) {
                problem_.windows.push_back(window);
                stop.opens = std::min(stop.opens, window.opens);
                stop.closes = std::max(stop.closes, window.closes);
            }
            for (std::size_t w = 0; w < given.service.size(); ++w) {
                problem_.service[w * size + old + k] = given.service[w];
                problem_.setup[w * size + old + k] = given.setup[w];
            }
            for (int d = 0; d < dimensions; ++d) {
                problem_.delivery[std::size_t(old + k) * dimensions + d] = given.delivery[d];
                problem_.pickup[std::size_t(old + k) * dimensions + d] = given.pickup[d];
                problem_.carried[std::size_t(old + k) * dimensions + d] = given.carried[d];
            }
            std::copy(given.allowed.begin(), given.allowed.end(), problem_.allowed.begin() + std::size_t(stop.compat) * problem_.types.size());
        }
        problem_.window_begin[old + k + 1] = int(problem_.windows.size());
    }
    if (newcomer.stops.size() == 2) {
        problem_.stops[old].partner = old + 1;
        problem_.stops[old + 1].partner = old;
        problem_.stops[old + 1].is_delivery = true;
    }
}

Way Inserter::way(const Line& line, int from, int to) const {
    if (from < 0 || to < 0) return {};
    const int profile = problem_.types[line.type].profile;
    if (from < places_ && to < places_) return {problem_.travel[profile].distance(from, to), problem_.travel[profile].duration(from, to)};
    const Rows& rows = newcomer_->rows[profile];
    std::size_t at;
    if (from >= places_ && to >= places_) {
        at = std::size_t(from - places_) * rows.count + (to - places_);
        return {rows.metres_between[at], rows.seconds_between[at]};
    }
    if (from >= places_) {
        at = std::size_t(from - places_) * places_ + to;
        return {rows.metres_from[at], rows.seconds_from[at]};
    }
    at = std::size_t(to - places_) * places_ + from;
    return {rows.metres_to[at], rows.seconds_to[at]};
}

bool Inserter::may_serve(const Line& line) const {
    const Type& type = problem_.types[line.type];
    Int stops = 0;
    if (!type.count) return false;
    for (const auto& block : newcomer_->blocks) {
        for (int stop : block)
            if (!problem_.may(stop, line.type)) return false;
        stops += Int(block.size());
    }
    for (int visit : line.visits) stops += visit >= 0;
    return stops <= type.max_stops;
}

// Writes down the visits of a line with an insertion, and their ways.
void Inserter::lay(const Line& line, const Insertion& insertion) {
    visits_.clear(), ways_.clear(), locations_.clear();
    int from = problem_.types[line.type].start;
    bool as_before = true;   // whether what comes last is what came last before
    const auto add = [&](int visit, int location) {
        ways_.push_back(way(line, from, location));
        visits_.push_back(visit);
        from = location;
        as_before = false;
    };
    const auto add_reload = [&](int depot) {
        if (depot >= 0) add(-1 - depot, problem_.depots[depot].location);
    };
    const auto add_block = [&](const std::vector<int>& block) {
        for (int stop : block) add(stop, problem_.stops[stop].location);
    };
    const auto& blocks = newcomer_->blocks;
    for (int k = 0; k <= int(line.visits.size()); ++k) {
        if (k == insertion.first) {
            add_reload(insertion.reload_before);
            add_block(blocks[0]);
            if (blocks.size() == 1) add_reload(insertion.reload_after);
        }
        if (blocks.size() == 2 && k == insertion.second) {
            add_block(blocks[1]);
            add_reload(insertion.reload_after);
        }
        const int location = k < int(line.visits.size()) ? line.locations[k] : problem_.types[line.type].end;
        ways_.push_back(as_before ? line.ways[k] : way(line, from, location));
        if (k == int(line.visits.size())) break;
        visits_.push_back(line.visits[k]);
        from = location;
        as_before = true;
    }
}

// Whether depots have what the visits laid down take out of them, beside all other lines.
bool Inserter::stock_fits(const Line& line) const {
    if (taken_.empty()) return true;
    const int dimensions = problem_.dimensions, first = problem_.types[line.type].start_depot;
    for (int limited = 0; limited < int(taken_.size()); ++limited) {
        for (int d = 0; d < dimensions; ++d) {
            const auto taken = [&](const std::vector<int>& visits) {
                Int amount = 0;
                int depot = first;
                for (int visit : visits) {
                    if (visit < 0) depot = problem_.depots[-1 - visit].throughput;
                    else if (depot == limited) amount += problem_.delivery[std::size_t(visit) * dimensions + d];
                }
                return amount;
            };
            const Int now = taken(visits_);
            if (now > 0 && taken_[limited][d] - taken(line.visits) + now > problem_.throughput[limited][d]) return false;
        }
    }
    return true;
}

// Works an insertion out in full; false where it breaks a rule.
bool Inserter::full(const Line& line, Insertion& insertion) {
    lay(line, insertion);
    if (!stock_fits(line)) return false;
    insertion.sums = evaluator_.evaluate(line.type, visits_.data(), int(visits_.size()), ways_.data());
    return insertion.sums.feasible;
}

// Whether the depot where the trip around a gap begins has what all new stops are brought.
bool Inserter::stocked(const Line& line, int gap) const {
    if (taken_.empty()) return true;
    const int trip = at_.nodes[line.nodes[gap]].trip;
    const int depot = at_.is_reload(trip) ? problem_.depots[at_.reload_depot(trip)].throughput : problem_.types[line.type].start_depot;
    for (int d = 0; d < problem_.dimensions && depot >= 0; ++d) {
        Int more = 0;
        for (const auto& block : newcomer_->blocks)
            for (int stop : block) more += problem_.delivery[std::size_t(stop) * problem_.dimensions + d];
        if (more > 0 && taken_[depot][d] + more > problem_.throughput[depot][d]) return false;
    }
    return true;
}

void Inserter::offer(const Line& line, Insertion& insertion, bool exact, Best& best) {
    if (!exact && !full(line, insertion)) return;
#ifdef ROUNDSMAN_CHECKED
    if (exact) {
        const Sums quick = insertion.sums;
        const bool minds = problem_.types[line.type].minds_duration();
        if (!full(line, insertion) || quick.distance != insertion.sums.distance || quick.driving != insertion.sums.driving ||
            quick.work != insertion.sums.work || (minds && quick.duration != insertion.sums.duration))
            throw std::logic_error("an insertion into line " + std::to_string(insertion.line) + " is not what was worked out quickly");
        insertion.sums = quick;
    }
#endif
    insertion.cost = rates_[line.type].cost(insertion.sums) - line.cost;
    best.offer(insertion);
}

// Whether `first`, and `last` behind it, may stand in a gap: backhauls behind all others, locked stops together.
bool Inserter::joins(const Line& line, int gap, int first, int last) const {
    const int previous = line.nodes[gap], next = line.nodes[gap + 1];
    if (at_.is_stop(previous)) {
        const Stop& before = problem_.stops[previous];
        if (before.glued || (before.backhaul && !problem_.stops[first].backhaul)) return false;
    }
    if (at_.is_stop(next)) {
        const Stop& after = problem_.stops[next];
        if (after.first || (problem_.stops[last].backhaul && !after.backhaul)) return false;
    }
    return true;
}

// Whether the work at what follows a gap changes because `stop` comes before it.
bool Inserter::resets(const Line& line, int gap, int stop) const {
    const int next = line.nodes[gap + 1];
    if (!at_.is_stop(next)) return false;
    const int here = at_.nodes[next].location;
    const bool there_before = at_.nodes[line.nodes[gap]].location == here, there_now = problem_.stops[stop].location == here;
    const int work_class = problem_.types[line.type].work_class;
    return there_before != there_now && problem_.setup[std::size_t(work_class) * problem_.size() + next] > 0;
}

// Whether the trip around a gap would have to wait for `stop` at its depot.
bool Inserter::delays_trip(const Line& line, int gap, int stop) const {
    const int trip = at_.nodes[line.nodes[gap]].trip;
    const bool from_depot = at_.is_reload(trip) || problem_.types[line.type].start >= 0;
    return from_depot && problem_.stops[stop].release > at_.nodes[trip].ready;
}

std::vector<Insertion> Inserter::find(const Newcomer& newcomer, std::size_t most) {
    install(newcomer);
    Best best(*this, most);
    const auto& blocks = newcomer.blocks;
    for (const Line& line : lines_) {
        if (most == 0 || !may_serve(line)) continue;
        const Stop& stop = problem_.stops[blocks[0][0]];
        bool plain = line.route >= 0 && !stop.glued && !stop.first;
        for (const auto& block : blocks) plain &= block.size() == 1;
        if (plain && blocks.size() == 1 && stop.partner < 0) single(line, blocks[0][0], best);
        else if (plain && blocks.size() == 2) pair(line, blocks[0][0], blocks[1][0], best);
        else everywhere(line, false, best);
        if (!line.visits.empty() && problem_.types[line.type].max_reloads > 0) everywhere(line, true, best);
    }
    return best.sorted();
}

std::vector<int> Inserter::visits(const Newcomer& newcomer, const Insertion& insertion) {
    install(newcomer);
    lay(lines_[insertion.line], insertion);
    return visits_;
}

Evaluator::Times Inserter::times(const Newcomer& newcomer, const Insertion& insertion) {
    install(newcomer);
    const Line& line = lines_[insertion.line];
    lay(line, insertion);
    return evaluator_.times(line.type, visits_.data(), int(visits_.size()), ways_.data());
}

// One stop in a route that keeps the rules: labels tell what it does, except where more than its place changes.
void Inserter::single(const Line& line, int stop, Best& best) {
    const Route& route = at_.routes[line.route];
    const Type& type = problem_.types[line.type];
    const Stop& it = problem_.stops[stop];
    const int dimensions = problem_.dimensions;
    const bool exact = !route.exact && !(type.minds_duration() && problem_.has_several_windows(stop));
    const Int *delivery = &problem_.delivery[std::size_t(stop) * dimensions], *pickup = &problem_.pickup[std::size_t(stop) * dimensions];
    Insertion insertion;
    insertion.line = int(&line - lines_.data());
    for (int gap = 0; gap <= int(line.visits.size()); ++gap) {
        const int previous = line.nodes[gap], next = line.nodes[gap + 1];
        const Node &before = at_.nodes[previous], &after = at_.nodes[next];
        if (before.ready > it.closes) break;
        bool fits = joins(line, gap, stop, stop);
        for (int d = 0; d < dimensions && fits; ++d) {
            const std::size_t there = std::size_t(previous) * dimensions + d;
            fits = at_.most_before[there] + delivery[d] <= type.capacity[d] && at_.most_after[there] + pickup[d] <= type.capacity[d];
        }
        if (!fits) continue;
        const Way there = way(line, before.location, it.location), onward = way(line, it.location, after.location);
        if (there.metres >= UNREACHABLE || onward.metres >= UNREACHABLE) continue;
        Sums& sums = insertion.sums;
        sums.distance = route.distance + there.metres + onward.metres - after.leg;
        sums.driving = route.seconds + there.seconds + onward.seconds - after.seconds;
        if (sums.distance > type.max_distance || sums.driving > type.max_driving) continue;
        const Int start = problem_.earliest_start(stop, before.ready + there.seconds);
        if (start >= NEVER) continue;
        insertion.first = gap;
        const bool reset = resets(line, gap, stop);
        const Int work = problem_.work(stop, type.work_class, before.location);
        if (!reset && start + work + onward.seconds > after.latest) continue;
        if (!exact || reset || delays_trip(line, gap, stop)) {
            offer(line, insertion, false, best);
            continue;
        }
        if (!stocked(line, gap)) continue;
        sums.work = route.work + work;
        sums.duration = 0;
        if (type.minds_duration()) {
            Span part, whole;
            if (!join(at_.before[previous], there.seconds, Span{work, it.opens, it.closes}, part) ||
                !join(part, onward.seconds, at_.after[next], whole) || whole.duration > type.max_duration)
                continue;
            sums.duration = whole.duration;
        }
        offer(line, insertion, true, best);
    }
}

// Two stops in a route that keeps the rules, the second behind the first on the same trip.
void Inserter::pair(const Line& line, int pickup, int delivery, Best& best) {
    const Route& route = at_.routes[line.route];
    const Type& type = problem_.types[line.type];
    const Stop &first = problem_.stops[pickup], &second = problem_.stops[delivery];
    const int dimensions = problem_.dimensions;
    const bool minds = type.minds_duration();
    const bool exact = !route.exact && !(minds && (problem_.has_several_windows(pickup) || problem_.has_several_windows(delivery)));
    const auto load = [&](const std::vector<Int>& loads, int stop, int d) { return loads[std::size_t(stop) * dimensions + d]; };
    const auto fits_on_board = [&](int node) {   // between the two
        for (int d = 0; d < dimensions; ++d)
            if (load(at_.on_board, node, d) + load(problem_.delivery, delivery, d) + load(problem_.pickup, pickup, d) + load(problem_.carried, pickup, d) > type.capacity[d])
                return false;
        return true;
    };
    const auto fits_outside = [&](const std::vector<Int>& highest, int node, const std::vector<Int>& more) {
        for (int d = 0; d < dimensions; ++d)
            if (load(highest, node, d) + load(more, pickup, d) + load(more, delivery, d) > type.capacity[d]) return false;
        return true;
    };
    Insertion insertion;
    insertion.line = int(&line - lines_.data());
    const int count = int(line.visits.size());
    for (int gap = 0; gap <= count; ++gap) {
        const int previous = line.nodes[gap];
        const Node& before = at_.nodes[previous];
        if (before.ready > first.closes) break;
        if (!fits_outside(at_.most_before, previous, problem_.delivery) || !fits_on_board(previous)) continue;
        const Way there = way(line, before.location, first.location);
        const Int start = problem_.earliest_start(pickup, before.ready + there.seconds);
        if (there.metres >= UNREACHABLE || start >= NEVER) continue;
        Int work = problem_.work(pickup, type.work_class, before.location), ready = start + work;
        Span part;
        if (minds && exact && !join(at_.before[previous], there.seconds, Span{work, first.opens, first.closes}, part)) continue;
        const bool delayed = delays_trip(line, gap, pickup) || delays_trip(line, gap, delivery);
        if (!stocked(line, gap)) continue;
        insertion.first = gap;
        // The delivery follows the pickup, or one of the stops behind it; so far driven, and not to `here` before.
        Way so_far = there;
        int here = first.location;
        for (int behind = gap; ; ++behind) {
            const int next = line.nodes[behind + 1];
            const Node& after = at_.nodes[next];
            const Way to = way(line, here, second.location), onward = way(line, second.location, after.location);
            const Int begun = problem_.earliest_start(delivery, ready + to.seconds);
            const Int own = problem_.work(delivery, type.work_class, here);
            const bool joined = behind == gap ? joins(line, gap, pickup, delivery) && (!first.backhaul || second.backhaul)
                                              : joins(line, behind, delivery, delivery);
            Sums& sums = insertion.sums;
            sums.distance = route.distance + so_far.metres + to.metres + onward.metres - after.leg;
            sums.driving = route.seconds + so_far.seconds + to.seconds + onward.seconds - after.seconds;
            if (joined && to.metres < UNREACHABLE && onward.metres < UNREACHABLE && begun < NEVER && sums.distance <= type.max_distance &&
                sums.driving <= type.max_driving && fits_outside(at_.most_after, line.nodes[behind], problem_.pickup)) {
                insertion.second = behind;
                const bool reset = resets(line, behind, delivery);
                const bool in_time = begun + own + onward.seconds <= after.latest;
                if (in_time && exact && !delayed && !reset) {
                    Span with, whole;
                    sums.work = route.work + work + own;
                    const bool lasts = !minds || (join(part, to.seconds, Span{own, second.opens, second.closes}, with) &&
                                                  join(with, onward.seconds, at_.after[next], whole) && whole.duration <= type.max_duration);
                    sums.duration = minds ? whole.duration : 0;
                    if (lasts) offer(line, insertion, true, best);
                } else if (in_time || reset) {
                    offer(line, insertion, false, best);
                }
            }
            // Past the next stop, unless a reload or the end is there.
            if (!at_.is_stop(next) || !fits_on_board(next)) break;
            if (behind == gap && !joins(line, gap, pickup, pickup)) break;
            const Way past = way(line, here, after.location);
            const Int again = problem_.earliest_start(next, ready + past.seconds);
            const Int its = problem_.work(next, type.work_class, here);
            if (past.metres >= UNREACHABLE || again >= NEVER) break;
            if (ready + past.seconds > after.latest && (behind > gap || !resets(line, gap, pickup))) break;
            work += its - problem_.work(next, type.work_class, at_.nodes[line.nodes[behind]].location);
            ready = again + its;
            if (ready > second.closes) break;
            const Stop& stop = problem_.stops[next];
            if (minds && exact) {
                Span with;
                if (!join(part, past.seconds, Span{its, stop.opens, stop.closes}, with)) break;
                part = with;
            }
            so_far.metres += past.metres - after.leg;
            so_far.seconds += past.seconds - after.seconds;
            here = after.location;
        }
    }
}

// Every place in a line, each worked out in full; with reloads beside what is put in, or without.
void Inserter::everywhere(const Line& line, bool reloads, Best& best) {
    const int count = int(line.visits.size());
    std::vector<int> depots{-1};
    if (reloads) depots.insert(depots.end(), problem_.types[line.type].reloads.begin(), problem_.types[line.type].reloads.end());
    Insertion insertion;
    insertion.line = int(&line - lines_.data());
    const bool two = newcomer_->blocks.size() == 2;
    for (insertion.first = 0; insertion.first <= count; ++insertion.first) {
        for (insertion.second = insertion.first; insertion.second <= (two ? count : insertion.first); ++insertion.second) {
            for (int before : depots) {
                for (int after : depots) {
                    if (reloads && before < 0 && after < 0) continue;
                    // The same as with this reload before, one place earlier.
                    if (insertion.first == insertion.second && insertion.first > 0 && after >= 0 && line.visits[insertion.first - 1] == -1 - after) continue;
                    insertion.reload_before = before;
                    insertion.reload_after = after;
                    offer(line, insertion, false, best);
                }
            }
        }
    }
}

}  // namespace roundsman
