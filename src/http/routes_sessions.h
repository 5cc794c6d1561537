// /api/v1/teams/{team}/sessions: clinical sessions themselves. Transcripts, notes and documents have files of their own.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> session_routes();

}  // namespace rolecall::http
