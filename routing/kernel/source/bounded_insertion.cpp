// The cheapest places of one stop, looked for where a bound says that they may be: of thousands a few are worked out.
#include <algorithm>

#include "best_insertions.hpp"

namespace roundsman {

namespace {

// Each item of a cost is rounded by half a minor unit at most, before the stop came and after.
constexpr double ROUNDED = 6;

// What a route costs at least, in minor units; nothing is rounded.
struct Tariff {
    double km, hour, driving, work, overtime, regular, fixed;

    explicit Tariff(const Rates& rates)
        : km(double(rates.per_km) / 1000), hour(double(rates.per_hour) / 3600), driving(double(rates.per_driving_hour) / 3600),
          work(double(rates.per_work_hour) / 3600), overtime(double(rates.per_overtime_hour) / 3600), regular(double(rates.regular)),
          fixed(double(rates.fixed)) {}

    double cost(double metres, double driven, double worked, double lasts) const {
        return fixed + km * metres + hour * lasts + driving * driven + work * worked + overtime * std::max(0.0, lasts - regular);
    }
};

// Ways from and to one place, as they lie in memory.
struct Lies {
    const std::int32_t *metres_to, *seconds_to, *metres_from, *seconds_from;

    Lies(const Rows& rows, std::size_t row)
        : metres_to(rows.metres_to.data() + row), seconds_to(rows.seconds_to.data() + row), metres_from(rows.metres_from.data() + row),
          seconds_from(rows.seconds_from.data() + row) {}

    Way to(int from) const { return from < 0 ? Way{} : Way{metres_to[from], seconds_to[from]}; }
    Way from(int to) const { return to < 0 ? Way{} : Way{metres_from[to], seconds_from[to]}; }
};

}  // namespace

// Whether a bound can be told without working anything out: of one stop, where work does not depend on the way there
// and the cheapest comes first.
bool Inserter::bounds_hold() const {
    return newcomer_->blocks.size() == 1 && newcomer_->blocks[0].size() == 1 && !given.setups && !problem_.fewest_vehicles;
}

// The ways from and to a place of the problem, side by side; shops and lockers are asked about again and again.
const Rows& Inserter::known(int profile, int location) {
    const auto [at, is_new] = known_.try_emplace({profile, location});
    if (!is_new) return at->second;
    if (known_.size() > KNOWN) {
        known_.clear();
        return known(profile, location);
    }
    Rows& rows = at->second;
    const Travel& travel = problem_.travel[profile];
    for (int other = 0; other < places_; ++other) {
        rows.metres_to.push_back(std::int32_t(travel.distance(other, location)));
        rows.seconds_to.push_back(std::int32_t(travel.duration(other, location)));
        rows.metres_from.push_back(std::int32_t(travel.distance(location, other)));
        rows.seconds_from.push_back(std::int32_t(travel.duration(location, other)));
    }
    return rows;
}

// Whether some gap of a line may have room for the stop.
bool Inserter::has_room(const Line& line) const {
    const auto& capacity = problem_.types[line.type].capacity;
    for (int d = 0; d < problem_.dimensions; ++d)
        if (line.least_before[d] + asked_.brought[d] > capacity[d] || line.least_after[d] + asked_.fetched[d] > capacity[d]) return false;
    return true;
}

// Notes each gap of a line that the stop reaches in time, with the least that it costs there: the way there and
// on, and a route that lasts no longer than before, or than driving and work take.
void Inserter::bound(const Line& line) {
    const Type& type = problem_.types[line.type];
    const Route& route = at_.routes[line.route];
    const int number = newcomer_->blocks[0][0], index = int(&line - lines_.data());
    const int location = problem_.stops[number].location, row = std::max(0, location - places_);
    const Lies lies(location < places_ ? known(type.profile, location) : *newcomer_->rows[type.profile], std::size_t(row) * places_);
    const Int opens = problem_.stops[number].opens, closes = problem_.stops[number].closes;
    const Int service = problem_.service[std::size_t(type.work_class) * problem_.size() + number];
    const Tariff tariff(rates_[line.type]);
    const double worked = double(route.work + service), before = double(line.cost) + ROUNDED;
    const double lasted = route.exact ? 0 : double(route.duration);
    const bool timed = type.minds_duration();
    const int count = int(line.gaps.size());
    for (int k = 0; k < count; ++k) {
        const Gap& gap = line.gaps[k];
        if (gap.ready > closes) break;
        const Way there = lies.to(gap.before);
        const Int arrived = gap.ready + there.seconds;
        if (arrived > closes || there.metres >= UNREACHABLE) continue;
        const Way onward = lies.from(gap.behind);
        if (std::max(arrived, opens) + service + onward.seconds > gap.latest || onward.metres >= UNREACHABLE) continue;
        const Int longer = there.seconds + service + onward.seconds - gap.seconds;
        const double driven = double(route.seconds + longer - service);
        const double metres = double(route.distance + there.metres + onward.metres - gap.metres);
        // Without the stop the vehicle could drive the same times and wait, unless the way by it is a short cut.
        const double lasts = longer >= 0 ? std::max(lasted, driven + worked) : driven + worked;
        candidates_.push_back({tariff.cost(metres, driven, worked, timed ? lasts : 0) - before, index, k});
    }
}

// Works out the places that the labels of routes tell of, those with the lowest bound first, until none is cheaper.
void Inserter::by_bound(const std::uint8_t* open, Best& best) {
    candidates_.clear();
    for (const Line& line : lines_)
        if (line.route >= 0 && (!open || open[&line - lines_.data()]) && has_room(line) && may_serve(line)) bound(line);
    const auto dearer = [](const Candidate& a, const Candidate& b) { return a.bound > b.bound; };
    std::make_heap(candidates_.begin(), candidates_.end(), dearer);
    const std::vector<int> no_reload{-1};
    while (!candidates_.empty() && candidates_.front().bound <= double(best.bound())) {
        std::pop_heap(candidates_.begin(), candidates_.end(), dearer);
        const auto [_, index, gap] = candidates_.back();
        candidates_.pop_back();
        const Line& line = lines_[index];
        place(line, gap, no_reload, quickly(line, false), best);
    }
}

}  // namespace roundsman
