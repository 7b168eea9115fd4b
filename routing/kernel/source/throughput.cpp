// What the routes of a plan take out of depots that have only so much.
#include "solution.hpp"

namespace roundsman {

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

}  // namespace roundsman
