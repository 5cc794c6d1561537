#include "base/crypto/password.h"

#include <sodium.h>

#include <array>
#include <new>

#include "base/crypto/password_rules.h"
#include "base/crypto/secret.h"
#include "base/text.h"
#include "base/text_bound.h"

namespace rolecall::crypto {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = std::size_t{19} * 1024 * 1024;

/// Two keyboards spell one letter in two ways: NFC makes them one. Malformed text, and what is longer than any password, stays as
/// it is and matches only itself.
std::string composed(std::string_view password) {
  if (is_longer_in_any_form(password, password_max_length)) return std::string(password);
  return nfc(password).value_or(std::string(password));
}

}  // namespace

std::string hash_password(std::string_view password) {
  std::string text = composed(password);
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const int failed =
      crypto_pwhash_str_alg(hash.data(), text.data(), text.size(), passes, memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
  wipe(text);
  if (failed != 0) throw std::bad_alloc();
  return hash.data();
}

PasswordCheck verify_password(const std::string& hash, std::string_view password) {
  std::string text = composed(password);
  const bool is_readable = crypto_pwhash_str_needs_rehash(hash.c_str(), passes, memory_bytes) >= 0;
  const std::string& known = is_readable ? hash : dummy_hash();
  const bool matches = crypto_pwhash_str_verify(known.c_str(), text.data(), text.size()) == 0;
  wipe(text);
  return matches && is_readable ? PasswordCheck::matches : PasswordCheck::differs;
}

bool needs_rehash(const std::string& hash) { return crypto_pwhash_str_needs_rehash(hash.c_str(), passes, memory_bytes) != 0; }

const std::string& dummy_hash() {
  // Of 32 random octets that were never written down.
  static const std::string hash =
      "$argon2id$v=19$m=19456,t=2,p=1$NHfqL7tdpXZZN9vQkhHL9A$iQxeAcIDNWME1lKQGupo7eSFHYBU8rS6zwbko9U6Wus";
  return hash;
}

}  // namespace rolecall::crypto
