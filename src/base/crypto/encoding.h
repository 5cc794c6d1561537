// Texts for raw octets: hex, base64url and base32. Decoding is strict: one text per value, so nothing can be respelled.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rolecall::crypto {

/// Raw octets, not text.
using Bytes = std::string;
using Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] inline std::string_view octets(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// Raw octets as libsodium takes them.
[[nodiscard]] inline const unsigned char* octets_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// Lower case, two characters per octet.
[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] inline std::string to_hex(const Digest& digest) { return to_hex(octets(digest)); }
/// Refuses upper case and odd lengths.
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view hex);

/// RFC 4648 section 5 without padding.
[[nodiscard]] std::string to_base64url(std::string_view bytes);
/// Refuses padding, white space and set bits behind the last octet.
[[nodiscard]] std::optional<Bytes> from_base64url(std::string_view text);

/// RFC 4648 section 6, upper case without padding: what authenticator apps read.
[[nodiscard]] std::string to_base32(std::string_view bytes);
[[nodiscard]] std::optional<Bytes> from_base32(std::string_view text);

}  // namespace rolecall::crypto
