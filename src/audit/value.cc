#include "audit/value.h"

#include <algorithm>
#include <stdexcept>

#include "base/json.h"
#include "base/text.h"

namespace rolecall::audit {
namespace {

constexpr std::string_view commitment_key = "commitment";
constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// The length of the UTF-8 character at the front; 0 when there is none.
std::size_t character_length(std::string_view text) {
  for (std::size_t length = 1; length <= 4 && length <= text.size(); ++length) {
    if (is_valid_utf8(text.substr(0, length))) return length;
  }
  return 0;
}

/// RFC 8785 section 3.2.2.2.
void append_escaped(std::string& out, char c) {
  static constexpr std::string_view named = "\b\t\n\f\r\"\\", letters = "btnfr\"\\";
  if (const auto at = named.find(c); at != std::string_view::npos) {
    out += {'\\', letters[at]};
  } else if (static_cast<unsigned char>(c) < 0x20) {
    static constexpr std::string_view hex = "0123456789abcdef";
    out += "\\u00";
    out += {hex[static_cast<unsigned char>(c) >> 4U], hex[static_cast<unsigned char>(c) & 15U]};
  } else {
    out += c;
  }
}

bool is_plain(char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }

void append_text(std::string& out, std::string_view text) {
  out += '"';
  if (std::ranges::all_of(text, is_plain)) {
    out += text;
  } else {
    for (char c : readable(text)) append_escaped(out, c);
  }
  out += '"';
}

struct Append {
  std::string& out;
  void operator()(std::nullptr_t) const { out += "null"; }
  void operator()(bool truth) const { out += truth ? "true" : "false"; }
  void operator()(std::int64_t number) const { out += std::to_string(number); }
  void operator()(const std::string& text) const { append_text(out, text); }
  void operator()(const Array& items) const {
    out += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out += ',';
      std::visit(*this, items[i].data);
    }
    out += ']';
  }
  void operator()(const Object& fields) const {
    out += '{';
    for (bool is_first = true; const auto& [key, value] : fields) {
      if (!is_first) out += ',';
      is_first = false;
      append_text(out, key);
      out += ':';
      std::visit(*this, value.data);
    }
    out += '}';
  }
  void operator()(const Commitment& commitment) const { (*this)(Object{{std::string(commitment_key), commitment.hex}}); }
  void operator()(const Personal&) const { throw std::logic_error("a personal value would enter the audit chain"); }
};

Value from_json(json::Value json);

Value object_from_json(json::Value json) {
  Object fields;
  for (const json::Value member : json) fields.emplace(std::string(member.name()), from_json(member));
  const auto only = fields.size() == 1 ? fields.find(commitment_key) : fields.end();
  if (only != fields.end() && only->second.text() != nullptr) return Commitment{*only->second.text()};
  return fields;
}

Value from_json(json::Value json) {
  switch (json.kind()) {
    case json::Kind::null:
      return nullptr;
    case json::Kind::boolean:
      return json.boolean();
    case json::Kind::integer:
      return json.integer();
    case json::Kind::number:
      return nullptr;  // no row holds one, and `canonical` will differ
    case json::Kind::string:
      return json.string();
    case json::Kind::array:
      break;
    case json::Kind::object:
      return object_from_json(json);
  }
  Array items;
  for (const json::Value item : json) items.push_back(from_json(item));
  return items;
}

}  // namespace

bool Value::operator==(const Value&) const = default;

std::string readable(std::string_view text) {
  if (is_valid_utf8(text) && text.find('\0') == std::string_view::npos) return std::string(text);
  std::string out;
  while (!text.empty()) {
    const auto length = text.front() == '\0' ? 0 : character_length(text);
    out += length > 0 ? text.substr(0, length) : replacement;
    text.remove_prefix(length > 0 ? length : 1);
  }
  return out;
}

std::string canonical(const Value& value) {
  std::string out;
  std::visit(Append{out}, value.data);
  return out;
}

std::optional<Value> parse_canonical(std::string_view text) {
  const auto document = json::parse(text);
  if (!document) return std::nullopt;
  Value value = from_json(document->root());
  if (canonical(value) != text) return std::nullopt;
  return value;
}

}  // namespace rolecall::audit
