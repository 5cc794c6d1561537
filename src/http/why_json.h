// Why something is not available, in the words of the catalogue (api/openapi.yaml, Why).
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "base/json_write.h"
#include "base/result.h"
#include "policy/action.h"

namespace rolecall::http {

/// `{"text","who","action"}`, or null.
void write_remedy(json::Writer& writer, const std::optional<Remedy>& remedy);
/// `{"rule","explanation","remedy"}`, or null.
void write_why(json::Writer& writer, const std::optional<Refusal>& refusal);

/// `"refused":{"note.update":{…}}`: of what a page offers and the caller lacks, why, and the way out.
void write_refused(json::Writer& writer, const std::vector<std::pair<policy::Action, Refusal>>& refused);

}  // namespace rolecall::http
