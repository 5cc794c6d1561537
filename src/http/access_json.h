// AuthZEN's requests and answers as JSON: what must be there, defaults of a batch, and the decision (SPEC section 9, decision).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/json_write.h"
#include "base/result.h"
#include "service/access/evaluate.h"

namespace rolecall::http {

/// Views into the document. Errors: malformed for missing or ill-typed members; invalid at `/context/at`, since no question
/// about the past is answered yet. Unknown members are ignored.
[[nodiscard]] Result<service::AccessQuestion> read_evaluation(json::Value request);

enum class Semantic { execute_all, deny_on_first_deny, permit_on_first_permit };

/// A batch: each item as it is asked, with the defaults of the request, or what is wrong with it.
struct Evaluations {
  Semantic semantic = Semantic::execute_all;
  std::vector<Result<service::AccessQuestion>> items;  // empty: the request itself is one evaluation
};

/// Errors: malformed for ill-typed members outside the items; too_large (`too_many`) for more than 100 items.
[[nodiscard]] Result<Evaluations> read_evaluations(json::Value request);

void write_answer(json::Writer& writer, const service::AccessAnswer& answer, Instant at);
/// An item that could not be answered is denied, and says what was wrong with it.
void write_broken(json::Writer& writer, const Error& error);

}  // namespace rolecall::http
