#include "clinical/placeholders.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "base/text.h"

namespace rolecall::clinical {
namespace {

constexpr std::string_view opening = "{{";
constexpr std::string_view closing = "}}";

/// A placeholder as it stands in the body: octets [begin, end), and the name between the braces.
struct Found {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view name;
  bool is_closed = true;
};

/// The next placeholder from `from` on that is not escaped. One that is not closed on its line ends with the line.
std::optional<Found> next(std::string_view body, std::size_t from) {
  for (auto begin = body.find(opening, from); begin != std::string_view::npos; begin = body.find(opening, begin + 2)) {
    if (begin > 0 && body[begin - 1] == '\\') continue;
    const auto line_end = std::min(body.find('\n', begin), body.size());
    const auto close = body.find(closing, begin);
    if (close == std::string_view::npos || close > line_end) {
      return Found{begin, line_end, body.substr(begin, line_end - begin), false};
    }
    const auto inside = begin + opening.size();
    return Found{begin, close + closing.size(), trim(body.substr(inside, close - inside)), true};
  }
  return std::nullopt;
}

bool is_known(std::string_view name) { return std::ranges::find(placeholders, name, &Placeholder::name) != placeholders.end(); }

PlaceholderError error_at(std::string_view body, const Found& found) {
  const std::string_view before = body.substr(0, found.begin);
  const auto line_begin = before.find_last_of('\n') + 1;  // npos + 1 is 0
  PlaceholderError error;
  error.line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
  error.column = length_in_code_points(before.substr(line_begin)) + 1;
  error.placeholder = cap(found.name, 60);
  error.detail = found.is_closed ? "there is no such placeholder" : "the placeholder is not closed with `}}` on its line";
  return error;
}

/// A text that grows to a length and no further.
class Filled {
 public:
  explicit Filled(std::size_t longest) : left_(longest) {}

  void append(std::string_view text) {
    const auto length = length_in_code_points(text);
    is_full_ = is_full_ || length > left_;
    if (is_full_) return;
    left_ -= length;
    text_ += text;
  }

  /// `\{{` becomes `{{`.
  void append_body(std::string_view text) {
    constexpr std::string_view escaped = "\\{{";
    for (auto at = text.find(escaped); at != std::string_view::npos; at = text.find(escaped)) {
      append(text.substr(0, at));
      append(opening);
      text.remove_prefix(at + escaped.size());
    }
    append(text);
  }

  [[nodiscard]] bool is_full() const { return is_full_; }
  std::string take() && { return std::move(text_); }

 private:
  std::string text_;
  std::size_t left_;
  bool is_full_ = false;
};

}  // namespace

std::vector<PlaceholderError> check_placeholders(std::string_view body) {
  std::vector<PlaceholderError> errors;
  for (auto found = next(body, 0); found; found = next(body, found->end)) {
    if (!found->is_closed || !is_known(found->name)) errors.push_back(error_at(body, *found));
  }
  return errors;
}

std::vector<std::string_view> placeholders_in(std::string_view body) {
  std::vector<std::string_view> names;
  for (auto found = next(body, 0); found; found = next(body, found->end)) {
    if (std::ranges::find(names, found->name) == names.end()) names.push_back(found->name);
  }
  return names;
}

std::optional<std::string> fill_placeholders(std::string_view body, const std::map<std::string, std::string, std::less<>>& values,
                                             std::size_t longest) {
  Filled out(longest);
  std::size_t at = 0;
  for (auto found = next(body, 0); found && !out.is_full(); found = next(body, found->end)) {
    out.append_body(body.substr(at, found->begin - at));
    if (const auto value = values.find(found->name); value != values.end()) out.append(value->second);
    at = found->end;
  }
  out.append_body(body.substr(at));
  return out.is_full() ? std::nullopt : std::optional(std::move(out).take());
}

}  // namespace rolecall::clinical
