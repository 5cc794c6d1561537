// The answer that every list gives: `items`, and the cursor of the page behind them. Where a page ends is the use case's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_write.h"
#include "http/cursor.h"
#include "http/reply.h"

namespace rolecall::http {

/// For lists that were asked for one item more than a page has: takes the rest away. The last item of the page when something
/// stood behind it; null on the last page.
template <class T>
[[nodiscard]] const T* cut_page(std::vector<T>& items, int limit) {
  const auto size = static_cast<std::size_t>(limit);
  if (items.size() <= size) return nullptr;
  items.erase(items.begin() + limit, items.end());
  return &items.back();
}

/// The cursor of the page behind `last`; nothing when that is nothing.
[[nodiscard]] inline std::optional<std::string> cursor_behind(const service::Environment& environment, const ListIdentity& list,
                                                              const std::optional<Position>& last) {
  if (!last) return std::nullopt;
  return next_cursor(environment, list, *last);
}

/// `"<name>":[…]`; `write` takes the writer and an item.
template <class Range, class Write>
void write_list(json::Writer& writer, std::string_view name, Range&& items, Write write) {
  writer.name(name).begin_array();
  for (const auto& item : items) write(writer, item);
  writer.end_array();
}

/// `"items":[…]`.
template <class T, class Write>
void write_items(json::Writer& writer, const std::vector<T>& items, Write write) {
  write_list(writer, "items", items, write);
}

/// 200 with a page of which nothing else is to be said.
template <class T, class Write>
[[nodiscard]] Reply page_reply(const std::vector<T>& items, const std::optional<std::string>& next, Write write) {
  constexpr std::size_t usual_item = 600;
  std::string body;
  body.reserve(items.size() * usual_item);
  json::Writer writer(body);
  writer.begin_object();
  write_items(writer, items, write);
  writer.field("next_cursor", next).end_object();
  return json_reply(200, std::move(body));
}

}  // namespace rolecall::http
