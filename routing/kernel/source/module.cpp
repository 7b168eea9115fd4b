// The door from Python: arrays in, sequences of stops out.
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "checks.hpp"
#include "evaluate.hpp"
#include "insertion.hpp"
#include "solver.hpp"

namespace nb = nanobind;
using namespace nb::literals;

namespace roundsman {

#ifdef ROUNDSMAN_CHECKED
constexpr bool checks_every_figure = true;
#else
constexpr bool checks_every_figure = false;
#endif

// The compiler that the kernel was built with, as it names itself.
std::string compiler() {
#if defined(__clang__)
    return std::string("clang ") + __clang_version__;
#elif defined(__GNUC__)
    return std::string("g++ ") + __VERSION__;
#else
    return "unknown";
#endif
}

using Ints = nb::ndarray<const std::int64_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using Bytes = nb::ndarray<const std::uint8_t, nb::c_contig, nb::device::cpu>;
using Matrix = nb::ndarray<const std::int32_t, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using Points = nb::ndarray<const double, nb::ndim<2>, nb::c_contig, nb::device::cpu>;

void refuse_unless(bool fine, const char* what) {
    if (!fine) throw std::invalid_argument(what);
}

// A problem that keeps the arrays it looks into alive, and can be changed until it is finished.
struct Owner : Problem {
    std::vector<Matrix> kept;
    std::vector<Points> kept_points;
    std::vector<std::vector<std::int32_t>> turned;
    bool finished = false;
};

Owner& open(Owner& problem) {
    refuse_unless(!problem.finished, "the problem is finished: it can be changed no more");
    return problem;
}

const Owner& closed(const Owner& problem) {
    refuse_unless(problem.finished, "the problem is not finished");
    return problem;
}

// The largest number of a matrix below UNREACHABLE; none may be negative.
Int longest(const std::int32_t* ways, std::size_t count) {
    std::int32_t least = 0, most = 0;
    for (std::size_t k = 0; k < count; ++k) {
        least = std::min(least, ways[k]);
        if (ways[k] < UNREACHABLE) most = std::max(most, ways[k]);
    }
    refuse_unless(least >= 0, "travel: numbers from 0 on");
    return most;
}

void add_matrix(Owner& problem, const Matrix& metres, const Matrix& seconds) {
    open(problem);
    const std::size_t size = metres.shape(0);
    refuse_unless(size < (std::size_t(1) << 31) && metres.shape(1) == size, "metres: a square matrix");
    refuse_unless(seconds.shape(0) == size && seconds.shape(1) == size, "seconds: as many as metres");
    Travel travel;
    travel.size = int(size);
    travel.metres = metres.data();
    travel.seconds = seconds.data();
    travel.longest_metres = longest(travel.metres, size * size);
    travel.longest_seconds = travel.seconds == travel.metres ? travel.longest_metres : longest(travel.seconds, size * size);
    for (std::size_t k = 0; k < size * size; ++k) {
        const bool none = travel.metres[k] >= UNREACHABLE;
        problem.unreachable |= none;
        refuse_unless(none == (travel.seconds[k] >= UNREACHABLE), "travel: no way by metres where there is none by seconds");
    }
    bool symmetric = true;
    for (std::size_t i = 0; i < size && symmetric; ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (travel.metres[i * size + j] != travel.metres[j * size + i]) { symmetric = false; break; }
    if (symmetric) {
        travel.metres_to = travel.metres;
    } else {
        problem.turned.emplace_back(size * size);
        auto& turned = problem.turned.back();
        for (std::size_t i = 0; i < size; ++i)
            for (std::size_t j = 0; j < size; ++j) turned[j * size + i] = travel.metres[i * size + j];
        travel.metres_to = turned.data();
    }
    problem.kept.push_back(metres);
    problem.kept.push_back(seconds);
    problem.travel.push_back(travel);
}

void add_points(Owner& problem, const Points& points, double scale, int grid, int rounding, int percent) {
    open(problem);
    refuse_unless(points.shape(1) == 2 && points.shape(0) < (std::size_t(1) << 31), "points: two numbers for each place");
    refuse_unless(scale > 0 && std::isfinite(scale), "scale: a number above 0");
    refuse_unless(grid >= 0 && grid <= 4 && rounding >= 0 && rounding <= 2, "grid, rounding: numbers of `Rounding`");
    refuse_unless(percent >= 1 && percent <= 500, "percent: 1 to 500");
    Travel travel;
    travel.size = int(points.shape(0));
    travel.points = points.data();
    travel.scale = scale;
    travel.grid = Rounding(grid);
    travel.rounding = Rounding(rounding);
    travel.percent = percent;
    double low[2] = {0, 0}, high[2] = {0, 0};
    for (int k = 0; k < 2 * travel.size; ++k) {
        refuse_unless(std::isfinite(travel.points[k]), "points: finite numbers");
        low[k % 2] = k < 2 ? travel.points[k] : std::min(low[k % 2], travel.points[k]);
        high[k % 2] = k < 2 ? travel.points[k] : std::max(high[k % 2], travel.points[k]);
    }
    const double most = scale * (std::hypot(high[0] - low[0], high[1] - low[1]) + 1) + 1;
    refuse_unless(most < double(UNREACHABLE), "points: less than 2^31 apart once scaled");
    travel.longest_metres = Int(std::ceil(most));
    travel.longest_seconds = travel.slowed(travel.longest_metres);
    problem.kept_points.push_back(points);
    problem.travel.push_back(travel);
}

void set_windows(Owner& problem, const Ints& begin, const Ints& opens, const Ints& closes) {
    open(problem);
    refuse_unless(opens.size() == closes.size(), "windows: as many ends as beginnings");
    problem.window_begin.assign(begin.data(), begin.data() + begin.size());
    problem.windows.clear();
    for (std::size_t k = 0; k < opens.size(); ++k) problem.windows.push_back({opens.data()[k], closes.data()[k]});
}

void finish(Owner& problem) {
    check(open(problem));
    problem.finish();
    problem.finished = true;
}

Sums evaluate(const Owner& problem, int type, const std::vector<int>& visits) {
    check(closed(problem), RoutePlan{type, visits});
    return Evaluator(problem).evaluate(type, visits.data(), int(visits.size()));
}

// A figure of a problem, which can be set until the problem is finished.
template <auto figure>
void add_figure(nb::class_<Owner>& problem, const char* name) {
    using Kept = std::remove_reference_t<decltype(std::declval<Owner&>().*figure)>;
    problem.def_prop_rw(
        name, [](const Owner& it) { return Kept(it.*figure); }, [](Owner& it, Kept value) { open(it).*figure = std::move(value); });
}

void check(const Parameters& it) {
    refuse_unless(it.average_removed >= 1 && it.average_removed <= 1e6 && it.longest_string >= 1, "parameters: stops removed");
    for (double chance : {it.split_chance, it.keep_growing, it.blink_rate, it.local_search})
        refuse_unless(chance >= 0 && chance <= 1, "parameters: chances from 0 to 1");
    refuse_unless(it.keep_growing < 1 && it.blink_rate < 1, "parameters: chances below 1");
    refuse_unless(it.neighbours >= 1 && it.ruin_neighbours >= 1 && it.local_neighbours >= 0 && it.optional_near >= 1, "parameters: neighbours");
    refuse_unless(it.cold > 0 && it.hot >= it.cold && std::isfinite(it.hot), "parameters: temperatures");
    refuse_unless(it.fleet_heat >= 0 && it.fleet_heat <= 1, "parameters: heat from 0 to 1");
}

using Flags = nb::ndarray<const std::uint8_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>;

std::vector<std::int32_t> copied(const Matrix& matrix) { return {matrix.data(), matrix.data() + matrix.size()}; }

// The ways to put one newcomer into a plan, with the newcomer they are about.
struct Insertions {
    std::shared_ptr<Newcomer> newcomer;
    std::vector<Insertion> found;
    const Insertion& at(std::size_t k) const {
        if (k >= found.size()) throw nb::index_error();
        return found[k];
    }
};

// Asks an inserter while Python goes on; it keeps notes while it works, so one at a time.
template <typename Question>
auto alone(Inserter& asked, const Question& question) {
    nb::gil_scoped_release others_go_on;
    const std::lock_guard one_at_a_time(asked.in_use);
    return question();
}

void add_insertions(nb::module_& m) {
    nb::class_<Rates>(m, "Rates")
        .def(nb::init<>())
        .def_rw("fixed", &Rates::fixed)
        .def_rw("per_km", &Rates::per_km)
        .def_rw("per_hour", &Rates::per_hour)
        .def_rw("per_driving_hour", &Rates::per_driving_hour)
        .def_rw("per_work_hour", &Rates::per_work_hour)
        .def_rw("per_overtime_hour", &Rates::per_overtime_hour)
        .def_rw("regular", &Rates::regular);

    nb::class_<Line>(m, "Line")
        .def("__init__", [](Line* it, int type, std::vector<int> visits, Int cost, int order) {
            new (it) Line{type, std::move(visits), cost, order, -1, {}, {}, {}, false, {}, {}, {}};
        }, "type"_a, "visits"_a, "cost"_a, "order"_a);

    nb::class_<NewStop>(m, "NewStop")
        .def(nb::init<>())
        .def_rw("location", &NewStop::location)
        .def_rw("backhaul", &NewStop::backhaul)
        .def_rw("release", &NewStop::release)
        .def_rw("windows", &NewStop::windows)
        .def_rw("service", &NewStop::service)
        .def_rw("setup", &NewStop::setup)
        .def_rw("delivery", &NewStop::delivery)
        .def_rw("pickup", &NewStop::pickup)
        .def_rw("carried", &NewStop::carried)
        .def_rw("allowed", &NewStop::allowed);

    nb::class_<Rows>(m, "Rows")
        .def("__init__", [](Rows* it, Matrix metres_from, Matrix seconds_from, Matrix metres_to, Matrix seconds_to, Matrix metres_between, Matrix seconds_between) {
            new (it) Rows{int(metres_from.shape(0)), copied(metres_from), copied(seconds_from), copied(metres_to), copied(seconds_to),
                          copied(metres_between), copied(seconds_between)};
            for (const auto* ways : {&it->metres_from, &it->seconds_from, &it->metres_to, &it->seconds_to, &it->metres_between, &it->seconds_between})
                for (std::int32_t way : *ways) it->least = std::min(it->least, way);
        }, "metres_from"_a, "seconds_from"_a, "metres_to"_a, "seconds_to"_a, "metres_between"_a, "seconds_between"_a);

    nb::class_<Newcomer>(m, "Newcomer")
        .def("__init__", [](Newcomer* it, std::vector<NewStop> stops, std::vector<std::shared_ptr<Rows>> rows, std::vector<std::vector<int>> blocks) {
            new (it) Newcomer{std::move(stops), std::move(rows), std::move(blocks)};
        }, "stops"_a, "rows"_a, "blocks"_a)
        .def("within", [](const Newcomer& it, const std::vector<Window>& windows) {
            refuse_unless(it.stops.size() == 1, "within: of a newcomer that is one stop");
            auto made = std::make_shared<Newcomer>(it);
            made->stops[0].windows = windows;
            return made;
        }, "windows"_a, "The same stop, to be served within other windows.");

    nb::class_<Insertion>(m, "Insertion")
        .def_ro("cost", &Insertion::cost)
        .def_ro("line", &Insertion::line)
        .def_ro("first", &Insertion::first)
        .def_ro("second", &Insertion::second)
        .def_ro("reload_before", &Insertion::reload_before)
        .def_ro("reload_after", &Insertion::reload_after)
        .def_prop_ro("distance", [](const Insertion& it) { return it.sums.distance; })
        .def_prop_ro("driving", [](const Insertion& it) { return it.sums.driving; })
        .def_prop_ro("work", [](const Insertion& it) { return it.sums.work; })
        .def_prop_ro("duration", [](const Insertion& it) { return it.sums.duration; });

    nb::class_<Insertions>(m, "Insertions")
        .def("__len__", [](const Insertions& it) { return it.found.size(); })
        .def("__getitem__", &Insertions::at)
        .def("costs", [](const Insertions& it) {
            std::vector<Int> costs;
            for (const Insertion& each : it.found) costs.push_back(each.cost);
            return costs;
        });

    nb::class_<Evaluator::Times>(m, "Times")
        .def_ro("feasible", &Evaluator::Times::feasible)
        .def_ro("begin", &Evaluator::Times::begin)
        .def_ro("end", &Evaluator::Times::end)
        .def_ro("arrivals", &Evaluator::Times::arrivals)
        .def_ro("starts", &Evaluator::Times::starts)
        .def_ro("departures", &Evaluator::Times::departures);

    nb::class_<Inserter>(m, "Inserter")
        .def("__init__", [](Inserter* it, const Owner& given, std::vector<Line> lines, std::vector<Rates> rates) {
            Plan plan;
            for (const Line& line : lines) {
                check(closed(given), RoutePlan{line.type, line.visits});
                if (!line.visits.empty()) plan.routes.push_back({line.type, line.visits});
            }
            check(closed(given), plan);
            refuse_unless(rates.size() == given.types.size(), "rates: those of each type");
            new (it) Inserter(given, std::move(lines), std::move(rates));
        }, "problem"_a, "lines"_a, "rates"_a, nb::keep_alive<1, 2>())
        .def("find", [](Inserter& it, std::shared_ptr<Newcomer> newcomer, std::size_t most, std::optional<Flags> open) {
            refuse_unless(newcomer != nullptr, "newcomer: none");
            refuse_unless(!open || open->size() == it.lines(), "open: of each line whether it may take anything");
            check(it.given, *newcomer);
            return Insertions{newcomer, alone(it, [&] { return it.find(*newcomer, most, open ? open->data() : nullptr); })};
        }, "newcomer"_a, "most"_a, "open"_a = nb::none())
        .def("outline", [](Inserter& it, const Insertions& of, std::size_t k) {
            const auto found = alone(it, [&] { return it.outline(*of.newcomer, of.at(k)); });
            return std::tuple{found.begin, found.start, found.end};
        }, "insertions"_a, "number"_a)
        .def("visits", [](Inserter& it, const Insertions& of, std::size_t k) { return alone(it, [&] { return it.visits(*of.newcomer, of.at(k)); }); }, "insertions"_a, "number"_a)
        .def("times", [](Inserter& it, const Insertions& of, std::size_t k) { return alone(it, [&] { return it.times(*of.newcomer, of.at(k)); }); }, "insertions"_a, "number"_a);
}

}  // namespace roundsman

NB_MODULE(_kernel, m) {
    using namespace roundsman;
    m.doc() = "The search of the solver: plans for problems given as arrays.";
    m.attr("checks_every_figure") = checks_every_figure;
    m.def("compiler", &compiler, "Return the name and version of the compiler that built the kernel.");

    nb::class_<Window>(m, "Window").def(nb::init<Int, Int>(), "opens"_a, "closes"_a);

    nb::class_<Stop>(m, "Stop")
        .def(nb::init<>())
        .def_rw("location", &Stop::location)
        .def_rw("compat", &Stop::compat)
        .def_rw("unit", &Stop::unit)
        .def_rw("partner", &Stop::partner)
        .def_rw("is_delivery", &Stop::is_delivery)
        .def_rw("backhaul", &Stop::backhaul)
        .def_rw("group", &Stop::group)
        .def_rw("follower", &Stop::follower)
        .def_rw("first", &Stop::first)
        .def_rw("release", &Stop::release);

    nb::class_<Break>(m, "Break")
        .def(nb::init<>())
        .def_rw("windows", &Break::windows)
        .def_rw("duration", &Break::duration)
        .def_rw("max_load", &Break::max_load);

    nb::class_<Type>(m, "Type")
        .def(nb::init<>())
        .def_rw("count", &Type::count)
        .def_rw("profile", &Type::profile)
        .def_rw("work_class", &Type::work_class)
        .def_rw("start", &Type::start)
        .def_rw("end", &Type::end)
        .def_rw("start_depot", &Type::start_depot)
        .def_rw("leaving", &Type::leaving)
        .def_rw("ending", &Type::ending)
        .def_rw("fixed", &Type::fixed)
        .def_rw("per_metre", &Type::per_metre)
        .def_rw("per_second", &Type::per_second)
        .def_rw("per_driving", &Type::per_driving)
        .def_rw("per_work", &Type::per_work)
        .def_rw("per_overtime", &Type::per_overtime)
        .def_rw("regular", &Type::regular)
        .def_rw("max_distance", &Type::max_distance)
        .def_rw("max_duration", &Type::max_duration)
        .def_rw("max_driving", &Type::max_driving)
        .def_rw("max_stops", &Type::max_stops)
        .def_rw("capacity", &Type::capacity)
        .def_rw("reloads", &Type::reloads)
        .def_rw("max_reloads", &Type::max_reloads)
        .def_rw("breaks", &Type::breaks);

    nb::class_<Depot>(m, "Depot")
        .def(nb::init<>())
        .def_rw("location", &Depot::location)
        .def_rw("window", &Depot::window)
        .def_rw("service", &Depot::service)
        .def_rw("throughput", &Depot::throughput);

    nb::enum_<Kind>(m, "Kind").value("single", Kind::single).value("pair", Kind::pair).value("group", Kind::group).value("sequence", Kind::sequence);

    nb::class_<Need>(m, "Need").def(nb::init<>()).def_rw("penalty", &Need::penalty).def_rw("missing", &Need::missing);

    nb::class_<Unit>(m, "Unit")
        .def(nb::init<>())
        .def_rw("kind", &Unit::kind)
        .def_rw("stops", &Unit::stops)
        .def_rw("penalty", &Unit::penalty)
        .def_rw("missing", &Unit::missing)
        .def_rw("needs", &Unit::needs);

    nb::class_<Sums>(m, "Sums")
        .def_ro("feasible", &Sums::feasible)
        .def_ro("distance", &Sums::distance)
        .def_ro("driving", &Sums::driving)
        .def_ro("work", &Sums::work)
        .def_ro("duration", &Sums::duration)
        .def_ro("cost", &Sums::cost);

    nb::class_<Owner> problem(m, "Problem");
    problem.def(nb::init<>())
        .def("add_matrix", &add_matrix, "metres"_a.noconvert(), "seconds"_a.noconvert())
        .def("add_points", &add_points, "points"_a.noconvert(), "scale"_a, "grid"_a, "rounding"_a, "percent"_a = 100)
        .def("set_windows", &set_windows, "begin"_a, "opens"_a, "closes"_a)
        .def("set_work", [](Owner& it, const Ints& service, const Ints& setup) {
            open(it).service.assign(service.data(), service.data() + service.size());
            it.setup.assign(setup.data(), setup.data() + setup.size());
        }, "service"_a, "setup"_a)
        .def("set_loads", [](Owner& it, const Ints& delivery, const Ints& pickup, const Ints& carried) {
            open(it).delivery.assign(delivery.data(), delivery.data() + delivery.size());
            it.pickup.assign(pickup.data(), pickup.data() + pickup.size());
            it.carried.assign(carried.data(), carried.data() + carried.size());
        }, "delivery"_a, "pickup"_a, "carried"_a)
        .def("set_allowed", [](Owner& it, const Bytes& allowed) {
            open(it).allowed.assign(allowed.data(), allowed.data() + allowed.size());
        }, "allowed"_a)
        .def("finish", &finish)
        .def("evaluate", &evaluate, "type"_a, "visits"_a);
    add_figure<&Owner::dimensions>(problem, "dimensions");
    add_figure<&Owner::stops>(problem, "stops");
    add_figure<&Owner::units>(problem, "units");
    add_figure<&Owner::needs>(problem, "needs");
    add_figure<&Owner::types>(problem, "types");
    add_figure<&Owner::depots>(problem, "depots");
    add_figure<&Owner::throughput>(problem, "throughput");
    add_figure<&Owner::backhaul_only>(problem, "backhaul_only");
    add_figure<&Owner::fewest_vehicles>(problem, "fewest_vehicles");

    nb::class_<Parameters>(m, "Parameters")
        .def(nb::init<>())
        .def_rw("average_removed", &Parameters::average_removed)
        .def_rw("parting", &Parameters::parting)
        .def_rw("steps_per_stop", &Parameters::steps_per_stop)
        .def_rw("routes_per_part", &Parameters::routes_per_part)
        .def_rw("lending", &Parameters::lending)
        .def_rw("longest_string", &Parameters::longest_string)
        .def_rw("split_chance", &Parameters::split_chance)
        .def_rw("blink_rate", &Parameters::blink_rate)
        .def_rw("optional_near", &Parameters::optional_near)
        .def_rw("neighbours", &Parameters::neighbours)
        .def_rw("ruin_neighbours", &Parameters::ruin_neighbours)
        .def_rw("fleet_heat", &Parameters::fleet_heat)
        .def_rw("genetic", &Parameters::genetic)
        .def_rw("hot", &Parameters::hot)
        .def_rw("cold", &Parameters::cold)
        .def_rw("local_search", &Parameters::local_search)
        .def_rw("local_neighbours", &Parameters::local_neighbours);

    nb::class_<RoutePlan>(m, "RoutePlan").def(nb::init<>()).def_rw("type", &RoutePlan::type).def_rw("visits", &RoutePlan::visits);
    nb::class_<Objective>(m, "Objective").def_ro("missing", &Objective::missing).def_ro("vehicles", &Objective::vehicles).def_ro("cost", &Objective::cost);
    nb::class_<Plan>(m, "Plan").def(nb::init<>()).def_rw("routes", &Plan::routes).def_rw("bank", &Plan::bank).def_ro("value", &Plan::value);

    nb::class_<Report>(m, "Report")
        .def_ro("seconds", &Report::seconds)
        .def_ro("iterations", &Report::iterations)
        .def_ro("value", &Report::value)
        .def_ro("version", &Report::version)
        .def_ro("done", &Report::done);

    nb::class_<Limits>(m, "Limits")
        .def("__init__", [](Limits* it, double seconds, std::int64_t iterations, std::int64_t no_improvement) {
            refuse_unless(!std::isnan(seconds), "seconds: a number");
            constexpr std::int64_t most = std::int64_t(1) << 50;
            new (it) Limits{seconds, std::min(iterations, most), std::min(no_improvement, most)};
        }, "seconds"_a = -1.0, "iterations"_a = -1, "no_improvement"_a = -1);

    nb::class_<Solver>(m, "Solver")
        .def("__init__", [](Solver* it, std::shared_ptr<Owner> given, Parameters parameters, std::uint64_t seed, int threads) {
            closed(*given);
            check(parameters);
            refuse_unless(threads >= 1 && threads <= 1024, "threads: 1 to 1,024");
            new (it) Solver(std::shared_ptr<const Problem>(given, given.get()), parameters, seed, threads);
        }, "problem"_a, "parameters"_a, "seed"_a, "threads"_a)
        .def("start", [](Solver& it, Limits limits, const Plan* first) {
            if (first) check(it.problem(), *first);
            it.start(limits, first);
        }, "limits"_a, "first"_a.none() = nb::none())
        .def("stop", &Solver::stop)
        .def("wait_for", &Solver::wait_for, "seconds"_a, "version"_a, nb::call_guard<nb::gil_scoped_release>())
        .def("wait", &Solver::wait, nb::call_guard<nb::gil_scoped_release>())
        .def("report", &Solver::report)
        .def("best", &Solver::best);

    add_insertions(m);
}
