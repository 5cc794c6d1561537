#include "base/crypto/encoding.h"

#include <cstddef>

namespace rolecall::crypto {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64url_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view base32_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Cuts the octets into digits of `width` bits, the last one filled up with zero bits.
std::string encode(std::string_view bytes, std::string_view digits, unsigned width) {
  std::string text;
  text.reserve((bytes.size() * 8 + width - 1) / width);
  std::uint32_t pending = 0;
  unsigned bits = 0;
  const std::uint32_t mask = (1U << width) - 1;
  for (char c : bytes) {
    pending = (pending << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= width; bits -= width) text += digits[(pending >> (bits - width)) & mask];
  }
  if (bits > 0) text += digits[(pending << (width - bits)) & mask];
  return text;
}

/// The reverse. Refuses foreign characters, a last digit that adds nothing and filling bits that are not zero.
std::optional<Bytes> decode(std::string_view text, std::string_view digits, unsigned width) {
  Bytes bytes;
  bytes.reserve(text.size() * width / 8);
  std::uint32_t pending = 0;
  unsigned bits = 0;
  for (char c : text) {
    const auto digit = digits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    pending = (pending << width) | static_cast<std::uint32_t>(digit);
    bits += width;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>((pending >> bits) & 0xFFU);
  }
  const std::uint32_t filling = pending & ((1U << bits) - 1);
  if (bits >= width || filling != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::string to_hex(std::string_view bytes) { return encode(bytes, hex_digits, 4); }
std::optional<Bytes> from_hex(std::string_view hex) { return decode(hex, hex_digits, 4); }
std::string to_base64url(std::string_view bytes) { return encode(bytes, base64url_digits, 6); }
std::optional<Bytes> from_base64url(std::string_view text) { return decode(text, base64url_digits, 6); }
std::string to_base32(std::string_view bytes) { return encode(bytes, base32_digits, 5); }
std::optional<Bytes> from_base32(std::string_view text) { return decode(text, base32_digits, 5); }

}  // namespace rolecall::crypto
