#include "base/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/crypto/hash.h"
#include "base/crypto/token.h"

namespace rolecall::totp {
namespace {

constexpr std::int64_t step_seconds = 30;
constexpr std::size_t digits = 6;
constexpr std::uint32_t modulus = 1'000'000;

// Crockford's alphabet: without i, l, o and u, which are misread or mistyped.
constexpr std::string_view recovery_alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t recovery_length = 16;
constexpr std::size_t recovery_group = 4;

using Mac = std::array<unsigned char, 20>;

/// The one place where SHA-1 is right: RFC 6238 and every authenticator app ask for it. libsodium has none.
Mac hmac_sha1(std::string_view key, std::string_view message) {
  Mac mac{};
  unsigned int size = mac.size();
  const auto* done = HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
                          reinterpret_cast<const unsigned char*>(message.data()), message.size(), mac.data(), &size);
  if (done == nullptr || size != mac.size()) throw std::runtime_error("HMAC-SHA-1 is not available");
  return mac;
}

std::string big_endian(std::int64_t number) {
  std::string out;
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>((static_cast<std::uint64_t>(number) >> shift) & 0xFFU);
  return out;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (char c : text) {
    const bool is_unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                               std::string_view("-._~").find(c) != std::string_view::npos;
    if (is_unreserved) {
      out += c;
      continue;
    }
    static constexpr std::string_view hex = "0123456789ABCDEF";
    const auto octet = static_cast<unsigned char>(c);
    out += {'%', hex[octet >> 4U], hex[octet & 15U]};
  }
  return out;
}

/// The character of the alphabet that was meant; NUL for separators.
char meant(char typed) {
  const char lower = typed >= 'A' && typed <= 'Z' ? static_cast<char>(typed - 'A' + 'a') : typed;
  if (lower == 'o') return '0';
  if (lower == 'i' || lower == 'l') return '1';
  if (lower == ' ' || lower == '-') return '\0';
  return lower;
}

std::string new_recovery_code() {
  std::string code;
  for (const char c : crypto::random_bytes(recovery_length)) {
    if (code.size() % (recovery_group + 1) == recovery_group) code += '-';
    code += recovery_alphabet[static_cast<unsigned char>(c) & 31U];
  }
  return code;
}

}  // namespace

Step step_at(Instant now) { return now.unix_seconds() / step_seconds; }

crypto::Bytes new_secret() { return crypto::random_bytes(20); }

std::string code_at(std::string_view secret, Step step) {
  const Mac mac = hmac_sha1(secret, big_endian(step));
  const std::size_t offset = mac.back() & 15U;
  std::uint32_t number = mac[offset] & 0x7FU;
  for (std::size_t i = 1; i < 4; ++i) number = (number << 8U) | mac[offset + i];
  const std::string text = std::to_string(number % modulus);
  return std::string(digits - text.size(), '0') + text;
}

std::optional<Step> match(std::string_view secret, std::string_view typed, Instant now, std::optional<Step> last_used) {
  std::string code(typed);
  std::erase(code, ' ');
  std::optional<Step> matched;
  const Step present = step_at(now);
  for (Step step = present - 1; step <= present + 1; ++step) {
    const bool is_fresh = !last_used || step > *last_used;
    if (crypto::equal_in_constant_time(code, code_at(secret, step)) && is_fresh) matched = step;
  }
  return matched;
}

std::string otpauth_uri(std::string_view secret, std::string_view issuer, std::string_view account) {
  const std::string name = percent_encoded(issuer);
  return "otpauth://totp/" + name + ":" + percent_encoded(account) + "?secret=" + crypto::to_base32(secret) + "&issuer=" + name +
         "&algorithm=SHA1&digits=6&period=30";
}

std::vector<std::string> new_recovery_codes() {
  std::vector<std::string> codes(recovery_code_count);
  std::ranges::generate(codes, new_recovery_code);
  return codes;
}

std::string recovery_code_hash(std::string_view typed) {
  crypto::Bytes input;
  crypto::append_length_prefixed(input, "rolecall recovery code v1");
  for (char c : typed) {
    if (const char character = meant(c); character != '\0') input += character;
  }
  return crypto::to_hex(crypto::sha256(input));
}

}  // namespace rolecall::totp
