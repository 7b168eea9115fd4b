// A plan parted for several threads, and put together again.
#include "solver.hpp"

namespace roundsman {

std::vector<int> Solver::left_over(const Plan& plan) const {
    std::vector<int> vehicles;
    for (const Type& type : problem_->types) vehicles.push_back(type.count);
    for (const RoutePlan& route : plan.routes) --vehicles[route.type];
    return vehicles;
}

Plan Solver::merged(const std::vector<Plan>& parts) const {
    Plan whole;
    for (const Plan& part : parts) {
        whole.routes.insert(whole.routes.end(), part.routes.begin(), part.routes.end());
        whole.bank.insert(whole.bank.end(), part.bank.begin(), part.bank.end());
        whole.value.missing += part.value.missing;
        whole.value.vehicles += part.value.vehicles;
        whole.value.cost += part.value.cost;
    }
    return whole;
}

// Routes go to the side of whichever of two random stops is nearer, so that every part holds equally many stops.
std::vector<Plan> Solver::split(const Plan& whole, std::vector<std::vector<int>>& vehicles, int parts) {
    std::vector<Plan> pieces{whole};
    const Travel& travel = problem_->travel[0];
    while (int(pieces.size()) < parts) {
        std::vector<Plan> halves;
        for (Plan& piece : pieces) {
            const int one = problem_->stops[random_.below(problem_->size())].location, other = problem_->stops[random_.below(problem_->size())].location;
            const auto side = [&](int stop) {
                const int there = problem_->stops[stop].location;
                return double(travel.distance(there, one)) - double(travel.distance(there, other));
            };
            std::vector<std::pair<double, int>> ranked;
            std::size_t stops = 0;
            for (int k = 0; k < int(piece.routes.size()); ++k) {
                const auto& visits = piece.routes[k].visits;
                double sum = 0;
                int counted = 0;
                for (std::size_t v = 0; v < visits.size(); v += std::max<std::size_t>(1, visits.size() / 4))
                    if (visits[v] >= 0) sum += side(visits[v]), ++counted;
                ranked.emplace_back(counted ? sum / counted : 0, k);
                stops += visits.size();
            }
            std::sort(ranked.begin(), ranked.end());
            Plan near, far;
            std::size_t placed = 0;
            double border = 0;
            for (const auto& [where, k] : ranked) {
                const bool first = placed + piece.routes[k].visits.size() / 2 <= stops / 2;
                if (first) border = where;
                placed += piece.routes[k].visits.size();
                (first ? near : far).routes.push_back(std::move(piece.routes[k]));
            }
            for (int unit : piece.bank) (side(problem_->units[unit].stops[0]) <= border ? near : far).bank.push_back(unit);
            halves.push_back(std::move(near));
            halves.push_back(std::move(far));
        }
        pieces = std::move(halves);
    }
    std::vector<int> spare = left_over(whole);
    vehicles.assign(pieces.size(), std::vector<int>(spare.size(), 0));
    for (std::size_t type = 0; type < spare.size(); ++type) {
        const int each = spare[type] / int(pieces.size()), more = spare[type] % int(pieces.size());
        const int from = random_.below(int(pieces.size()));
        for (int k = 0; k < int(pieces.size()); ++k) vehicles[k][type] = each + ((k + from) % int(pieces.size()) < more ? 1 : 0);
        for (std::size_t k = 0; k < pieces.size(); ++k)
            for (const RoutePlan& route : pieces[k].routes) vehicles[k][type] += route.type == int(type);
    }
    return pieces;
}

}  // namespace roundsman
