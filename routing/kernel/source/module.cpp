// The door between Python and the kernel: what Python may call, and nothing of the search.
#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include <string>

namespace nb = nanobind;

namespace {

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

}  // namespace

NB_MODULE(_kernel, module) {
    module.doc() = "The search of the solver.";
    module.attr("checks_every_figure") = checks_every_figure;
    module.def("compiler", &compiler, "Return the name and version of the compiler that built the kernel.");
}
