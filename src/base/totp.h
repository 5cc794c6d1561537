// Second factors: time-based codes (RFC 6238: SHA-1, 6 digits, 30 seconds) and recovery codes. Stores and throttles nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto/encoding.h"
#include "base/time.h"

namespace rolecall::totp {

/// The number of a 30-second interval since 1970.
using Step = std::int64_t;
[[nodiscard]] Step step_at(Instant now);

/// 20 random octets; shown to the user as base32, stored sealed.
[[nodiscard]] crypto::Bytes new_secret();

/// The six digits of one step.
[[nodiscard]] std::string code_at(std::string_view secret, Step step);

/// The step whose code was typed (spaces ignored): the present one, the one before or the one after. Each step counts once
/// (SPEC section 3): none at or before `last_used`. Store the answer as the next `last_used` in the same transaction.
[[nodiscard]] std::optional<Step> match(std::string_view secret, std::string_view typed, Instant now,
                                        std::optional<Step> last_used);

/// `otpauth://totp/Issuer:account?secret=…&issuer=…`, what the QR code holds. Holds the secret: never log it.
[[nodiscard]] std::string otpauth_uri(std::string_view secret, std::string_view issuer, std::string_view account);

inline constexpr std::size_t recovery_code_count = 10;
/// Ten codes of 80 random bits, written like `k3p9-7tzq-0mvx-w2ch`; shown once.
[[nodiscard]] std::vector<std::string> new_recovery_codes();
/// What is stored for a code, and what a typed one is looked up by: case, spaces, hyphens and look-alike letters
/// (o/0, i/l/1) do not matter.
[[nodiscard]] std::string recovery_code_hash(std::string_view typed);

}  // namespace rolecall::totp
