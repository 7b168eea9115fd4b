#include "neighbours.hpp"

#include <numeric>
#include <thread>
#include <tuple>

namespace roundsman {

namespace {

class Ranking {
   public:
    Ranking(const Problem& problem, Nearness nearness) : problem_(problem), nearness_(nearness), travel_(problem.travel[0]) {
        const std::size_t types = problem.types.size(), rows = problem.allowed.size() / std::max<std::size_t>(1, types);
        words_ = (types + 63) / 64;
        vehicles_.assign(rows * words_, 0);
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t t = 0; t < types; ++t)
                if (problem.allowed[row * types + t]) vehicles_[row * words_ + t / 64] |= std::uint64_t(1) << (t % 64);
        least_service_.assign(problem.service.begin(), problem.service.begin() + problem.size());
        for (std::size_t k = 0; k < problem.service.size(); ++k) {
            Int& least = least_service_[k % problem.size()];
            least = std::min(least, problem.service[k]);
        }
    }

    // Smaller is nearer; the better of the two orders counts.
    double apart(int one, int other) const {
        const int a = problem_.stops[one].location, b = problem_.stops[other].location;
        if (nearness_.waiting == 0 && nearness_.lateness == 0) return double(std::min(travel_.distance(a, b), travel_.distance(b, a)));
        return std::min(directed(one, other, a, b), directed(other, one, b, a));
    }

    // The shorter of the two ways, with the vehicles that know the shortest.
    Int metres(int one, int other) const {
        const int a = problem_.stops[one].location, b = problem_.stops[other].location;
        Int least = UNREACHABLE;
        for (const Travel& travel : problem_.travel) least = std::min({least, travel.distance(a, b), travel.distance(b, a)});
        return least;
    }

    // Whether no vehicle can visit one directly after the other, as far as the two of them alone can tell.
    bool strangers(int one, int other) const {
        const Stop &first = problem_.stops[one], &second = problem_.stops[other];
        if (first.group >= 0 && first.group == second.group) return true;
        if (problem_.timed && !in_time(one, other) && !in_time(other, one)) return true;
        const std::uint64_t *mine = &vehicles_[first.compat * words_], *yours = &vehicles_[second.compat * words_];
        for (std::size_t k = 0; k < words_; ++k)
            if (mine[k] & yours[k]) return false;
        return true;
    }

   private:
    bool in_time(int one, int other) const {
        const Stop &first = problem_.stops[one], &second = problem_.stops[other];
        Int away = NEVER;
        for (const Travel& travel : problem_.travel) away = std::min(away, travel.duration(first.location, second.location));
        return first.opens + least_service_[one] + away <= second.closes;
    }
    double directed(int one, int other, int a, int b) const {
        const Stop &first = problem_.stops[one], &second = problem_.stops[other];
        const Int away = problem_.service[one] + travel_.duration(a, b);
        const Int waiting = std::max<Int>(0, second.opens - away - first.closes);
        const Int late = std::max<Int>(0, first.opens + away - second.closes);
        return double(travel_.distance(a, b)) + nearness_.waiting * double(waiting) + nearness_.lateness * double(late);
    }
    const Problem& problem_;
    Nearness nearness_;
    const Travel& travel_;
    std::size_t words_;
    std::vector<std::uint64_t> vehicles_;   // (rows of `allowed`, words): a bit for each type that may serve
    std::vector<Int> least_service_;        // of each stop, by the vehicle that is quickest there
};

// Places sorted into squares, so that near ones are found without looking at all.
class Squares {
   public:
    Squares(const Problem& problem) : problem_(problem), points_(problem.travel[0].points) {
        const int size = problem.size();
        double left = 1e300, right = -1e300, low = 1e300, high = -1e300;
        for (const Stop& stop : problem.stops) {
            left = std::min(left, points_[2 * stop.location]), right = std::max(right, points_[2 * stop.location]);
            low = std::min(low, points_[2 * stop.location + 1]), high = std::max(high, points_[2 * stop.location + 1]);
        }
        side_ = std::max({std::sqrt((right - left) * (high - low) / std::max(1, size / 4)), (right - left) / 2000, (high - low) / 2000, 1e-9});
        left_ = left, low_ = low;
        columns_ = int((right - left) / side_) + 1, rows_ = int((high - low) / side_) + 1;
        begin_.assign(std::size_t(columns_) * rows_ + 1, 0);
        for (int stop = 0; stop < size; ++stop) ++begin_[square(stop) + 1];
        std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
        members_.resize(size);
        std::vector<int> at(begin_.begin(), begin_.end() - 1);
        for (int stop = 0; stop < size; ++stop) members_[at[square(stop)]++] = stop;
    }

