// Instants in tests are written as RFC 3339. The paid year that most of them are about, and two instants in it.
#pragma once

#include <string_view>

#include "base/time.h"
#include "billing/term.h"

namespace rolecall::billing {

inline Instant at(std::string_view text) { return parse_rfc3339(text).value(); }

inline const Term year{at("2026-03-01T00:00:00Z"), at("2027-03-01T00:00:00Z")};
inline constexpr std::int64_t seat_price = 118800;
inline const Instant spring = at("2026-04-01T08:00:00Z");
inline const Instant autumn = at("2026-09-15T10:30:00Z");

}  // namespace rolecall::billing
