#include "search.hpp"

#include <cmath>

namespace roundsman {

Search::Search(const Problem& problem, const std::vector<Neighbours>& near, const Parameters& parameters, std::uint64_t seed)
    : problem_(problem),
      near_(near),
      parameters_(parameters),
      random_(seed),
      at_(problem),
      ruin_(at_, random_, parameters_),
      recreate_(at_, random_),
      local_(at_, parameters_) {
    recreate_.blink_rate = parameters.blink_rate;
    local_.nearest_first(near[near.size() > 1 ? 1 : 0]);
    absence_.assign(problem.units.size(), 0);
    far_.assign(problem.size(), 0);
    for (int stop = 0; stop < problem.size(); ++stop) {
        double nearest = -1;
        for (const Type& type : problem.types) {
            const int there = type.start >= 0 ? type.start : type.end;
            if (there < 0) continue;
            const double metres = double(problem.travel[type.profile].distance(there, problem.stops[stop].location));
            if (nearest < 0 || metres < nearest) nearest = metres;
            if (&type - &problem.types[0] > 20) break;
        }
        far_[stop] = std::max(0.0, nearest);
    }
    best_routes_.resize(at_.routes.size());
    changed_.assign(at_.routes.size(), 0);
}

void Search::load(const Plan& plan, const std::vector<int>& vehicles) {
    at_.load(plan, vehicles);
    members_.clear();
    for (int route : at_.driving)
        for (int id = at_.nodes[at_.start_of(route)].next; id != at_.end_of(route); id = at_.nodes[id].next)
            if (at_.is_stop(id)) members_.push_back(id);
    for (int unit : at_.bank)
        for (int stop : problem_.units[unit].stops) members_.push_back(stop);
    // Alternatives of a served group that are not visited belong to this part as well.
    if (problem_.groups) {
        std::vector<int> planned = members_;
        for (int stop : planned)
            if (problem_.units[problem_.stops[stop].unit].kind == Kind::group)
                for (int other : problem_.units[problem_.stops[stop].unit].stops)
                    if (!at_.planned(other) && !at_.in_bank(problem_.stops[stop].unit)) members_.push_back(other);
    }
    std::fill(changed_.begin(), changed_.end(), 0);
    changed_routes_.clear();
    for (int route = 0; route < int(at_.routes.size()); ++route) best_routes_[route] = {-1, {}};
    for (int route : at_.driving) changed_[route] = 1, changed_routes_.push_back(route);
    best_value_ = at_.value();
    remember();
}

void Search::remember() {
    best_value_ = at_.value();
    for (int route : changed_routes_) {
        changed_[route] = 0;
        best_routes_[route].type = at_.routes[route].type;
        if (at_.routes[route].type >= 0) at_.visits_of(route, best_routes_[route].visits);
        else best_routes_[route].visits.clear();
    }
    changed_routes_.clear();
    best_.bank = at_.bank;
}

void Search::finish() {
    best_.routes.clear();
    for (const RoutePlan& route : best_routes_)
        if (route.type >= 0) best_.routes.push_back(route);
    best_.value = best_value_;
}

int Search::seed_stop() { return members_[random_.below(int(members_.size()))]; }

// Orders of insertion and their weights are those of Christiaens & Vanden Berghe (2020).
void Search::order_removed() {
    todo_ = at_.bank;
    if (todo_.size() < 2) return;
    const auto by = [&](auto key) {
        ranked_.clear();
        for (int unit : todo_) ranked_.emplace_back(key(problem_.units[unit].stops[0]), unit);
        std::sort(ranked_.begin(), ranked_.end());
        for (std::size_t k = 0; k < todo_.size(); ++k) todo_[k] = ranked_[k].second;
    };
    const int total = problem_.timed ? 17 : 11;
    const int draw = random_.below(total);
    if (draw < 4) {
        for (int k = int(todo_.size()) - 1; k > 0; --k) std::swap(todo_[k], todo_[random_.below(k + 1)]);
    } else if (draw < 8) {
        by([&](int stop) { return -double(problem_.stops[stop].demand); });
    } else if (draw < 10) {
        by([&](int stop) { return -far_[stop]; });
    } else if (draw < 11) {
        by([&](int stop) { return far_[stop]; });
    } else if (draw < 13) {
        by([&](int stop) { return double(problem_.stops[stop].closes - problem_.stops[stop].opens); });
    } else if (draw < 15) {
        by([&](int stop) { return double(problem_.stops[stop].opens); });
    } else {
        by([&](int stop) { return -double(problem_.stops[stop].closes); });
    }
}

void Search::recreate(const Neighbours& near) {
    order_removed();
    for (int unit : todo_) place(unit, near);
}

void Search::place(int unit, const Neighbours& near) {
    const Unit& it = problem_.units[unit];
    const Placing place = recreate_.best_place(unit, near, parameters_.neighbours, it.missing ? NEVER : it.penalty);
    if (place.found()) recreate_.apply(unit, place);
}

bool Search::accepted(const Objective& before, double temperature) {
    const Objective now = at_.value();
    if (now.missing != before.missing) return now.missing < before.missing;
    if (now.vehicles != before.vehicles) return now.vehicles < before.vehicles;
    return double(now.cost) < double(before.cost) - temperature * std::log(random_.unit() + 1e-300);
}

void Search::step(double temperature) {
    const Objective before = at_.value();
    at_.begin();
    ruin_.begin();
    const Neighbours& wide = near_[0];
    ruin_.strings(seed_stop(), wide);
    ruin_.tidy();
    const Neighbours& near = near_[near_.size() > 1 ? 1 + random_.below(int(near_.size()) - 1) : 0];
    recreate(near);
    if (problem_.plain_loads)
        for (int route : at_.touched())
            if (at_.routes[route].type >= 0) at_.count_loads(route);
    if (parameters_.local_search > 0 && random_.chance(parameters_.local_search))
        for (int unit : ruin_.removed())
            for (int stop : problem_.units[unit].stops)
                if (at_.planned(stop)) local_.swap_tails(stop, near);
    if (!at_.step_feasible() || !accepted(before, temperature)) {
        at_.undo();
        return;
    }
    for (int route : at_.touched())
        if (!changed_[route]) changed_[route] = 1, changed_routes_.push_back(route);
    at_.commit();
    if (at_.value() < best_value_) remember();
}

void Search::fill(const Stretch& within) {
    at_.begin();
    order_removed();
    for (int unit : todo_) {
        if (within.over()) break;
        place(unit, near_[near_.size() > 1 ? 1 : 0]);
    }
    for (int route : at_.touched())
        if (!changed_[route]) changed_[route] = 1, changed_routes_.push_back(route);
    at_.commit();
    remember();
}

void Search::run(const Stretch& stretch) {
    if (members_.empty()) return finish();
    double used = stretch.used_from;
    for (std::int64_t done = 0;; ++done) {
        if (stretch.iterations >= 0) {
            if (done >= stretch.iterations) break;
            used = stretch.used_from + (stretch.used_to - stretch.used_from) * double(done) / double(stretch.iterations);
            if ((done & 63) == 0 && stretch.over()) break;
        } else if ((done & 15) == 0) {
            const auto now = std::chrono::steady_clock::now();
            if (now >= stretch.end || (stretch.stop && stretch.stop->load(std::memory_order_relaxed))) break;
            const double share = std::chrono::duration<double>(now - stretch.begin) / std::chrono::duration<double>(stretch.end - stretch.begin);
            used = stretch.used_from + (stretch.used_to - stretch.used_from) * share;
        }
        step(hot_ * std::pow(cold_ / hot_, used));
        ++iterations_;
#if ROUNDSMAN_CHECKED
        at_.check();
#endif
    }
    finish();
}

}  // namespace roundsman
