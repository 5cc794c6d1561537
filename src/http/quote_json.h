// A quote as JSON (SPEC section 9, quote), and the quote that a request names.
#pragma once

#include <optional>
#include <string_view>

#include "base/json_write.h"
#include "http/api.h"
#include "service/quotes.h"

namespace rolecall::http {

void write_quote(json::Writer& writer, const service::TeamQuote& quote);

/// When a seat is charged: `invitation` or `acceptance`.
[[nodiscard]] std::string_view name_of(service::SeatCharge charge);

/// `?quote=`, of requests whose body is no object.
[[nodiscard]] std::optional<QuoteId> named_quote(const Call& call);

}  // namespace rolecall::http
