// Pages of a list: `limit` and `cursor` in, `next_cursor` out. A cursor is a position in an order, signed together with the list
// it belongs to, so that nobody forges one or carries it to another list. What a position is made of is the list's own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/api.h"

namespace rolecall::http {

/// The list that a cursor belongs to. INVARIANT: all that chooses or orders its items stands in one of the parts.
struct ListIdentity {
  std::string_view route;           // the template of the path
  std::string owner;                // the team, or the user of a list of his own
  std::vector<std::string> filter;  // every filter and the sort as understood, in a fixed order
};

/// Where a page begins: behind these keys. Empty: at the beginning.
using Position = std::vector<std::string>;

struct Page {
  int limit = 50;
  Position after;
};

/// Errors: invalid when `limit` is not a whole number from 1 to 200; malformed `cursor_invalid` for a cursor that was not
/// made by `next_cursor` for this very list.
[[nodiscard]] Result<Page> read_page(const Call& call, const service::Environment& environment, const ListIdentity& list);

/// The text that gives the page behind `last`.
[[nodiscard]] std::string next_cursor(const service::Environment& environment, const ListIdentity& list, const Position& last);

}  // namespace rolecall::http
