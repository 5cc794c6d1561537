// The audit of a team: pages, checkpoint, export, and the public key that auditors verify with.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> audit_routes();

}  // namespace rolecall::http
