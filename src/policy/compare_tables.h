// Which cases two grants tables decide differently. A case is a set of roles, with or without ownership, that asks for an action
// while one scope is open and no guard stands; guards are the same whatever the table. Reads no files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "policy/decide.h"

namespace rolecall::policy {

struct TableRow {
  Action action{};
  Scope scope{};
  HolderSet holders;
};
using Table = std::vector<TableRow>;

/// The text of a CSV file as `table_as_csv` writes it: the columns action, scope, one for each holder, source. Code `invalid` for
/// other columns, unknown actions and scopes (with what is known), cells but 0 and 1, and a row that stands twice.
[[nodiscard]] Result<Table> table_from_csv(std::string_view text);

/// Who asks: any set of roles; the owner always holds `administrator` as well.
struct Asker {
  RoleSet roles;
  bool owner = false;
  bool operator==(const Asker&) const = default;
};
[[nodiscard]] std::vector<Asker> all_askers();
/// "owner, clinician"; "member" for no role at all.
[[nodiscard]] std::string name_of(const Asker&);

/// The cases that tell the two tables apart if any do: everybody, by every action in every scope that reaches a row of either
/// table, a higher share those of the lower ones. What is granted for the whole team counts once, in scope `team`.
[[nodiscard]] std::size_t case_count(const Table& before, const Table& after);

[[nodiscard]] Effect decide_by(const Table&, const Asker&, Action, Scope);

/// The cases of one action and scope that go from deny to permit, or the other way.
struct Difference {
  Action action{};
  Scope scope{};
  Effect now{};
  std::vector<Asker> askers;  // fewest roles first
};
/// In the order of actions and scopes.
[[nodiscard]] std::vector<Difference> differences(const Table& before, const Table& after);

/// "Read a note, if it is one's own."
[[nodiscard]] std::string sentence_of(Action, Scope);

}  // namespace rolecall::policy
