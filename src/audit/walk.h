// Visits every value of a row with its RFC 6901 pointer. Inside audit only.
#pragma once

#include <string>
#include <string_view>

#include "audit/value.h"

namespace rolecall::audit {

/// `~` and `/` in a key are written `~0` and `~1`.
[[nodiscard]] inline std::string pointer_below(std::string_view pointer, std::string_view key) {
  std::string out(pointer);
  out += '/';
  for (char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

/// Calls `visit(pointer, value)` for each value that is neither array nor object, in the order of the canonical text. `visit`
/// may replace the value.
template <class Visit>
void walk(const std::string& pointer, Value& value, Visit&& visit) {
  if (auto* fields = std::get_if<Object>(&value.data)) {
    for (auto& [key, field] : *fields) walk(pointer_below(pointer, key), field, visit);
  } else if (auto* items = std::get_if<Array>(&value.data)) {
    for (std::size_t i = 0; i < items->size(); ++i) walk(pointer + "/" + std::to_string(i), (*items)[i], visit);
  } else {
    visit(pointer, value);
  }
}

}  // namespace rolecall::audit
