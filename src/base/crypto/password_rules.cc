#include "base/crypto/password_rules.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "base/crypto/common_passwords.h"
#include "base/crypto/secret.h"
#include "base/text.h"
#include "base/text_bound.h"

namespace rolecall::crypto {
namespace {

// A password of fewer characters that could not be foreseen is a common one with decoration.
constexpr std::size_t min_unforeseen = 8;
constexpr std::size_t min_address_part = 4;

bool is_ascii_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// Letters and digits of the folded text; everything beyond ASCII counts as a letter.
std::string words_of(std::string_view folded) {
  std::string out;
  std::ranges::copy_if(folded, std::back_inserter(out),
                       [](char c) { return is_ascii_word(c) || static_cast<unsigned char>(c) >= 0x80; });
  return out;
}

/// `p@ssw0rd` as `password`.
std::string without_disguise(std::string_view folded) {
  static constexpr std::string_view disguise = "@$!01345789", letter = "asioieastbg";
  std::string out(folded);
  for (char& c : out) {
    const auto at = disguise.find(c);
    if (at != std::string_view::npos) c = letter[at];
  }
  return out;
}

/// The local part and the labels of the domain, whole and in their words.
std::vector<std::string> parts_of_address(std::string_view folded) {
  std::vector<std::string> parts;
  const auto add = [&parts](std::string_view part) {
    if (std::string words = words_of(part); words.size() >= min_address_part) parts.push_back(std::move(words));
  };
  add(folded.substr(0, folded.find('@')));
  std::size_t start = 0;
  for (std::size_t i = 0; i <= folded.size(); ++i) {
    if (i < folded.size() && is_ascii_word(folded[i])) continue;
    add(folded.substr(start, i - start));
    start = i + 1;
  }
  return parts;
}

/// The length of the longest known part that `text` starts with; 0 when there is none.
std::size_t known_prefix(std::string_view text, const std::vector<std::string>& address_parts) {
  std::size_t longest = 0;
  const auto consider = [&](std::string_view part) {
    if (text.starts_with(part)) longest = std::max(longest, part.size());
  };
  std::ranges::for_each(common_parts, consider);
  std::ranges::for_each(address_parts, consider);
  return longest;
}

/// The same key, the next in the alphabet or among the digits, or its neighbour on the keyboard.
bool follows(char previous, char next) {
  static constexpr std::string_view rows = "qwertyuiop asdfghjkl zxcvbnm 1234567890";
  if (std::abs(previous - next) <= 1) return true;
  const auto a = rows.find(previous), b = rows.find(next);
  return a != std::string_view::npos && b != std::string_view::npos && (a + 1 == b || b + 1 == a);
}

/// Characters that neither a known part nor the character before them foretells.
std::size_t count_unforeseen(std::string_view words, const std::vector<std::string>& address_parts) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < words.size();) {
    if (const auto known = known_prefix(words.substr(i), address_parts); known > 0) {
      i += known;
      continue;
    }
    if (i == 0 || !follows(words[i - 1], words[i])) ++count;
    ++i;
  }
  return count;
}

bool is_one_pattern_repeated(std::string_view text) {
  for (std::size_t period = 1; period <= text.size() / 2; ++period) {
    if (text.substr(period) == text.substr(0, text.size() - period)) return true;
  }
  return false;
}

bool is_foreseeable(std::string_view folded, std::string_view address) {
  const auto parts = parts_of_address(address);
  const std::string plain = words_of(folded), undisguised = words_of(without_disguise(folded));
  return is_one_pattern_repeated(folded) || count_unforeseen(plain, parts) < min_unforeseen ||
         count_unforeseen(undisguised, parts) < min_unforeseen;
}

}  // namespace

std::optional<std::string> check_new_password(std::string_view password, std::string_view address) {
  constexpr auto too_long = "must have at most 256 characters";
  if (is_longer_in_any_form(password, password_max_length)) return too_long;
  auto composed = nfc(password);
  if (!composed) return "must be UTF-8 text";
  const auto length = length_in_code_points(*composed);
  const bool has_controls = has_control_characters(*composed);
  wipe(*composed);
  if (length < password_min_length) return "must have at least 15 characters";
  if (length > password_max_length) return too_long;
  if (has_controls) return "must not hold control characters";

  auto folded = fold(password);
  const bool is_refused = folded && is_foreseeable(*folded, fold(address).value_or(""));
  if (folded) wipe(*folded);
  if (is_refused) return "is too easy to guess: it is made of common words, runs, a repeated pattern or the address";
  return std::nullopt;
}

}  // namespace rolecall::crypto
