#include "base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

#define RAPIDJSON_HAS_STDSTRING 0
#define RAPIDJSON_SSE2
#include <rapidjson/error/error.h>
#include <rapidjson/reader.h>

#include "base/json_write.h"
#include "base/utf8.h"

namespace rolecall::json {
namespace {

/// Objects up to this size are searched for duplicates pair by pair, larger ones by sorting.
constexpr std::size_t few_members = 8;

std::unexpected<Error> malformed(std::string_view what, std::size_t offset) {
  return fail(Code::malformed, "malformed", fmt::format("the JSON text {} at byte {}", what, offset));
}

bool has_duplicates(Value object) {
  if (object.size() <= few_members) {
    for (auto one = object.begin(); one != object.end(); ++one) {
      for (auto other = object.begin(); other != one; ++other) {
        if ((*one).name() == (*other).name()) return true;
      }
    }
    return false;
  }
  std::vector<std::string_view> names;
  names.reserve(object.size());
  for (const Value member : object) names.push_back(member.name());
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) != names.end();
}

/// Receives RapidJSON's events and builds the nodes; returns false, with `refusal`, for what the reader itself would allow.
class Builder {
 public:
  explicit Builder(std::vector<Node>& nodes) : nodes_(nodes) { nodes_.reserve(16); }

  std::string_view refusal;

  bool Null() { return add(Kind::null); }
  bool Bool(bool value) { return add_integer(Kind::boolean, value ? 1 : 0); }
  bool Int(int value) { return Int64(value); }
  bool Uint(unsigned value) { return Int64(value); }
  bool Int64(std::int64_t value) { return add_integer(Kind::integer, value); }
  bool Uint64(std::uint64_t value) {
    if (std::in_range<std::int64_t>(value)) return Int64(static_cast<std::int64_t>(value));
    return Double(static_cast<double>(value));
  }
  bool Double(double value) {
    add(Kind::number);
    nodes_.back().number = value;
    return true;
  }
  bool RawNumber(const char* /*text*/, rapidjson::SizeType /*size*/, bool /*copy*/) { return false; }
  bool String(const char* text, rapidjson::SizeType size, bool /*copy*/) {
    if (!is_fine(text, size)) return false;
    add(Kind::string);
    nodes_.back().text = text;
    nodes_.back().count = size;
    return true;
  }
  bool Key(const char* text, rapidjson::SizeType size, bool /*copy*/) {
    if (!is_fine(text, size)) return false;
    name_ = {text, size};
    return true;
  }
  bool StartObject() { return open(Kind::object); }
  bool StartArray() { return open(Kind::array); }
  bool EndArray(rapidjson::SizeType count) {
    close(count);
    return true;
  }
  bool EndObject(rapidjson::SizeType count) {
    if (!has_duplicates(Value(close(count)))) return true;
    refusal = "has a name twice in one object that ends";
    return false;
  }

 private:
  bool add(Kind kind) {
    Node& node = nodes_.emplace_back();
    node.kind = kind;
    node.name = name_.data();
    node.name_size = static_cast<std::uint32_t>(name_.size());
    name_ = {};
    return true;
  }
  bool add_integer(Kind kind, std::int64_t value) {
    add(kind);
    nodes_.back().integer = value;
    return true;
  }
  bool open(Kind kind) {
    if (depth_ == open_.size()) {
      refusal = "is nested too deeply";
      return false;
    }
    open_[depth_++] = static_cast<std::uint32_t>(nodes_.size());
    return add(kind);
  }
  const Node& close(std::uint32_t count) {
    Node& node = nodes_[open_[--depth_]];
    node.span = static_cast<std::uint32_t>(&nodes_.back() - &node + 1);
    node.count = count;
    return node;
  }
  /// RapidJSON lets \u0000 and a lone low surrogate pass; both would be stored as something that is no text.
  bool is_fine(const char* text, std::size_t size) {
    if (std::memchr(text, 0, size) != nullptr) {
      refusal = "holds the character U+0000";
    } else if (!is_utf8({text, size})) {
      refusal = "holds half of a surrogate pair";
    }
    return refusal.empty();
  }

