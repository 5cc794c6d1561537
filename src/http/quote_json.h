// A quote as JSON (SPEC section 9, quote).
#pragma once

#include "base/json_write.h"
#include "service/quotes.h"

namespace rolecall::http {

void write_quote(json::Writer& writer, const service::TeamQuote& quote);

}  // namespace rolecall::http