    // At least `wanted` stops around one (or all), ring by ring, one ring more than needed.
    void around(int stop, std::size_t wanted, std::vector<int>& found) const {
        found.clear();
        const int at = square(stop), column = at % columns_, row = at / columns_;
        bool enough = false;
        for (int ring = 0; ring <= std::max(columns_, rows_); ++ring) {
            for (int y = row - ring; y <= row + ring; ++y) {
                if (y < 0 || y >= rows_) continue;
                const int step = (y == row - ring || y == row + ring) ? 1 : std::max(1, 2 * ring);
                for (int x = column - ring; x <= column + ring; x += step) {
                    if (x < 0 || x >= columns_) continue;
                    const std::size_t cell = std::size_t(y) * columns_ + x;
                    for (int k = begin_[cell]; k < begin_[cell + 1]; ++k)
                        if (members_[k] != stop) found.push_back(members_[k]);
                }
            }
            if (enough) return;
            enough = found.size() >= wanted;
        }
    }

   private:
    int square(int stop) const {
        const int location = problem_.stops[stop].location;
        const int column = int((points_[2 * location] - left_) / side_), row = int((points_[2 * location + 1] - low_) / side_);
        return std::min(row, rows_ - 1) * columns_ + std::min(column, columns_ - 1);
    }
    const Problem& problem_;
    const double* points_;
    double left_ = 0, low_ = 0, side_ = 1;
    int columns_ = 1, rows_ = 1;
    std::vector<int> begin_, members_;
};

constexpr int LOOK_AT_ALL = 3000;   // stops up to which every pair is looked at

}  // namespace

Neighbours::Neighbours(const Problem& problem, int most, Nearness nearness, int threads, const std::function<bool()>& over)
    : most_(std::min(most, std::max(0, problem.size() - 1))),
      by_metres_(nearness.waiting == 0 && nearness.lateness == 0 && problem.travel.size() == 1),
      symmetric_(problem.travel.size() == 1 && (problem.travel[0].points || problem.travel[0].metres == problem.travel[0].metres_to)),
      list_(std::size_t(problem.size()) * most_),
      metres_(list_.size(), 0),
      nearest_(problem.size(), 0) {
    const int size = problem.size();
    if (most_ == 0) return;
    const Ranking ranking(problem, nearness);
    const bool squares = problem.travel[0].points && size > LOOK_AT_ALL;
    const Squares* grid = squares ? new Squares(problem) : nullptr;
    const bool by_time = nearness.waiting > 0 || nearness.lateness > 0;
    const auto work = [&](int first, int last) {
        std::vector<std::tuple<bool, double, int>> ranked;
        std::vector<int> near;
        for (int stop = first; stop < last && !over(); ++stop) {
            ranked.clear();
            if (grid) {
                grid->around(stop, std::size_t(most_) * (by_time ? 8 : 2), near);
                for (int other : near) ranked.emplace_back(ranking.strangers(stop, other), ranking.apart(stop, other), other);
            } else {
                for (int other = 0; other < size; ++other)
                    if (other != stop) ranked.emplace_back(ranking.strangers(stop, other), ranking.apart(stop, other), other);
            }
            std::partial_sort(ranked.begin(), ranked.begin() + most_, ranked.end());
            Int nearest = UNREACHABLE;
            for (const auto& [stranger, apart, other] : ranked)
                if (!stranger) nearest = std::min(nearest, ranking.metres(stop, other));
            nearest_[stop] = std::int32_t(nearest);
            for (int k = 0; k < most_; ++k) {
                const int other = std::get<int>(ranked[k]);
                list_[std::size_t(stop) * most_ + k] = other;
                metres_[std::size_t(stop) * most_ + k] = std::int32_t(ranking.metres(stop, other));
            }
        }
    };
    std::vector<std::thread> helpers;
    const int share = (size + threads - 1) / threads;
    for (int k = 1; k < threads; ++k) helpers.emplace_back(work, std::min(size, k * share), std::min(size, (k + 1) * share));
    work(0, std::min(size, share));
    for (auto& helper : helpers) helper.join();
    delete grid;
}

}  // namespace roundsman
