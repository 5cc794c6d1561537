// Why something is not available, in the words of the catalogue (api/openapi.yaml, Why).
#pragma once

#include <optional>

#include "base/json_write.h"
#include "base/result.h"

namespace rolecall::http {

/// `{"text","who","action"}`, or null.
void write_remedy(json::Writer& writer, const std::optional<Remedy>& remedy);
/// `{"rule","explanation","remedy"}`, or null.
void write_why(json::Writer& writer, const std::optional<Refusal>& refusal);

}  // namespace rolecall::http