  std::vector<Node>& nodes_;
  std::string_view name_;
  std::array<std::uint32_t, max_depth> open_{};
  std::size_t depth_ = 0;
};

std::string_view describe(rapidjson::ParseErrorCode code) {
  switch (code) {
    case rapidjson::kParseErrorDocumentEmpty:
      return "is empty";
    case rapidjson::kParseErrorDocumentRootNotSingular:
      return "goes on after its value";
    case rapidjson::kParseErrorValueInvalid:
      return "holds no value where one was expected";
    case rapidjson::kParseErrorObjectMissName:
      return "lacks the name of a member";
    case rapidjson::kParseErrorObjectMissColon:
      return "lacks a colon";
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
      return "lacks a comma or a closing brace";
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
      return "lacks a comma or a closing bracket";
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
      return "holds a wrong \\u escape";
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
      return "holds half of a surrogate pair";
    case rapidjson::kParseErrorStringEscapeInvalid:
      return "holds an unknown escape or a bare control character";
    case rapidjson::kParseErrorStringMissQuotationMark:
      return "lacks a closing quotation mark";
    case rapidjson::kParseErrorNumberTooBig:
      return "holds a number that is too big";
    case rapidjson::kParseErrorNumberMissFraction:
      return "holds a number without digits after the point";
    case rapidjson::kParseErrorNumberMissExponent:
      return "holds a number without an exponent";
    default:
      return "is wrong";
  }
}

/// What can be said about the bytes before they are parsed.
std::string_view refuse_bytes(std::string_view text) {
  if (text.empty()) return "is empty";
  if (text.starts_with("\xEF\xBB\xBF")) return "starts with a byte order mark";
  if (text.contains('\0')) return "holds a NUL byte";
  if (!is_utf8(text)) return "is not UTF-8";
  return {};
}

void write_canonical(Writer& writer, Value value);

void write_canonical_object(Writer& writer, Value object) {
  std::vector<Value> members(object.begin(), object.end());
  std::ranges::sort(members, {}, &Value::name);
  writer.begin_object();
  for (const Value member : members) {
    writer.quoted_name(member.name());
    write_canonical(writer, member);
  }
  writer.end_object();
}

void write_canonical(Writer& writer, Value value) {
  switch (value.kind()) {
    case Kind::null:
      writer.null();
      return;
    case Kind::boolean:
      writer.value(value.boolean());
      return;
    case Kind::integer:
      writer.value(value.integer());
      return;
    case Kind::string:
      writer.value(value.string());
      return;
    case Kind::number:
      if (const auto whole = value.whole_number()) {
        writer.value(*whole);
      } else {
        writer.value(value.number());
      }
      return;
    case Kind::array:
      writer.begin_array();
      for (const Value element : value) write_canonical(writer, element);
      writer.end_array();
      return;
    case Kind::object:
      write_canonical_object(writer, value);
      return;
  }
}

}  // namespace

std::optional<std::int64_t> Value::whole_number() const {
  if (kind() == Kind::integer) return integer();
  if (kind() != Kind::number) return std::nullopt;
  constexpr double limit = 9223372036854775808.0;  // 2^63
  if (!(number() >= -limit && number() < limit) || std::trunc(number()) != number()) return std::nullopt;
  return static_cast<std::int64_t>(number());
}

std::optional<Value> Value::find(std::string_view name) const {
  if (!is_object()) return std::nullopt;
  for (const Value member : *this) {
    if (member.name() == name) return member;
  }
  return std::nullopt;
}

Result<Document> parse(std::string_view text) {
  if (const auto wrong = refuse_bytes(text); !wrong.empty()) return malformed(wrong, 0);
  // RapidJSON reads strings in blocks of 16 octets and so up to 15 beyond the terminating NUL.
  auto bytes = std::make_unique_for_overwrite<char[]>(text.size() + 16);
  std::ranges::copy(text, bytes.get());
  bytes[text.size()] = '\0';

  std::vector<Node> nodes;
  Builder builder(nodes);
  rapidjson::Reader reader;
  rapidjson::InsituStringStream stream(bytes.get());
  constexpr unsigned flags = rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag;
  const auto outcome = reader.Parse<flags>(stream, builder);
  if (!builder.refusal.empty()) return malformed(builder.refusal, outcome.Offset());
  if (outcome.IsError()) return malformed(describe(outcome.Code()), outcome.Offset());
  return Document(std::move(bytes), std::move(nodes));
}

std::string canonical(Value value) {
  std::string out;
  Writer writer(out);
  write_canonical(writer, value);
  return out;
}

}  // namespace rolecall::json
