// A plan made ready for insertions: its lines, their labels, and room for stops that are not in the problem.
#include "insertion.hpp"

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

// The problem with room for new stops, and with every label kept: a new stop may bring any rule with it.
Problem Inserter::with_room(const Problem& of) {
    Problem problem = of;
    const int size = of.size();
    int classes = 0;
    for (const Type& type : of.types) classes = std::max(classes, type.work_class + 1);
    problem.service.clear();
    problem.setup.clear();
    for (int k = 0; k < classes; ++k) {
        for (auto [from, to] : {std::pair{&of.service, &problem.service}, std::pair{&of.setup, &problem.setup}}) {
            to->insert(to->end(), from->begin() + std::size_t(k) * size, from->begin() + std::size_t(k + 1) * size);
            to->resize(to->size() + new_stops, 0);
        }
    }
    for (int k = 0; k < new_stops; ++k) {
        Stop stop;
        stop.compat = int(of.allowed.size() / std::max<std::size_t>(1, of.types.size())) + k;
        stop.unit = int(problem.units.size());
        problem.stops.push_back(stop);
        Unit alone;
        alone.stops = {size + k};
        problem.units.push_back(alone);
        problem.window_begin.push_back(problem.window_begin.back());
        problem.allowed.resize(problem.allowed.size() + of.types.size(), 0);
        for (auto* loads : {&problem.delivery, &problem.pickup, &problem.carried}) loads->resize(loads->size() + of.dimensions, 0);
    }
    problem.timed = problem.durations = problem.driving = problem.setups = true;
    problem.several_windows = problem.trips = problem.backhauls = problem.sequences = true;
    problem.plain_loads = false;
    return problem;
}

Inserter::Inserter(const Problem& of, std::vector<Line> lines, std::vector<Rates> rates)
    : given(of), problem_(with_room(of)), lines_(std::move(lines)), rates_(std::move(rates)), at_(problem_), evaluator_(problem_) {
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
    // Of a line that breaks a rule, labels tell nothing.
    for (Line& line : lines_) {
        if (line.route < 0) continue;
        visits_ = line.visits;
        const Sums sums = evaluator_.evaluate(line.type, visits_.data(), int(visits_.size()), line.ways.data());
        if (!sums.feasible || !at_.routes[line.route].feasible || !stock_fits(line)) line.route = -1;
    }
}

void Inserter::prepare(Line& line) {
    const Type& type = problem_.types[line.type];
    int from = type.start;
    for (int visit : line.visits) {
        line.locations.push_back(visit >= 0 ? problem_.stops[visit].location : problem_.depots[-1 - visit].location);
        line.ways.push_back(way(line, from, line.locations.back()));
        from = line.locations.back();
        line.released |= visit >= 0 && problem_.stops[visit].release > 0;
    }
    line.ways.push_back(way(line, from, type.end));
    if (line.route < 0) return;
    for (int id = at_.start_of(line.route); id >= 0; id = at_.nodes[id].next) line.nodes.push_back(id);
    for (std::size_t k = 0; k + 1 < line.nodes.size(); ++k) {
        const Node &before = at_.nodes[line.nodes[k]], &behind = at_.nodes[line.nodes[k + 1]];
        line.gaps.push_back({before.location, behind.location, behind.leg, behind.seconds, before.ready, behind.latest});
    }
    for (auto [loads, least] : {std::pair{&at_.most_before, &line.least_before}, std::pair{&at_.most_after, &line.least_after}}) {
        least->assign(problem_.dimensions, NEVER);
        for (std::size_t k = 0; k + 1 < line.nodes.size(); ++k)
            for (int d = 0; d < problem_.dimensions; ++d)
                (*least)[d] = std::min((*least)[d], (*loads)[std::size_t(line.nodes[k]) * problem_.dimensions + d]);
    }
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
    const int old = problem_.size() - new_stops;
    problem_.windows.resize(problem_.window_begin[old]);
    for (int k = 0; k < new_stops; ++k) {
        const bool pair = newcomer.stops.size() == 2;
        problem_.stops[old + k].partner = pair ? old + 1 - k : -1;
        problem_.stops[old + k].is_delivery = pair && k == 1;
        if (k < int(newcomer.stops.size())) install_stop(old + k, newcomer.stops[k]);
        problem_.window_begin[old + k + 1] = int(problem_.windows.size());
    }
    sum_up();
}

void Inserter::install_stop(int k, const NewStop& it) {
    Stop& stop = problem_.stops[k];
    stop.location = it.location;
    stop.backhaul = it.backhaul;
    stop.release = it.release;
    stop.opens = NEVER, stop.closes = -1;
    for (const Window& window : it.windows) {
        problem_.windows.push_back(window);
        stop.opens = std::min(stop.opens, window.opens);
        stop.closes = std::max(stop.closes, window.closes);
    }
    for (std::size_t w = 0; w < it.service.size(); ++w) {
        problem_.service[w * problem_.size() + k] = it.service[w];
        problem_.setup[w * problem_.size() + k] = it.setup[w];
    }
    const std::size_t loads = std::size_t(k) * problem_.dimensions, types = problem_.types.size();
    std::copy(it.delivery.begin(), it.delivery.end(), problem_.delivery.begin() + loads);
    std::copy(it.pickup.begin(), it.pickup.end(), problem_.pickup.begin() + loads);
    std::copy(it.carried.begin(), it.carried.end(), problem_.carried.begin() + loads);
    std::copy(it.allowed.begin(), it.allowed.end(), problem_.allowed.begin() + stop.compat * types);
}

// Works out what all new stops come to together.
void Inserter::sum_up() {
    const int size = problem_.dimensions;
    const std::vector<Int> nothing(size, 0);
    asked_ = {true, false, 0, nothing, nothing, nothing};
    const auto& blocks = newcomer_->blocks;
    for (const auto& block : blocks) {
        asked_.plain &= block.size() == 1;
        for (int k : block) {
            const Stop& stop = problem_.stops[k];
            asked_.plain &= stop.follower < 0 && stop.leader < 0 && !stop.first;
            asked_.several_windows |= problem_.has_several_windows(k);
            asked_.release = std::max(asked_.release, stop.release);
            for (int d = 0; d < size; ++d) {
                const std::size_t own = std::size_t(k) * size + d;
                asked_.brought[d] += problem_.delivery[own];
                asked_.fetched[d] += problem_.pickup[own];
                asked_.between[d] += &block == &blocks.front() ? problem_.pickup[own] + problem_.carried[own] : problem_.delivery[own];
            }
        }
    }
}

Way Inserter::way(const Line& line, int from, int to) const {
    if (from < 0 || to < 0) return {};
    const int profile = problem_.types[line.type].profile;
    if (from < places_ && to < places_) return {problem_.travel[profile].distance(from, to), problem_.travel[profile].duration(from, to)};
    const Rows& rows = *newcomer_->rows[profile];
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
    visits_.clear(), ways_.clear();
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

Inserter::Outline Inserter::outline(const Newcomer& newcomer, const Insertion& insertion) {
    const Evaluator::Times found = times(newcomer, insertion);
    return {found.begin, found.starts[insertion.first + (insertion.reload_before >= 0)], found.end};
}

}  // namespace roundsman
