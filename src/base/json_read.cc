#include "base/json_read.h"

#include <algorithm>

namespace rolecall::json {
namespace {

constexpr std::size_t max_errors = 100;

std::string_view article(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "true or false";
    case Kind::integer:
      return "a whole number";
    case Kind::number:
      return "a number";
    case Kind::string:
      return "a string";
    case Kind::array:
      return "an array";
    case Kind::object:
      return "an object";
  }
  return "";
}

}  // namespace

Reading::Step::Step(Reading& reading, std::string_view token) : reading_(reading), length_(reading.pointer_.size()) {
  reading_.pointer_ += '/';
  for (const char c : token) {
    if (c == '~') {
      reading_.pointer_ += "~0";
    } else if (c == '/') {
      reading_.pointer_ += "~1";
    } else {
      reading_.pointer_ += c;
    }
  }
}

void Reading::wrong(std::string detail) {
  if (errors_.size() < max_errors) errors_.emplace_back(pointer_, std::move(detail));
}

bool Reading::expect(Value value, Kind kind) {
  if (value.kind() == kind) return true;
  wrong("expected " + std::string(article(kind)));
  return false;
}

void Reading::into(std::string& out, Value value) {
  if (expect(value, Kind::string)) out = value.string();
}

void Reading::into(bool& out, Value value) {
  if (expect(value, Kind::boolean)) out = value.boolean();
}

void Reading::into(double& out, Value value) {
  if (value.kind() == Kind::integer || expect(value, Kind::number)) out = value.number();
}

void Reading::into(Instant& out, Value value) {
  if (!expect(value, Kind::string)) return;
  if (const auto instant = parse_rfc3339(value.string())) {
    out = *instant;
  } else {
    wrong("expected an RFC 3339 time like `2026-03-01T00:00:00Z`");
  }
}

std::optional<std::int64_t> Reading::whole_number(Value value, std::int64_t low, std::uint64_t high) {
  const auto number = value.whole_number();
  if (!number) {
    wrong("expected a whole number");
  } else if (*number < low || (*number > 0 && static_cast<std::uint64_t>(*number) > high)) {
    wrong("expected a whole number from " + std::to_string(low) + " to " + std::to_string(high));
  } else {
    return number;
  }
  return std::nullopt;
}

std::string Reading::expected_one_of(const std::vector<std::string_view>& names) {
  std::string detail = names.size() == 1 ? "expected" : "expected one of";
  for (const auto name : names) detail.append(detail.ends_with('`') ? ", `" : " `").append(name).append("`");
  return detail;
}

void Reading::refuse_unknown(Value object, const std::vector<std::string_view>& names) {
  for (const Value member : object) {
    if (errors_.size() == max_errors) return;
    if (std::ranges::find(names, member.name()) != names.end()) continue;
    const Step step(*this, member.name());
    wrong("is not known here; " + expected_one_of(names));
  }
}

std::optional<Error> Reading::error() {
  if (errors_.empty()) return std::nullopt;
  return Error{.code = Code::invalid,
               .name = "invalid",
               .detail = errors_.size() == 1 ? "a field is invalid" : "several fields are invalid",
               .fields = std::move(errors_)};
}

}  // namespace rolecall::json
