// Percent-encoding of request targets (RFC 3986 section 2.1).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rolecall::http {

/// True when each `%` is followed by two hexadecimal digits and the decoded bytes are UTF-8 without NUL.
[[nodiscard]] bool is_percent_encoded(std::string_view text);
/// INVARIANT: is_percent_encoded(text). `+` stays a plus.
[[nodiscard]] std::string percent_decode(std::string_view text);
/// The parameters of `a=1&b=x%20y`, decoded, in order; here a `+` is a space.
/// INVARIANT: is_percent_encoded(query).
[[nodiscard]] std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query);

}  // namespace rolecall::http
