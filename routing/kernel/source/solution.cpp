#include "solution.hpp"

namespace roundsman {

Solution::Solution(const Problem& given) : problem(given), stops_(given.size()), evaluator_(given) {
    Int vehicles = 0;
    for (const Type& type : problem.types) vehicles += type.count;
    const int slots = int(std::min<Int>(vehicles, Int(stops_) + 1));
    first_reload_ = stops_ + 2 * slots;
    const int reloads = problem.trips ? stops_ : 0;
    nodes.resize(std::size_t(first_reload_) + reloads);
    route_of.assign(nodes.size(), -1);
    room.assign(slots, 0);
    routes.resize(slots);
    reload_depots_.assign(reloads, -1);
    if (problem.durations) {
        before.resize(nodes.size());
        after.resize(nodes.size());
    }
    if (!problem.plain_loads) {
        on_board.resize(nodes.size() * problem.dimensions);
        most_before.resize(nodes.size() * problem.dimensions);
        most_after.resize(nodes.size() * problem.dimensions);
    }
    for (int stop = 0; stop < stops_; ++stop) {
        const Stop& it = problem.stops[stop];
        nodes[stop].location = it.location;
    }
    counted_.assign(std::size_t(slots) * problem.throughput.size() * problem.dimensions, 0);
    // Elsewhere more than the stop's neighbourhood changes.
    settles_ = problem.plain_loads && !problem.durations && !problem.driving && !problem.setups && !problem.trips &&
               !problem.throughputs && !problem.breaks && problem.backhaul_only;
    bank_place_.assign(problem.units.size(), -1);
    slot_place_.assign(slots, -1);
    clear();
}

void Solution::clear() {
    std::fill(route_of.begin(), route_of.end(), -1);
    for (Route& route : routes) route = Route{};
    free_slots_.clear();
    for (int slot = int(routes.size()) - 1; slot >= 0; --slot) {
        slot_place_[slot] = int(free_slots_.size());
        free_slots_.push_back(slot);
    }
    free_reloads_.clear();
    for (int k = int(reload_depots_.size()) - 1; k >= 0; --k) free_reloads_.push_back(first_reload_ + k);
    std::fill(bank_place_.begin(), bank_place_.end(), -1);
    bank.clear();
    driving.clear();
    available.assign(problem.types.size(), 0);
    for (std::size_t t = 0; t < problem.types.size(); ++t) available[t] = problem.types[t].count;
    fleet_ = available;
    taken_out_ = problem.throughput;
    for (auto& amounts : taken_out_) std::fill(amounts.begin(), amounts.end(), 0);
    std::fill(counted_.begin(), counted_.end(), 0);
    cost_ = missing_ = 0;
    // As no unit is left out yet.
    served_.assign(problem.needs.size(), 0);
    for (const Unit& unit : problem.units)
        for (int need : unit.needs) ++served_[need];
    step_ = 0;
    begin();
}

void Solution::load(const Plan& plan, const std::vector<int>& vehicles) {
    clear();
    available = fleet_ = vehicles;
    for (const RoutePlan& route : plan.routes) {
        const int slot = open_route(route.type);
        replace(slot, route.visits);
    }
    for (int unit : plan.bank) to_bank(unit);
    begin();
}

Plan Solution::plan() const {
    Plan plan;
    plan.routes.reserve(driving.size());
    for (int route : driving) {
        plan.routes.push_back({routes[route].type, {}});
        visits_of(route, plan.routes.back().visits);
    }
    plan.bank = bank;
    plan.value = value();
    return plan;
}

void Solution::visits_of(int route, std::vector<int>& visits) const {
    visits.clear();
    for (int id = nodes[start_of(route)].next; id != end_of(route); id = nodes[id].next)
        visits.push_back(is_stop(id) ? id : -1 - reload_depot(id));
}

void Solution::claim_slot(int route) {
    const int place = slot_place_[route], last = free_slots_.back();
    free_slots_[place] = last;
    slot_place_[last] = place;
    free_slots_.pop_back();
    slot_place_[route] = -1;
}

int Solution::open_route(int type_index) {
    const int route = free_slots_.back();
    touch(route);
    claim_slot(route);
    set_type(route, type_index);
    return route;
}

void Solution::set_type(int route, int type_index) {
    Route& it = routes[route];
    const Type& type = problem.types[type_index];
    if (it.type < 0) {
        const std::uint32_t touched = it.touched;
        it = Route{};
        it.touched = touched;
        it.place = int(driving.size());
        driving.push_back(route);
        nodes[start_of(route)].next = end_of(route);
        nodes[end_of(route)].previous = start_of(route);
    } else {
        ++available[it.type];
    }
    --available[type_index];
    it.type = type_index;
    Node &start = nodes[start_of(route)], &end = nodes[end_of(route)];
    route_of[start_of(route)] = route_of[end_of(route)] = route;
    start.location = type.start;
    end.location = type.end;
    start.previous = end.next = -1;
}

void Solution::close_route(int route) {
    Route& it = routes[route];
    ++available[it.type];
    if (problem.throughputs) forget_throughput(route);
    cost_ -= it.cost;
    const int last = driving.back();
    driving[it.place] = last;
    routes[last].place = it.place;
    driving.pop_back();
    const std::uint32_t touched = it.touched;
    it = Route{};
    it.touched = touched;
    route_of[start_of(route)] = route_of[end_of(route)] = -1;
    slot_place_[route] = int(free_slots_.size());
    free_slots_.push_back(route);
}

void Solution::begin() {
    ++step_;
    touched_.clear();
    saved_.clear();
    saved_visits_.clear();
    toggled_.clear();
}

void Solution::commit() { begin(); }

void Solution::touch(int route) {
    Route& it = routes[route];
    if (it.touched == step_) return;
    it.touched = step_;
    touched_.push_back(route);
    Saved saved{route, it.type, int(saved_visits_.size()), 0};
    if (it.type >= 0) {
        for (int id = nodes[start_of(route)].next; id != end_of(route); id = nodes[id].next) {
            saved_visits_.push_back(is_stop(id) ? id : -1 - reload_depot(id));
            ++saved.count;
        }
    }
    saved_.push_back(saved);
}

void Solution::unlink_all(int route) {
    for (int id = nodes[start_of(route)].next; id != end_of(route);) {
        const int next = nodes[id].next;
        route_of[id] = -1;
        if (is_reload(id)) free_reloads_.push_back(id);
        id = next;
    }
    nodes[start_of(route)].next = end_of(route);
    nodes[end_of(route)].previous = start_of(route);
}

void Solution::undo() {
    for (std::size_t k = toggled_.size(); k-- > 0;) {
        const int unit = toggled_[k];
        if (in_bank(unit)) from_bank(unit);
        else to_bank(unit);
    }
    for (const Saved& saved : saved_) {
        if (routes[saved.route].type < 0) continue;
        unlink_all(saved.route);
        if (saved.type < 0) close_route(saved.route);
    }
    for (const Saved& saved : saved_) {
        if (saved.type < 0) continue;
        if (routes[saved.route].type < 0) claim_slot(saved.route);
        if (routes[saved.route].type != saved.type) set_type(saved.route, saved.type);
        link(saved.route, saved_visits_.data() + saved.begin, saved.count);
        refresh(saved.route);
    }
    begin();
}

bool Solution::step_feasible() const {
    for (int route : touched_)
        if (routes[route].type >= 0 && !routes[route].feasible) return false;
    for (std::size_t depot = 0; depot < taken_out_.size(); ++depot)
        for (std::size_t d = 0; d < taken_out_[depot].size(); ++d)
            if (taken_out_[depot][d] > problem.throughput[depot][d]) return false;
    return true;
}

void Solution::insert(int stop, int after_id) {
    Node &node = nodes[stop], &previous = nodes[after_id], &next = nodes[previous.next];
    route_of[stop] = route_of[after_id];
    node.previous = after_id;
    node.next = previous.next;
    next.previous = stop;
    previous.next = stop;
}

int Solution::insert_reload(int depot, int after_id) {
    const int id = free_reloads_.back();
    free_reloads_.pop_back();
    reload_depots_[id - first_reload_] = depot;
    nodes[id].location = problem.depots[depot].location;
    insert(id, after_id);
    return id;
}

void Solution::remove(int stop) {
    Node& node = nodes[stop];
    nodes[node.previous].next = node.next;
    nodes[node.next].previous = node.previous;
    route_of[stop] = -1;
}

void Solution::remove_reload(int id) {
    remove(id);
    free_reloads_.push_back(id);
}

void Solution::link(int route, const int* visits, int count) {
    int last = start_of(route);
    for (int k = 0; k < count; ++k) {
        if (visits[k] >= 0) insert(visits[k], last), last = visits[k];
        else last = insert_reload(-1 - visits[k], last);
    }
}

void Solution::replace(int route, const std::vector<int>& visits) {
    touch(route);
    unlink_all(route);
    link(route, visits.data(), int(visits.size()));
    refresh(route);
}

void Solution::exchange(int one, const std::vector<int>& visits_of_one, int two, const std::vector<int>& visits_of_two) {
    touch(one), touch(two);
    unlink_all(one), unlink_all(two);
    link(one, visits_of_one.data(), int(visits_of_one.size()));
    link(two, visits_of_two.data(), int(visits_of_two.size()));
    for (int route : {one, two}) {
        if (nodes[start_of(route)].next == end_of(route)) close_route(route);
        else refresh(route);
    }
}

void Solution::to_bank(int unit) {
    bank_place_[unit] = int(bank.size());
    bank.push_back(unit);
    const Unit& it = problem.units[unit];
    count_left_out(it, 1);
    for (int need : it.needs)
        if (--served_[need] == 0) count_left_out(problem.needs[need], 1);
    toggled_.push_back(unit);
}

void Solution::from_bank(int unit) {
    const int place = bank_place_[unit], last = bank.back();
    bank[place] = last;
    bank_place_[last] = place;
    bank.pop_back();
    bank_place_[unit] = -1;
    const Unit& it = problem.units[unit];
    count_left_out(it, -1);
    for (int need : it.needs)
        if (++served_[need] == 1) count_left_out(problem.needs[need], -1);
    toggled_.push_back(unit);
}

// Whether no other unit serves what this one is to serve.
bool Solution::is_needed(int unit) const {
    for (int need : problem.units[unit].needs)
        if (served_[need] > 0) return false;
    return true;
}

void Solution::forget_throughput(int route) {
    Int* counted = counted_.data() + std::size_t(route) * taken_out_.size() * problem.dimensions;
    for (auto& amounts : taken_out_)
        for (Int& amount : amounts) amount -= *counted, *counted++ = 0;
}

// What the trips of a route take out of limited depots.
void Solution::count_throughput(int route) {
    forget_throughput(route);
    const int size = problem.dimensions;
    Int* counted = counted_.data() + std::size_t(route) * taken_out_.size() * size;
    int depot = problem.types[routes[route].type].start_depot;
    for (int id = nodes[start_of(route)].next; id != end_of(route); id = nodes[id].next) {
        if (is_reload(id)) {
            depot = problem.depots[reload_depot(id)].throughput;
        } else if (depot >= 0) {
            for (int d = 0; d < size; ++d) {
                const Int amount = problem.delivery[std::size_t(id) * size + d];
                counted[depot * size + d] += amount;
                taken_out_[depot][d] += amount;
            }
        }
    }
}

bool Solution::throughput_fits(int depot, int stop) const {
    const int size = problem.dimensions;
    for (int d = 0; d < size; ++d)
        if (taken_out_[depot][d] + problem.delivery[std::size_t(stop) * size + d] > problem.throughput[depot][d]) return false;
    return true;
}

bool Solution::stock_suffices(std::initializer_list<Change> changes) {
    const std::size_t size = std::size_t(problem.dimensions), all = taken_out_.size() * size;
    stock_.clear();
    for (std::size_t depot = 0; depot < taken_out_.size(); ++depot)
        for (std::size_t d = 0; d < size; ++d) stock_.push_back(problem.throughput[depot][d] - taken_out_[depot][d]);
    for (const Change& change : changes) {
        for (std::size_t k = 0; k < all && change.route >= 0; ++k) stock_[k] += counted_[std::size_t(change.route) * all + k];
        int depot = problem.types[change.type].start_depot;
        for (int visit : *change.visits) {
            if (visit < 0) depot = problem.depots[-1 - visit].throughput;
            for (std::size_t d = 0; d < size && visit >= 0 && depot >= 0; ++d) stock_[depot * size + d] -= problem.delivery[visit * size + d];
        }
    }
    return std::all_of(stock_.begin(), stock_.end(), [](Int left) { return left >= 0; });
}

void Solution::refresh(int route) {
    Route& it = routes[route];
    cost_ -= it.cost;
    it.feasible = true;
    forward_labels(route);
    if (problem.timed) backward_labels(route);
    if (!problem.plain_loads) load_labels(route);
    if (problem.throughputs) count_throughput(route);
    const Type& type = problem.types[it.type];
    it.exact = !type.breaks.empty() || (it.several_windows && type.minds_duration()) ||
               (it.reloads > 0 && (type.minds_duration() || (problem.backhauls && !problem.backhaul_only)));
    if (it.exact && it.feasible) {
        exact_figures(route);
    } else {
        if (problem.durations) it.duration = before[end_of(route)].duration;
        if (it.duration > type.max_duration) it.feasible = false;
        // Ways that do not exist would make what it costs overflow.
        it.cost = it.feasible ? route_cost(type, it.distance, it.seconds, it.work, it.duration) : 0;
    }
    if (it.backhauls == it.stops && it.stops > 0 && !problem.backhaul_only) it.feasible = false;
    if (it.distance > type.max_distance || it.stops > type.max_stops || it.reloads > type.max_reloads ||
        it.seconds > type.max_driving)
        it.feasible = false;
    cost_ += it.cost;
}

void Solution::count_loads(int route) {
    Int load = 0;
    for (int id = nodes[start_of(route)].next; id != end_of(route); id = nodes[id].next) nodes[id].load = load += problem.stops[id].demand;
    nodes[end_of(route)].load = load;
}

void Solution::settle(int stop) {
    const int route = route_of[stop];
    Route& it = routes[route];
    if (!settles_ || !it.feasible || it.exact) return refresh(route);
    const Type& type = problem.types[it.type];
    const Travel& travel = problem.travel[type.profile];
    Node& node = nodes[stop];
    Node &previous = nodes[node.previous], &next = nodes[node.next];
    const Stop& own = problem.stops[stop];
    node.trip = previous.trip;
    node.leg = travel.distance(previous.location, node.location);
    const Int onward = travel.distance(node.location, next.location);
    it.distance += node.leg + onward - next.leg;
    previous.onward = node.leg;
    next.leg = node.onward = onward;
    ++it.stops;
    it.backhauls += own.backhaul;
    it.load += own.demand;
    room[route] -= own.demand;
    cost_ -= it.cost;
    it.cost = route_cost(type, it.distance, 0, 0, 0);
    cost_ += it.cost;
    if (!problem.timed) return;
    node.seconds = travel.duration(previous.location, node.location);
    next.seconds = travel.duration(node.location, next.location);
    int before_id = node.previous;
    for (int id = stop; ; before_id = id, id = nodes[id].next) {
        Node& here = nodes[id];
        const Int arrived = nodes[before_id].ready + here.seconds;
        Int ready;
        if (!is_stop(id)) ready = std::max(arrived, type.ending.opens);
        else ready = problem.earliest_start(id, arrived) + problem.work(id, type.work_class, nodes[before_id].location);
        if (id != stop && ready == here.ready) break;
        here.ready = ready;
        if (!is_stop(id)) break;
    }
    int to = node.next;
    for (int id = stop; ; to = id, id = nodes[id].previous) {
        Node& here = nodes[id];
        const Int leave = nodes[to].latest - nodes[to].seconds;
        Int latest;
        if (!is_stop(id)) latest = std::min(leave, type.leaving.closes);
        else latest = problem.latest_start(id, leave - problem.work(id, type.work_class, nodes[here.previous].location));
        if (id != stop && latest == here.latest) break;
        here.latest = latest;
        if (!is_stop(id)) break;
    }
}

void Solution::exact_figures(int route) {
    visits_of(route, scratch_);
    const Sums sums = evaluator_.evaluate(routes[route].type, scratch_.data(), int(scratch_.size()));
    routes[route].feasible = sums.feasible;
    routes[route].duration = sums.duration;
    routes[route].cost = sums.cost;
}

void Solution::forward_labels(int route) {
    Route& it = routes[route];
    const Type& type = problem.types[it.type];
    const Travel& travel = problem.travel[type.profile];
    const int last = end_of(route);
    int from = start_of(route);
    Node* here = &nodes[from];
    it.stops = it.reloads = it.backhauls = 0;
    it.several_windows = false;
    it.distance = it.seconds = it.work = 0;
    here->load = 0;
    here->trip = from;
    const auto released = [&](int id) {
        Int release = 0;
        for (id = nodes[id].next; is_stop(id); id = nodes[id].next) release = std::max(release, problem.stops[id].release);
        return release;
    };
    if (problem.timed) {
        here->ready = type.leaving.opens;
        if (problem.trips && type.start >= 0) here->ready = std::max(here->ready, released(from));
        if (here->ready > type.leaving.closes) it.feasible = false;
        if (problem.durations) before[from] = {0, here->ready, type.leaving.closes};
    }
    Int most_load = 0;
    for (int id = here->next;; id = nodes[id].next) {
        Node& node = nodes[id];
        node.leg = here->onward = travel.distance(here->location, node.location);
        if (node.leg >= UNREACHABLE) it.feasible = false;
        it.distance += node.leg;
        if (problem.timed || problem.driving) {
            const Int seconds = node.seconds = travel.duration(here->location, node.location);
            const Int arrived = here->ready + seconds;
            it.seconds += seconds;
            Span own;
            if (id == last) {
                node.ready = std::max(arrived, type.ending.opens);
                if (node.ready > type.ending.closes) it.feasible = false;
                own = {0, type.ending.opens, type.ending.closes};
            } else if (is_stop(id)) {
                const Stop& stop = problem.stops[id];
                const Int work = problem.work(id, type.work_class, here->location);
                const Int start = problem.earliest_start(id, arrived);
                if (start >= NEVER) it.feasible = false;
                node.ready = (start >= NEVER ? arrived : start) + work;
                it.work += work;
                own = {work, stop.opens, stop.closes};
                if (problem.several_windows) it.several_windows |= problem.has_several_windows(id);
            } else {
                const Depot& depot = problem.depots[reload_depot(id)];
                const Int start = std::max(arrived, depot.window.opens);
                if (start > depot.window.closes) it.feasible = false;
                node.ready = std::max(start + depot.service, released(id));
                own = {depot.service, depot.window.opens, depot.window.closes};
            }
            if (problem.durations && !join(before[from], seconds, own, before[id])) {
                it.feasible = false;
                before[id] = {before[from].duration + seconds + own.duration, before[from].earliest, before[from].earliest};
            }
        }
        if (id == last) {
            node.trip = here->trip;
            node.load = here->load;
            most_load = std::max(most_load, node.load);
            break;
        }
        if (is_stop(id)) {
            const Stop& stop = problem.stops[id];
            ++it.stops;
            it.backhauls += stop.backhaul;
            node.load = here->load + stop.demand;
        } else {
            ++it.reloads;
            most_load = std::max(most_load, here->load);
            node.load = 0;
        }
        node.trip = is_stop(id) ? here->trip : id;
        from = id;
        here = &node;
    }
    it.load = nodes[last].load;
    room[route] = problem.dimensions ? type.capacity[0] - it.load : 0;
    if (problem.plain_loads && problem.dimensions && most_load > type.capacity[0]) it.feasible = false;
}

void Solution::backward_labels(int route) {
    const Route& it = routes[route];
    const Type& type = problem.types[it.type];
    int to = end_of(route);
    nodes[to].latest = type.ending.closes;
    if (problem.durations) after[to] = {0, type.ending.opens, type.ending.closes};
    for (int id = nodes[to].previous; id >= 0; id = nodes[id].previous) {
        Node& node = nodes[id];
        const Int seconds = nodes[to].seconds;
        const Int leave = nodes[to].latest - seconds;
        Span own{0, type.leaving.opens, type.leaving.closes};
        if (is_stop(id)) {
            const Stop& stop = problem.stops[id];
            const Int work = problem.work(id, type.work_class, nodes[node.previous].location);
            node.latest = problem.latest_start(id, leave - work);
            own = {work, stop.opens, stop.closes};
        } else if (is_reload(id)) {
            const Depot& depot = problem.depots[reload_depot(id)];
            const Int start = std::min(depot.window.closes, leave - depot.service);
            node.latest = start < depot.window.opens ? -1 : start;
            own = {depot.service, depot.window.opens, depot.window.closes};
        } else {
            node.latest = std::min(leave, type.leaving.closes);
        }
        if (problem.durations && !join(own, seconds, after[to], after[id])) after[id] = {own.duration + seconds + after[to].duration, own.earliest, own.earliest};
        to = id;
    }
}

// Loads in every dimension, with pickups and pairs: the highest load up to leaving a node, and from then on.
void Solution::load_labels(int route) {
    Route& it = routes[route];
    const Type& type = problem.types[it.type];
    const int size = problem.dimensions;
    for (int from = start_of(route); from != end_of(route);) {
        int to = nodes[from].next;
        for (int d = 0; d < size; ++d) {
            Int load = 0;
            for (to = nodes[from].next; is_stop(to); to = nodes[to].next) load += problem.delivery[std::size_t(to) * size + d];
            Int most = load;
            const Int leaving = load;
            most_before[std::size_t(from) * size + d] = on_board[std::size_t(from) * size + d] = load;
            for (int id = nodes[from].next; id != to; id = nodes[id].next) {
                const std::size_t at = std::size_t(id) * size + d;
                load += problem.pickup[at] - problem.delivery[at] + problem.carried[at];
                most = std::max(most, load);
                most_before[at] = most;
                on_board[at] = load;
            }
            if (most > type.capacity[d]) it.feasible = false;
            Int ahead = 0;
            for (int id = nodes[to].previous; id != from; id = nodes[id].previous) {
                const std::size_t at = std::size_t(id) * size + d;
                ahead = std::max(ahead, on_board[at]);
                most_after[at] = ahead;
            }
            most_after[std::size_t(from) * size + d] = std::max(ahead, leaving);
        }
        from = to;
    }
}

}  // namespace roundsman
