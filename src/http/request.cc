#include "http/request.h"

#include <algorithm>
#include <iterator>

#include "http/ascii.h"

namespace rolecall::http {
std::string_view to_string(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::delete_:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
  }
  return "";
}

void Headers::add(std::string_view name, std::string_view value) {
  if (fields_.empty()) {
    fields_.reserve(16);
    text_.reserve(1024);
  }
  const auto at = static_cast<std::uint32_t>(text_.size());
  const auto name_size = static_cast<std::uint32_t>(name.size());
  std::ranges::transform(name, std::back_inserter(text_), ascii_lower);
  text_.append(value);
  fields_.push_back({at, name_size, at + name_size, static_cast<std::uint32_t>(value.size())});
}

std::string_view Headers::name_of(const Field& field) const {
  return std::string_view(text_).substr(field.name_at, field.name_size);
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const Field& field : fields_) {
    if (name_of(field) == name) return std::string_view(text_).substr(field.value_at, field.value_size);
  }
  return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count_if(fields_, [&](const Field& field) { return name_of(field) == name; }));
}

std::string Headers::list(std::string_view name) const {
  std::string all;
  for (const Field& field : fields_) {
    if (name_of(field) != name) continue;
    if (!all.empty()) all += ", ";
    all += std::string_view(text_).substr(field.value_at, field.value_size);
  }
  return all;
}

std::optional<std::string_view> Request::query(std::string_view name) const {
  const auto found = std::ranges::find(params, name, &std::pair<std::string, std::string>::first);
  return found == params.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  std::string_view rest = header("cookie").value_or("");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    const std::string_view pair = trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
  }
  return std::nullopt;
}

}  // namespace rolecall::http
