// The ways in which the program reads its policy, each held against `policy::decide` over the model's facts. Whoever adds a
// reading (a search, a decision about the past, another representation) adds it to the list in readings.cc.
#pragma once

#include <cstdint>
#include <string_view>

#include "service/worlds/scene.h"

namespace rolecall::testing::worlds {

/// Few worlds are read in every way; very many only in the ways that cost little.
enum class Cost : std::uint8_t { low, high };

struct Reading {
  std::string_view name;
  Cost cost;
  /// Throws Disagreement. Leaves nothing behind but audit rows.
  void (*check)(const Scene& scene);
};

void read_all(const Scene& scene);
/// What costs little.
void read_cheaply(const Scene& scene);

}  // namespace rolecall::testing::worlds
