// Which new passwords are accepted (SPEC section 3, NIST SP 800-63B-4): a length and a blocklist, no composition rules.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rolecall::crypto {

inline constexpr std::size_t password_min_length = 15;   // code points
inline constexpr std::size_t password_max_length = 256;  // code points

/// Nothing when the password may be used, else what is wrong with it, in the words of a field error.
/// Refused: another length, malformed UTF-8, control characters, common passwords, one pattern repeated, a run along the
/// alphabet, the digits or the keyboard, and what is made of the address or the product's name. `address` may be empty.
[[nodiscard]] std::optional<std::string> check_new_password(std::string_view password, std::string_view address);

}  // namespace rolecall::crypto
