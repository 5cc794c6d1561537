// /teams/{team}/members: list, add one or several, read, change the title, export, resend and revoke invitations.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> member_routes();

}  // namespace rolecall::http
