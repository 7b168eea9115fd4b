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

// Ways from and to one new place, as they lie in memory.
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

// Notes each gap of a line that the stop reaches in time, with the least that it costs there: the way there and
// on, and a route that lasts no longer than driving and work take.
void Inserter::bound(const Line& line) {
    const int location = problem_.stops[newcomer_->blocks[0][0]].location;
    if (location < places_) {
        bound(line, [&](int from) { return way(line, from, location); }, [&](int to) { return way(line, location, to); });
        return;
    }
    const Rows& rows = *newcomer_->rows[problem_.types[line.type].profile];
    const Lies lies(rows, std::size_t(location - places_) * places_);
    bound(line, [&](int from) { return lies.to(from); }, [&](int to) { return lies.from(to); });
}

template <typename Into, typename Onward>
void Inserter::bound(const Line& line, const Into& into, const Onward& onward_to) {
    const Type& type = problem_.types[line.type];
    const Route& route = at_.routes[line.route];
    const int number = newcomer_->blocks[0][0], index = int(&line - lines_.data());
    const Int opens = problem_.stops[number].opens, closes = problem_.stops[number].closes;
    const Int service = problem_.service[std::size_t(type.work_class) * problem_.size() + number];
    const Tariff tariff(rates_[line.type]);
    const double worked = double(route.work + service), before = double(line.cost) + ROUNDED;
    const bool timed = type.minds_duration();
    const int count = int(line.gaps.size());
    for (int k = 0; k < count; ++k) {
        const Gap& gap = line.gaps[k];
        if (gap.ready > closes) break;
        const Way there = into(gap.before);
        const Int arrived = gap.ready + there.seconds;
        if (arrived > closes || there.metres >= UNREACHABLE) continue;
        const Way onward = onward_to(gap.behind);
        if (std::max(arrived, opens) + service + onward.seconds > gap.latest || onward.metres >= UNREACHABLE) continue;
        const double driven = double(route.seconds + there.seconds + onward.seconds - gap.seconds);
        const double metres = double(route.distance + there.metres + onward.metres - gap.metres);
        candidates_.push_back({tariff.cost(metres, driven, worked, timed ? driven + worked : 0) - before, index, k});
    }
}

// Works out the places that the labels of routes tell of, those with the lowest bound first, until none is cheaper.
void Inserter::by_bound(const std::uint8_t* open, Best& best) {
    candidates_.clear();
    for (const Line& line : lines_)
        if (line.route >= 0 && (!open || open[&line - lines_.data()]) && may_serve(line)) bound(line);
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
