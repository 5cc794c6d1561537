// Plan, term, seats, balance, the price of seats, and the seat ledger of a team.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> billing_routes();

}  // namespace rolecall::http
