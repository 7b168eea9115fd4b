// Random numbers: xoshiro256++ (Blackman & Vigna 2019, doi:10.1145/3460772), seeded by splitmix64.
#pragma once

#include <cmath>
#include <cstdint>

namespace roundsman {

class Random {
   public:
    explicit Random(std::uint64_t seed) {
        for (auto& word : state_) {
            seed += 0x9e3779b97f4a7c15ULL;
            std::uint64_t z = seed;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
            z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
            word = z ^ (z >> 31);
        }
    }
    std::uint64_t next() {
        const std::uint64_t result = rotated(state_[0] + state_[3], 23) + state_[0];
        const std::uint64_t t = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= t;
        state_[3] = rotated(state_[3], 45);
        return result;
    }
    // A whole number from 0 to below - 1.
    int below(int below) { return int((__uint128_t(next()) * std::uint64_t(below)) >> 64); }
    // A number from 0 (included) to 1 (excluded).
    double unit() { return double(next() >> 11) * 0x1.0p-53; }
    bool chance(double probability) { return unit() < probability; }
    // How many trials pass before the first success of this probability.
    int failures(double probability) {
        return probability <= 0 ? 1 << 30 : int(std::log(1 - unit()) / std::log(1 - probability));
    }

   private:
    static std::uint64_t rotated(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
    std::uint64_t state_[4];
};

}  // namespace roundsman
