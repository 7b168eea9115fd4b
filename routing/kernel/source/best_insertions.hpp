// The cheapest of all insertions that are offered, no more than asked for.
#pragma once

#include <algorithm>

#include "insertion.hpp"

namespace roundsman {

class Inserter::Best {
    static constexpr std::size_t NEVER_TRIMMED = std::size_t(1) << 40;

   public:
    static constexpr std::size_t FEW = 16;

    // Of few the dearest is known at once, of many only now and then.
    Best(const Inserter& of, std::size_t most) : of_(of), most_(most), keep_(most <= FEW ? most + 1 : 2 * std::min(most, NEVER_TRIMMED)) {}

    void offer(const Insertion& insertion) {
        if (insertion.cost > bound_) return;
        found_.push_back(insertion);
        if (found_.size() >= keep_) trim();
    }
    // What costs more is not among the cheapest.
    Int bound() const { return bound_; }
    std::vector<Insertion> sorted() {
        if (found_.size() > most_) trim();
        std::sort(found_.begin(), found_.end(), [this](const auto& a, const auto& b) { return before(a, b); });
        return std::move(found_);
    }

   private:
    bool before(const Insertion& a, const Insertion& b) const {
        const Line &first = of_.lines_[a.line], &second = of_.lines_[b.line];
        if (of_.problem_.fewest_vehicles && first.visits.empty() != second.visits.empty()) return second.visits.empty();
        if (a.cost != b.cost) return a.cost < b.cost;
        if (first.order != second.order) return first.order < second.order;
        if (a.first != b.first) return a.first < b.first;
        if (a.second != b.second) return a.second < b.second;
        if (a.reload_before != b.reload_before) return a.reload_before < b.reload_before;
        return a.reload_after < b.reload_after;
    }
    void trim() {
        std::nth_element(found_.begin(), found_.begin() + most_, found_.end(), [this](const auto& a, const auto& b) { return before(a, b); });
        found_.resize(most_);
        if (of_.problem_.fewest_vehicles) return;   // a dearer one may come first
        bound_ = -NEVER;
        for (const Insertion& each : found_) bound_ = std::max(bound_, each.cost);
    }

    const Inserter& of_;
    std::size_t most_, keep_;
    Int bound_ = NEVER;
    std::vector<Insertion> found_;
};

}  // namespace roundsman
