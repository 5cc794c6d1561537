// What a page of sessions and a search cost in the store, at ten thousand sessions and at a million: the aim is that the second
// costs no more than the first.
#pragma once

#include <string>

#include "cli/settings.h"

namespace rolecall::bench {

/// Prints as it goes; the database is empty before. Throws std::runtime_error.
void bench_sessions(const std::string& name, const cli::Settings& settings, std::int64_t sessions);

}  // namespace rolecall::bench
