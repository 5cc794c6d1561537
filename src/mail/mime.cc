#include "mail/mime.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "base/text.h"

namespace rolecall::mail {
namespace {

constexpr std::size_t longest_line = 998;
constexpr std::size_t longest_encoded_line = 76;
constexpr std::size_t bytes_per_word = 45;  // 60 characters of base64 and 12 around them

bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// As much of the front of `text` as fits into one word without cutting a code point.
std::string_view take_word(std::string_view& text) {
  std::size_t size = std::min(bytes_per_word, text.size());
  while (size > 0 && size < text.size() && is_continuation(text[size])) --size;
  const std::string_view word = text.substr(0, size);
  text.remove_prefix(size);
  return word;
}

std::string hex_of(char c) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  return {'=', digits[byte >> 4U], digits[byte & 15U]};
}

/// One line without its end; soft breaks keep each piece within the limit.
void append_quoted_line(std::string& out, std::string_view line) {
  std::size_t used = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool is_last = i + 1 == line.size();
    const bool is_literal = (c > 0x20 && c < 0x7F && c != '=') || (c == ' ' && !is_last);
    const std::string piece = is_literal ? std::string(1, c) : hex_of(c);
    if (used + piece.size() > longest_encoded_line - (is_last ? 0 : 1)) {
      out += "=\r\n";
      used = 0;
    }
    out += piece;
    used += piece.size();
  }
}

}  // namespace

std::string header_text(std::string_view text) {
  std::string clean = without_control_characters(text);
  if (is_plain(clean) && clean.size() <= 900 && clean.find("=?") == std::string::npos) return clean;
  std::string out;
  std::string_view rest = clean;
  while (!rest.empty()) {
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + base64(take_word(rest)) + "?=";
  }
  return out;
}

std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') out += '\r';
    out += c;
  }
  if (!out.ends_with('\n')) out += "\r\n";
  return out;
}

bool is_seven_bit(std::string_view text) {
  std::size_t line = 0;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x7F || c == '\0') return false;
    line = c == '\n' ? 0 : line + 1;
    if (line > longest_line) return false;
  }
  return true;
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\r\n"), text.size());
    append_quoted_line(out, text.substr(0, end));
    out += "\r\n";
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return out;
}

std::string mail_date(Instant at) {
  static constexpr std::array<const char*, 7> weekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const CivilTime t = to_civil(at);
  const auto day =
      std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{at.ms}});
  std::array<char, 48> text{};
  const int length = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d +0000",
                                   weekdays.at(std::chrono::weekday{day}.c_encoding()), t.day,
                                   months.at(static_cast<std::size_t>(t.month - 1)), t.year, t.hour, t.minute, t.second);
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace rolecall::mail
