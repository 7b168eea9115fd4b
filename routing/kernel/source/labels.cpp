// The labels of a route, counted along it: what one more stop would do is told from them.
#include "solution.hpp"

namespace roundsman {

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
