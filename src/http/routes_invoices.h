// What was billed and what comes next.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> invoice_routes();

}  // namespace rolecall::http
