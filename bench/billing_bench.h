// What a quote and a posting cost, and the comparison of a thousand ledgers with their members' histories.
#pragma once

#include "cli/settings.h"

namespace rolecall::bench {

/// Prints as it goes; the database is empty before. Throws std::runtime_error.
void bench_billing(const cli::Settings& settings);

}  // namespace rolecall::bench
