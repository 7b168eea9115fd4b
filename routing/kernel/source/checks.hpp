// What the door refuses: arrays of the wrong size, numbers that point nowhere, and amounts whose sums could overflow.
#pragma once

#include "problem.hpp"

namespace roundsman {

// No moment, duration, load or limit that is given may exceed this: sums over any plan then stay inside 64 bits.
constexpr Int MOST = Int(1) << 40;
constexpr int MOST_STOPS = 1 << 20;

// Throws std::invalid_argument, which names what is wrong, unless the problem is one that can be searched.
void check(const Problem& problem);

// The same for a plan of it that a search begins from; rules may be broken in it.
void check(const Problem& problem, const Plan& plan);

// And for one route.
void check(const Problem& problem, const RoutePlan& route);

// And for what is to be put into a plan of it.
struct Newcomer;
void check(const Problem& problem, const Newcomer& newcomer);

}  // namespace roundsman
