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

Int Solution::farther_with(int route, const Type& type) const {
    const Travel& travel = problem.travel[type.profile];
    const Node &start = nodes[start_of(route)], &end = nodes[end_of(route)];
    Int more = 0;
    if (start.location != type.start) more += travel.distance(type.start, nodes[start.next].location) - start.onward;
    if (end.location != type.end) more += travel.distance(nodes[end.previous].location, type.end) - end.leg;
    return more;
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

}  // namespace roundsman
