// The synthetic clinic of `--demo`: four months of a team of twelve and its patients, all of them invented, told by the use cases
// that write real data. Loopback only (see settings).
#pragma once

#include <string>

#include "base/result.h"
#include "service/environment.h"
#include "store/store.h"

namespace rolecall::cli {

/// Fills a database without accounts, in one transaction and within seconds; leaves any other alone. The same clinic at every
/// start, its months before the present. The note tells the logins.
[[nodiscard]] Result<std::string> fill_demo(store::Store& store, const service::Environment& environment);

}  // namespace rolecall::cli
