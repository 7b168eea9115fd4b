#include "parting.hpp"

namespace roundsman {

Parting::Parting(Solution& solution) : at_(solution), problem_(solution.problem) {}

bool Parting::suits(const Problem& problem) {
    return problem.types.size() > 1 && problem.simple && problem.plain_loads && !problem.timed && !problem.backhauls &&
           !problem.sequences && !problem.throughputs && !problem.fewest_vehicles;
}

void Parting::line_up(int route) {
    at_.visits_of(route, visits_);
    line_.insert(line_.end(), visits_.begin(), visits_.end());
    ++idle_[at_.routes[route].type];
}

// For every stop of the line the least cost of all up to it, and where its piece begins.
void Parting::pieces() {
    const int size = int(line_.size());
    best_.assign(std::size_t(size) + 1, Piece{});
    best_[0].cost = 0;
    for (int begin = 0; begin < size; ++begin) {
        for (int t = 0; t < int(problem_.types.size()); ++t) {
            if (idle_[t] <= 0) continue;
            const Type& type = problem_.types[t];
            const Travel& travel = problem_.travel[type.profile];
            Int load = 0, metres = 0;
            int from = type.start;
            for (int k = begin; k < size && k - begin < type.max_stops; ++k) {
                const Stop& stop = problem_.stops[line_[k]];
                load += stop.demand;
                if ((problem_.dimensions && load > type.capacity[0]) || !problem_.may(line_[k], t)) break;
                const Int leg = travel.distance(from, stop.location), back = travel.distance(stop.location, type.end);
                if (leg >= UNREACHABLE) break;
                metres += leg;
                from = stop.location;
                const Int cost = best_[begin].cost + type.fixed + type.per_metre * (metres + back);
                if (cost < best_[k + 1].cost && back < UNREACHABLE && metres + back <= type.max_distance) best_[k + 1] = {cost, begin, t};
            }
        }
    }
}

// The pieces of the best way, if there are vehicles for all of them.
bool Parting::choose(int most_vehicles) {
    chosen_.clear();
    for (int end = int(line_.size()); end > 0; end = best_[end].begins) {
        chosen_.emplace_back(end, best_[end].type);
        if (--idle_[best_[end].type] < 0) return false;
    }
    return int(chosen_.size()) <= most_vehicles;
}

void Parting::apply(int route, int other) {
    const auto take = [&](std::vector<int>& visits) {
        const auto [end, type] = chosen_.back();
        chosen_.pop_back();
        visits.assign(line_.begin() + best_[end].begins, line_.begin() + end);
        return type;
    };
    const auto retype = [&](int changed, int type) {
        at_.touch(changed);
        if (at_.routes[changed].type != type) at_.set_type(changed, type);
    };
    retype(route, take(visits_));
    if (other >= 0) {
        other_visits_.clear();
        if (chosen_.empty()) at_.touch(other);
        else retype(other, take(other_visits_));
        at_.exchange(route, visits_, other, other_visits_);
    } else {
        at_.replace(route, visits_);
    }
    while (!chosen_.empty()) {
        const int type = take(visits_);
        at_.replace(at_.open_route(type), visits_);
    }
}

bool Parting::part(int route, int other, int most_vehicles) {
    idle_ = at_.available;
    line_.clear();
    line_up(route);
    Int before = at_.routes[route].cost;
    if (other >= 0) line_up(other), before += at_.routes[other].cost;
    pieces();
    const int besides = int(at_.driving.size()) - (other >= 0 ? 2 : 1);
    if (best_.back().cost >= before || !choose(std::min(most_vehicles, int(at_.routes.size())) - besides)) return false;
    apply(route, other);
    return true;
}

}  // namespace roundsman
