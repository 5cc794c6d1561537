// Which random worlds a test looks at: so many from a first seed on.
//
// ROLECALL_WORLDS is how many, ROLECALL_SEED the first of them: with it alone, one world is replayed.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <optional>

namespace rolecall::testing::worlds {

struct Seeds {
  std::uint64_t first = 1;
  std::uint64_t count = 0;
};

[[nodiscard]] inline std::optional<std::uint64_t> number_from(const char* name) {
  const char* text = std::getenv(name);
  return text ? std::optional(std::strtoull(text, nullptr, 10)) : std::nullopt;
}

/// `usual` from the first on when nothing else is asked for. One world of `share` that are asked for is looked at, and at least
/// one: where each question goes to a database server.
[[nodiscard]] inline Seeds seeds_wanted(std::uint64_t usual, std::uint64_t share = 1) {
  const auto first = number_from("ROLECALL_SEED");
  const auto count = number_from("ROLECALL_WORLDS").value_or(first ? 1 : usual);
  return {first.value_or(1), count == 0 ? 0 : (count - 1) / share + 1};
}

}  // namespace rolecall::testing::worlds
