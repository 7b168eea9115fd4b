// A first plan for many stops: routes of one stop each are joined where that saves most.
// Source: Clarke & Wright (1964), doi:10.1287/opre.12.4.568, among near stops only.
#pragma once

#include "neighbours.hpp"
#include "problem.hpp"

namespace roundsman {

// Whether joining by load and length alone gives sound routes.
bool savings_suit(const Problem& problem);
Plan savings_plan(const Problem& problem, const Neighbours& near);

}  // namespace roundsman
