// Notes and documents of a session over HTTP: /sessions/{session}/notes and /sessions/{session}/documents.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> text_routes();

}  // namespace rolecall::http
