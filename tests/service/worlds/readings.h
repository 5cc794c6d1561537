// The ways in which the program reads its policy about sessions, each held against `policy::decide` over the model's facts. Whoever adds
// a reading (a search, a decision about the past, another representation) adds it to `all_readings`.
#pragma once

#include <span>
#include <string_view>

#include "service/worlds/scene.h"

namespace rolecall::testing::worlds {

struct Reading {
  std::string_view name;
  /// Throws Disagreement. Leaves nothing behind but audit rows.
  void (*check)(const Scene& scene);
};

[[nodiscard]] std::span<const Reading> all_readings();

}  // namespace rolecall::testing::worlds
