// /api/v1/teams/{team}/sessions/{session}/transcript: reading, typing, appending by an engine, uploading a file.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> transcript_routes();

}  // namespace rolecall::http
