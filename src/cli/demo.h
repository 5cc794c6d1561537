// The synthetic clinic of `--demo`: a team with members in every state, made of invented people. Loopback only (see settings).
#pragma once

#include <string>

#include "base/result.h"
#include "service/environment.h"
#include "store/store.h"

namespace rolecall::cli {

/// Fills a database without accounts, in one transaction; leaves any other alone. The note tells the logins.
[[nodiscard]] Result<std::string> fill_demo(store::Store& store, const service::Environment& environment);

}  // namespace rolecall::cli
