// Bearer tokens: logins, invitations, mailed links, API keys. Only the hash of a token is ever stored.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/crypto/encoding.h"

namespace rolecall::crypto {

[[nodiscard]] Bytes random_bytes(std::size_t count);

/// 256 random bits as 43 characters of base64url. SPEC section 3 asks for 128 bits at least.
[[nodiscard]] std::string random_token();

/// What is stored and looked up instead of the token: 64 hex digits of SHA-256. Any text may be asked about.
[[nodiscard]] std::string token_hash(std::string_view token);

/// Compares in a time that depends on the lengths only.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace rolecall::crypto
