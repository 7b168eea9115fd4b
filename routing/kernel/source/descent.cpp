#include "descent.hpp"

namespace roundsman {

namespace {
constexpr double GAIN = -1e-6;
constexpr int ROUTES_APART = 2;   // neighbours by which routes count as near each other
}  // namespace

void Descent::Three::offer(Int value, int place) {
    for (int k = 0; k < 3; ++k) {
        if (value >= cost[k]) continue;
        for (int m = 2; m > k; --m) cost[m] = cost[m - 1], after[m] = after[m - 1];
        cost[k] = value, after[k] = place;
        return;
    }
}

Descent::Descent(const Problem& problem, const Neighbours& near, int nearest) : problem_(problem), near_(near), size_(problem.size()), slots_(0) {
    capacity_ = problem.dimensions ? problem.types[0].capacity[0] : NEVER;
    order_.resize(size_);
    for (int stop = 0; stop < size_; ++stop) order_[stop] = stop;
    const Travel& travel = problem.travel[problem.types[0].profile];
    const auto location = [&](int id) { return id < size_ ? problem.stops[id].location : problem.types[0].start; };
    metres_.reserve(std::size_t(size_ + 1) * (size_ + 1));
    for (int from = 0; from <= size_; ++from)
        for (int to = 0; to <= size_; ++to) metres_.push_back(std::int32_t(std::min<Int>(travel.distance(location(from), location(to)), UNREACHABLE)));
    mutual_.resize(size_);
    const auto add = [](std::vector<int>& list, int stop) {
        if (std::find(list.begin(), list.end(), stop) == list.end()) list.push_back(stop);
    };
    for (int stop = 0; stop < size_; ++stop)
        for (int neighbour : near.of(stop, nearest)) add(mutual_[stop], neighbour), add(mutual_[neighbour], stop);
}

void Descent::load_routes(const std::vector<std::vector<int>>& routes) {
    slots_ = int(routes.size()) + 1;
    at_.assign(size_ + 2 * slots_, Place{});
    for (int id = 0; id < int(at_.size()); ++id) at_[id].point = std::min(id, size_);
    for (int stop = 0; stop < size_; ++stop) at_[stop].demand = problem_.stops[stop].demand;
    rounds_.assign(slots_, Round{});
    for (int r = 0; r < slots_; ++r) {
        Round& round = rounds_[r];
        round.start = size_ + 2 * r, round.end = round.start + 1;
        rebuild(r, r + 1 < slots_ ? routes[r] : std::vector<int>{});
        round.changed = 0;
    }
    three_.assign(std::size_t(slots_) * size_, Three{});
    moves_ = 0;
}

void Descent::rebuild(int route, const std::vector<int>& stops) {
    int last = rounds_[route].start;
    at_[last].previous = -1;
    for (int stop : stops) at_[last].next = stop, at_[stop].previous = last, last = stop;
    at_[last].next = rounds_[route].end;
    at_[rounds_[route].end].previous = last;
    at_[rounds_[route].end].next = -1;
    update(route);
}

void Descent::update(int route) {
    Round& round = rounds_[route];
    Int load = 0;
    int position = 0;
    at_[round.start].route = at_[round.end].route = route;
    at_[round.start].load = 0, at_[round.start].position = 0;
    at_[round.end].leg = 0;
    for (int id = at_[round.start].next; id != round.end; id = at_[id].next) {
        Place& place = at_[id];
        place.route = route;
        place.position = ++position;
        place.load = load += place.demand;
        const std::int32_t* ways = row(place.previous);
        place.leg = way(ways, id);
        const Int onward = d(id, place.next);
        place.saved = place.leg + onward - way(ways, place.next);
        if (place.next == round.end) at_[round.end].leg = onward;
        else place.saved_two = place.leg + d(place.next, at_[place.next].next) - way(ways, at_[place.next].next);
    }
    at_[round.end].load = load, at_[round.end].position = position + 1;
    round.load = load;
    round.stops = position;
    round.penalty = overload(load);
    round.changed = moves_;
}

void Descent::done(int one, int other) {
    ++moves_;
    update(one);
    if (other != one) update(other);
}

void Descent::take_out(int stop) {
    at_[at_[stop].previous].next = at_[stop].next;
    at_[at_[stop].next].previous = at_[stop].previous;
}

void Descent::insert_after(int stop, int after) {
    const int next = at_[after].next;
    at_[stop].previous = after, at_[stop].next = next;
    at_[after].next = stop, at_[next].previous = stop;
}

// One or two stops from u on go behind v, in their order or backwards.
bool Descent::relocate(int u, int v, int length, bool backwards) {
    const Place &first = at_[u], &behind = at_[v];
    const int last = length == 2 ? first.next : u;
    if (!is_stop(last) || v == u || v == last || v == first.previous) return false;
    const Int put = backwards ? d(last, v) + d(u, behind.next) : d(u, v) + d(last, behind.next);
    const Int metres = put - at_[behind.next].leg - (length == 2 ? first.saved_two : first.saved);
    const int from = first.route, to = behind.route;
    double cost = double(metres);
    if (from != to) {
        if (metres >= rounds_[from].penalty) return false;
        const Int load = first.demand + (length == 2 ? at_[last].demand : 0);
        cost += overload(rounds_[from].load - load) - rounds_[from].penalty + overload(rounds_[to].load + load) - rounds_[to].penalty;
    }
    if (cost >= GAIN) return false;
    const int a = backwards ? last : u, b = backwards ? u : last;
    if (length == 2) take_out(last);
    take_out(u);
    insert_after(a, v);
    if (length == 2) insert_after(b, a);
    done(from, to);
    return true;
}

// One or two stops from u on and one or two from v on change places.
bool Descent::exchange(int u, int u_length, int v, int v_length) {
    const Place &first = at_[u], &second = at_[v];
    const int u_last = u_length == 2 ? first.next : u, v_last = v_length == 2 ? second.next : v;
    if (!is_stop(u_last) || !is_stop(v_last)) return false;
    const int pu = first.previous, nu = at_[u_last].next, pv = second.previous, nv = at_[v_last].next;
    if (u == v || u == v_last || v == u_last || u_last == v_last || nu == v || nv == u) return false;
    const Int metres = d(v, pu) + d(v_last, nu) + d(u, pv) + d(u_last, nv) - first.leg - at_[nu].leg - second.leg - at_[nv].leg;
    double cost = double(metres);
    const int one = first.route, other = second.route;
    if (one != other) {
        if (metres >= rounds_[one].penalty + rounds_[other].penalty) return false;
        const Int more = second.demand + (v_length == 2 ? at_[v_last].demand : 0) - first.demand - (u_length == 2 ? at_[u_last].demand : 0);
        cost += overload(rounds_[one].load + more) - rounds_[one].penalty + overload(rounds_[other].load - more) - rounds_[other].penalty;
    }
    if (cost >= GAIN) return false;
    if (u_length == 2) take_out(u_last);
    take_out(u);
    if (v_length == 2) take_out(v_last);
    take_out(v);
    insert_after(v, pu);
    if (v_length == 2) insert_after(v_last, v);
    insert_after(u, pv);
    if (u_length == 2) insert_after(u_last, u);
    done(one, other);
    return true;
}

// The stops behind u up to v are driven the other way round.
bool Descent::reverse(int u, int v) {
    if (at_[u].position > at_[v].position) return false;
    const int x = at_[u].next, y = at_[v].next;
    if (x == v) return false;
    const Int metres = d(u, v) + d(x, y) - at_[x].leg - at_[y].leg;
    if (double(metres) >= GAIN) return false;
    one_.clear();
    for (int id = x; id != y; id = at_[id].next) one_.push_back(id);
    int last = u;
    for (auto id = one_.rbegin(); id != one_.rend(); ++id) at_[last].next = *id, at_[*id].previous = last, last = *id;
    at_[last].next = y, at_[y].previous = last;
    done(at_[u].route, at_[u].route);
    return true;
}

// Heads up to u and v are joined, one of them backwards; the tails likewise.
bool Descent::tails_across(int u, int v) {
    const int one = at_[u].route, other = at_[v].route, x = at_[u].next, y = at_[v].next;
    const Int metres = d(u, v) + d(x, y) - at_[x].leg - at_[y].leg;
    if (double(metres) >= rounds_[one].penalty + rounds_[other].penalty) return false;
    const Int heads = at_[u].load + at_[v].load, tails = rounds_[one].load + rounds_[other].load - heads;
    const double cost = double(metres) + overload(heads) - rounds_[one].penalty + overload(tails) - rounds_[other].penalty;
    if (cost >= GAIN) return false;
    one_.clear(), two_.clear();
    for (int id = at_[rounds_[one].start].next; id != x; id = at_[id].next) one_.push_back(id);
    for (int id = v; is_stop(id); id = at_[id].previous) one_.push_back(id);
    for (int id = at_[rounds_[one].end].previous; id != u; id = at_[id].previous) two_.push_back(id);
    for (int id = y; is_stop(id); id = at_[id].next) two_.push_back(id);
    ++moves_;
    rebuild(one, one_), rebuild(other, two_);
    return true;
}

// The tails behind u and v change routes.
bool Descent::tails(int u, int v) {
    const int one = at_[u].route, other = at_[v].route, x = at_[u].next, y = at_[v].next;
    const Int metres = d(u, y) + d(v, x) - at_[x].leg - at_[y].leg;
    if (double(metres) >= rounds_[one].penalty + rounds_[other].penalty) return false;
    const Int first = at_[u].load + rounds_[other].load - at_[v].load, second = at_[v].load + rounds_[one].load - at_[u].load;
    const double cost = double(metres) + overload(first) - rounds_[one].penalty + overload(second) - rounds_[other].penalty;
    if (cost >= GAIN) return false;
    one_.clear(), two_.clear();
    for (int id = at_[rounds_[one].start].next; id != x; id = at_[id].next) one_.push_back(id);
    for (int id = y; is_stop(id); id = at_[id].next) one_.push_back(id);
    if (is_stop(v))
        for (int id = at_[rounds_[other].start].next; id != y; id = at_[id].next) two_.push_back(id);
    for (int id = x; is_stop(id); id = at_[id].next) two_.push_back(id);
    ++moves_;
    rebuild(one, one_), rebuild(other, two_);
    return true;
}

// All moves that bring u next to v; v may be the start of a route.
bool Descent::moves(int u, int v) {
    if (relocate(u, v, 1, false) || relocate(u, v, 2, false) || relocate(u, v, 2, true)) return true;
    if (is_stop(v)) {
        if (u <= v && exchange(u, 1, v, 1)) return true;
        if (exchange(u, 2, v, 1)) return true;
        if (u <= v && exchange(u, 2, v, 2)) return true;
        if (at_[u].route == at_[v].route) return reverse(u, v);
    }
    if (at_[u].route == at_[v].route) return false;
    if (is_stop(v) && tails_across(u, v)) return true;
    return tails(u, v);
}

// Routes between which SWAP* looks: those of near stops.
void Descent::meet_neighbours() {
    near_routes_.assign(std::size_t(slots_) * slots_, 0);
    for (int stop = 0; stop < size_; ++stop)
        for (int neighbour : near_.of(stop, ROUTES_APART)) {
            const int one = at_[stop].route, other = at_[neighbour].route;
            if (one != other) near_routes_[std::size_t(std::min(one, other)) * slots_ + std::max(one, other)] = 1;
        }
}

void Descent::three_best(int route, int other) {
    for (int stop = at_[rounds_[other].start].next; is_stop(stop); stop = at_[stop].next) {
        Three& three = three_[std::size_t(route) * size_ + stop];
        if (three.when >= rounds_[route].changed) continue;
        three = Three{};
        three.when = moves_;
        const std::int32_t* ways = row(stop);
        Int there = way(ways, rounds_[route].start);
        for (int id = rounds_[route].start; id != rounds_[route].end; id = at_[id].next) {
            const Place& next = at_[at_[id].next];
            const Int onward = ways[next.point];
            three.offer(there + onward - next.leg, id);
            there = onward;
        }
    }
}

// The least that `stop` adds to the route of `gone` once that one has left.
Int Descent::cheapest_without(int stop, int gone, int& after) {
    const Three& three = three_[std::size_t(at_[gone].route) * size_ + stop];
    Int best = NEVER;
    for (int k = 0; k < 3 && best >= NEVER; ++k)
        if (three.after[k] >= 0 && three.after[k] != gone && at_[three.after[k]].next != gone) best = three.cost[k], after = three.after[k];
    const int p = at_[gone].previous, n = at_[gone].next;
    const std::int32_t* ways = row(stop);
    const Int in_place = way(ways, p) + way(ways, n) - (at_[gone].leg + at_[n].leg - at_[gone].saved);
    if (in_place < best) best = in_place, after = p;
    return best;
}

bool Descent::swap_star(int one, int other) {
    three_best(one, other), three_best(other, one);
    const Round &first = rounds_[one], &second = rounds_[other];
    double best = GAIN;
    int best_u = -1, best_v = -1, u_after = -1, v_after = -1;
    for (int u = at_[first.start].next; is_stop(u); u = at_[u].next) {
        for (int v = at_[second.start].next; is_stop(v); v = at_[v].next) {
            const Int more = at_[v].demand - at_[u].demand;
            const double penalties = overload(first.load + more) - first.penalty + overload(second.load - more) - second.penalty;
            const double left = penalties - double(at_[u].saved + at_[v].saved);
            if (left >= best) continue;
            int after_u = -1, after_v = -1;
            const double cost = left + double(cheapest_without(u, v, after_u) + cheapest_without(v, u, after_v));
            if (cost < best) best = cost, best_u = u, best_v = v, u_after = after_u, v_after = after_v;
        }
    }
    const auto move_one = [&](const Round& from, const Round& to, int to_route, bool is_first) {
        for (int u = at_[from.start].next; is_stop(u); u = at_[u].next) {
            const Three& three = three_[std::size_t(to_route) * size_ + u];
            const double cost = overload(from.load - at_[u].demand) - from.penalty + overload(to.load + at_[u].demand) - to.penalty - double(at_[u].saved) + double(three.cost[0]);
            if (cost < best) {
                best = cost, best_u = best_v = -1;
                (is_first ? best_u : best_v) = u;
                (is_first ? u_after : v_after) = three.after[0];
            }
        }
    };
    move_one(first, second, other, true);
    move_one(second, first, one, false);
    if (best_u < 0 && best_v < 0) return false;
    if (best_u >= 0) take_out(best_u);
    if (best_v >= 0) take_out(best_v);
    if (best_u >= 0) insert_after(best_u, u_after);
    if (best_v >= 0) insert_after(best_v, v_after);
    done(one, other);
    return true;
}

void Descent::run(std::vector<std::vector<int>>& routes, double price, Random& random) {
    price_ = price;
    load_routes(routes);
    for (int k = size_ - 1; k > 0; --k) std::swap(order_[k], order_[random.below(k + 1)]);
    bool completed = false;
    for (int loop = 0; !completed; ++loop) {
        if (loop > 1) completed = true;
        for (int u : order_) {
            const int tested = at_[u].tested;
            at_[u].tested = moves_;
            bool again = true;
            while (again) {
                again = false;
                for (int v : mutual_[u]) {
                    if (loop > 0 && std::max(rounds_[at_[u].route].changed, rounds_[at_[v].route].changed) <= tested) continue;
                    if (moves(u, v) || (!is_stop(at_[v].previous) && moves(u, at_[v].previous))) {
                        completed = false, again = true;
                        break;
                    }
                }
            }
            if (loop > 0) {
                int empty = -1;
                for (int r = slots_ - 1; r >= 0 && empty < 0; --r)
                    if (rounds_[r].stops == 0) empty = r;
                if (empty >= 0 && moves(u, rounds_[empty].start)) completed = false;
            }
        }
        meet_neighbours();
        for (int one = 0; one < slots_; ++one) {
            const int compared = rounds_[one].compared;
            rounds_[one].compared = moves_;
            for (int other = one + 1; other < slots_; ++other) {
                if (!near_routes_[std::size_t(one) * slots_ + other] || !rounds_[one].stops || !rounds_[other].stops) continue;
                if (loop > 0 && std::max(rounds_[one].changed, rounds_[other].changed) <= compared) continue;
                if (swap_star(one, other)) completed = false;
            }
        }
    }
    routes.clear();
    for (const Round& round : rounds_) {
        if (!round.stops) continue;
        routes.emplace_back();
        for (int id = at_[round.start].next; is_stop(id); id = at_[id].next) routes.back().push_back(id);
    }
}

}  // namespace roundsman
