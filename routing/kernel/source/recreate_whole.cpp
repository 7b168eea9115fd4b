// Places that are worked out route by route: locked sequences with the stops that come along, and pairs on a trip of
// their own.
#include "recreate.hpp"

namespace roundsman {

namespace {

constexpr int TRIED = 4000;    // routes worked out at most for one unit on one route

}  // namespace

// Takes a whole route if it costs less than what was found so far. `route`: -1 for a new one.
void Recreate::try_whole(int unit, int route, int type, const std::vector<int>& visits, Placing& best) {
    const Sums sums = at_.evaluate(type, visits);
    const Int added = sums.cost - (route < 0 ? 0 : at_.routes[route].cost);
    if (!sums.feasible || added >= best.added) return;
    if (problem_.throughputs && !at_.stock_suffices({{route, type, &visits}})) return;
    best = Placing{};
    best.added = added, best.stop = problem_.units[unit].stops[0], best.whole = true;
    best.type = route < 0 ? type : -1;
    best.after = route < 0 ? -1 : at_.start_of(route);
    whole_ = visits;
}

// Whether a stop may be put before visit `at` without parting a locked sequence or taking its first place.
bool Recreate::may_stand(int stop, const std::vector<int>& visits, std::size_t at) const {
    if (problem_.stops[stop].first && at > 0) return false;
    if (at > 0 && visits[at - 1] >= 0 && problem_.stops[visits[at - 1]].follower >= 0) return false;
    return at == visits.size() || visits[at] < 0 || !problem_.stops[visits[at]].first;
}

// Every way to put the sequences of a unit into a route, or where they are too many, some of them.
void Recreate::sequence_in_route(int unit, int route, int type, Placing& best) {
    const auto& stops = problem_.units[unit].stops;
    std::vector<std::size_t> begins;
    for (std::size_t k = 0; k < stops.size(); ++k)
        if (k == 0 || problem_.stops[stops[k - 1]].follower < 0) begins.push_back(k);
    begins.push_back(stops.size());
    const std::size_t blocks = begins.size() - 1;
    std::vector<std::vector<int>> grown(blocks + 1);
    if (route >= 0) at_.visits_of(route, grown[0]);
    double ways = 1;
    for (std::size_t block = 0; block < blocks; ++block) ways *= double(grown[0].size() + block + 1);
    const auto put = [&](std::size_t block, std::size_t at) {
        const std::vector<int>& visits = grown[block];
        if (!may_stand(stops[begins[block]], visits, at)) return false;
        grown[block + 1] = visits;
        grown[block + 1].insert(grown[block + 1].begin() + std::ptrdiff_t(at), stops.begin() + std::ptrdiff_t(begins[block]),
                                stops.begin() + std::ptrdiff_t(begins[block + 1]));
        return true;
    };
    if (ways > TRIED) {
        for (int tried = 0; tried < TRIED; ++tried) {
            std::size_t block = 0;
            while (block < blocks && put(block, std::size_t(random_.below(int(grown[block].size()) + 1)))) ++block;
            if (block == blocks) try_whole(unit, route, type, grown[blocks], best);
        }
    } else {
        const auto put_from = [&](const auto& again, std::size_t block) -> void {
            if (block == blocks) return try_whole(unit, route, type, grown[blocks], best);
            for (std::size_t at = 0; at <= grown[block].size(); ++at)
                if (put(block, at)) again(again, block + 1);
        };
        put_from(put_from, 0);
    }
    if (route < 0) return;
    for (int depot : problem_.types[type].reloads) {
        for (const bool first : {true, false}) {
            std::vector<int> visits = first ? stops : grown[0];
            visits.push_back(-1 - depot);
            visits.insert(visits.end(), first ? grown[0].begin() : stops.begin(), first ? grown[0].end() : stops.end());
            try_whole(unit, route, type, visits, best);
        }
    }
}

void Recreate::place_sequence(int unit, Placing& best) {
    const Unit& it = problem_.units[unit];
    const auto may = [&](int type) {
        return std::all_of(it.stops.begin(), it.stops.end(), [&](int stop) { return problem_.may(stop, type); });
    };
    for (int route : at_.driving)
        if (may(at_.routes[route].type)) sequence_in_route(unit, route, at_.routes[route].type, best);
    if (problem_.fewest_vehicles && (best.stop >= 0 || !it.required)) return;
    if (int(at_.driving.size()) >= most_vehicles || at_.driving.size() >= at_.routes.size()) return;
    for (int t = 0; t < int(problem_.types.size()); ++t)
        if (at_.available[t] > 0 && may(t)) sequence_in_route(unit, -1, t, best);
}

// A pair on a trip of its own, before or after any other trip.
void Recreate::pair_in_new_trip(int unit, int route, Placing& best) {
    const auto& stops = problem_.units[unit].stops;
    const int t = at_.routes[route].type;
    const Type& type = problem_.types[t];
    if (type.reloads.empty() || at_.routes[route].reloads >= type.max_reloads || at_.routes[route].stops + 2 > type.max_stops) return;
    if (!problem_.may(stops[0], t) || !problem_.may(stops[1], t)) return;
    std::vector<int> visits;
    for (int previous = at_.start_of(route); previous != at_.end_of(route); previous = at_.nodes[previous].next) {
        const bool before = !at_.is_stop(previous), after = !at_.is_stop(at_.nodes[previous].next);
        if (!before && !after) continue;
        for (int depot : type.reloads) {
            for (const bool reload_first : {false, true}) {
                if (reload_first ? !after : !before) continue;
                visits.clear();
                const auto put = [&] {
                    if (reload_first) visits.push_back(-1 - depot);
                    visits.insert(visits.end(), stops.begin(), stops.end());
                    if (!reload_first) visits.push_back(-1 - depot);
                };
                if (previous == at_.start_of(route)) put();
                for (int id = at_.nodes[at_.start_of(route)].next; id != at_.end_of(route); id = at_.nodes[id].next) {
                    visits.push_back(at_.is_stop(id) ? id : -1 - at_.reload_depot(id));
                    if (id == previous) put();
                }
                try_whole(unit, route, t, visits, best);
            }
        }
    }
}

}  // namespace roundsman
