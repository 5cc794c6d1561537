// How long the disk takes to keep a write: what the figures for changes cannot be better than.
#pragma once

#include <filesystem>

namespace rolecall::bench {

struct SyncLatency {
  double p50_ms = 0;
  double p99_ms = 0;
};

/// Appends 4 KiB and waits for the disk, 300 times, in a file in that folder.
[[nodiscard]] SyncLatency measure_sync(const std::filesystem::path& folder);

}  // namespace rolecall::bench
