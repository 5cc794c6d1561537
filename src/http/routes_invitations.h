// /invitations/{token}: look, accept, decline. Looking changes nothing.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> invitation_routes();

}  // namespace rolecall::http
