// Random questions for the property tests: every fact drawn freely, so that impossible worlds come up as well.
#pragma once

#include <cstdint>
#include <random>

#include "policy/decide.h"

namespace rolecall::policy::testing {

class RandomQuestions {
 public:
  explicit RandomQuestions(std::uint64_t seed) : random_(seed) {}

  /// Mostly active members with a fresh login in sight of the resource, so that the later rules are reached as well.
  [[nodiscard]] Question next();

 private:
  [[nodiscard]] bool coin() { return below(2) == 1; }
  [[nodiscard]] bool seldom() { return below(16) == 0; }
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  [[nodiscard]] GrantSet some_grants();
  [[nodiscard]] RoleSet some_roles() { return RoleSet::from_bits(below(1U << role_count)); }
  [[nodiscard]] Subject subject();
  [[nodiscard]] TeamFacts team();
  [[nodiscard]] Resource resource(Action);
  [[nodiscard]] Request request();

  std::mt19937_64 random_;
};

}  // namespace rolecall::policy::testing
