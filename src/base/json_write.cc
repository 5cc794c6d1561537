#include "base/json_write.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

namespace rolecall::json {
namespace {

constexpr std::uint64_t repeat(unsigned char byte) { return 0x0101010101010101ULL * byte; }

/// The high bit of each byte of `word` that is zero; bytes above the lowest hit may be wrong.
constexpr std::uint64_t zero_bytes(std::uint64_t word) { return (word - repeat(0x01)) & ~word & repeat(0x80); }

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

/// Where the next byte that has to be escaped stands, from `at` on.
std::size_t find_escape(std::string_view text, std::size_t at) {
  static_assert(std::endian::native == std::endian::little);
  for (std::uint64_t word = 0; text.size() - at >= sizeof word; at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    const std::uint64_t below_space = (word - repeat(0x20)) & ~word & repeat(0x80);
    const std::uint64_t hits = below_space | zero_bytes(word ^ repeat('"')) | zero_bytes(word ^ repeat('\\'));
    if (hits != 0) return at + static_cast<std::size_t>(std::countr_zero(hits)) / 8;
  }
  while (at < text.size() && !needs_escape(text[at])) ++at;
  return at;
}

void append_escape(std::string& out, char c) {
  constexpr std::string_view plain = "\"\\\b\f\n\r\t";
  constexpr std::string_view letters = "\"\\bfnrt";
  if (const auto at = plain.find(c); at != std::string_view::npos) {
    out += '\\';
    out += letters[at];
    return;
  }
  constexpr std::string_view digits = "0123456789abcdef";
  out.append("\\u00");
  out += digits[static_cast<unsigned char>(c) >> 4U];
  out += digits[static_cast<unsigned char>(c) & 0xFU];
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t escape = find_escape(text, at);
    out.append(text, at, escape - at);
    at = escape;
    if (at < text.size()) append_escape(out, text[at++]);
  }
  out += '"';
}

template <class T>
void append_number(std::string& out, T number) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
  out.append(digits.begin(), end);
}

char* two_digits(char* at, int number) {
  *at++ = static_cast<char>('0' + number / 10);
  *at++ = static_cast<char>('0' + number % 10);
  return at;
}

}  // namespace

void Writer::separate() {
  if (comma_) out_ += ',';
  comma_ = true;
}

Writer& Writer::open(char bracket) {
  separate();
  out_ += bracket;
  comma_ = false;
  return *this;
}

Writer& Writer::close(char bracket) {
  out_ += bracket;
  comma_ = true;
  return *this;
}

Writer& Writer::name(std::string_view name) {
  const std::size_t start = out_.size();
  out_.resize_and_overwrite(start + name.size() + 4, [&](char* bytes, std::size_t) {
    char* at = bytes + start;
    if (comma_) *at++ = ',';
    *at++ = '"';
    at = std::ranges::copy(name, at).out;
    *at++ = '"';
    *at++ = ':';
    return static_cast<std::size_t>(at - bytes);
  });
  comma_ = false;
  return *this;
}

Writer& Writer::quoted_name(std::string_view name) {
  separate();
  append_quoted(out_, name);
  out_ += ':';
  comma_ = false;
  return *this;
}

Writer& Writer::raw(std::string_view json) {
  separate();
  out_.append(json);
  return *this;
}

Writer& Writer::value(std::string_view text) {
  separate();
  append_quoted(out_, text);
  return *this;
}

Writer& Writer::value(double content) {
  if (!std::isfinite(content)) return null();
  separate();
  append_number(out_, content);
  return *this;
}

Writer& Writer::value(Instant content) {
  const CivilTime t = to_civil(content);
  std::array<char, 32> text{};
  char* at = two_digits(two_digits(text.data(), t.year / 100), t.year % 100);
  *at++ = '-';
  at = two_digits(at, t.month);
  *at++ = '-';
  at = two_digits(at, t.day);
  *at++ = 'T';
  at = two_digits(at, t.hour);
  *at++ = ':';
  at = two_digits(at, t.minute);
  *at++ = ':';
  at = two_digits(at, t.second);
  if (t.millisecond != 0) {
    *at++ = '.';
    *at++ = static_cast<char>('0' + t.millisecond / 100);
    at = two_digits(at, t.millisecond % 100);
  }
  *at++ = 'Z';
  return value(std::string_view(text.data(), at));
}

Writer& Writer::value(Value content) {
  switch (content.kind()) {
    case Kind::null:
      return null();
    case Kind::boolean:
      return value(content.boolean());
    case Kind::integer:
      return value(content.integer());
    case Kind::number:
      return value(content.number());
    case Kind::string:
      return value(content.string());
    case Kind::array:
      begin_array();
      for (const Value element : content) value(element);
      return end_array();
    case Kind::object:
      begin_object();
      for (const Value member : content) quoted_name(member.name()).value(member);
      return end_object();
  }
  return null();
}

Writer& Writer::integer(std::int64_t content) {
  separate();
  append_number(out_, content);
  return *this;
}

Writer& Writer::unsigned_integer(std::uint64_t content) {
  separate();
  append_number(out_, content);
  return *this;
}

}  // namespace rolecall::json
