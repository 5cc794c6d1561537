#include "policy/compare_tables.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/csv.h"
#include "policy/calm_question.h"
#include "policy/fact_words.h"

namespace rolecall::policy {
namespace {

constexpr std::array columns{Holder::member,    Holder::clinician,        Holder::administrator,
                             Holder::assistant, Holder::template_manager, Holder::owner};
constexpr std::size_t first_holder = 2;  // behind action and scope

std::vector<std::string> column_names() {
  return {"action", "scope", "member", "clinician", "administrator", "assistant", "template_manager", "owner", "source"};
}

template <class Entries>
std::vector<std::string> names_in(const Entries& entries) {
  std::vector<std::string> names;
  names.reserve(entries.size());
  for (const auto& entry : entries) names.emplace_back(entry.name);
  return names;
}

std::unexpected<Error> wrong_row(const CsvRow& row, const std::string& what) {
  return fail(Code::invalid, "table_invalid", "row " + std::to_string(row.number) + ": " + what);
}

Result<Done> check_columns(const CsvRow& header) {
  const std::vector<std::string> known = column_names();
  for (const std::string& cell : header.cells)
    if (std::ranges::find(known, cell) == known.end()) return unknown_word("column", cell, known);
  if (header.cells != known) return wrong_row(header, "expected the columns of `rolecall policy table --format csv`");
  return Done{};
}

Result<TableRow> row_of(const CsvRow& row) {
  if (row.cells.size() != column_names().size()) return wrong_row(row, "expected as many cells as there are columns");
  const auto action = action_from(row.cells[0]);
  if (!action) return unknown_word("action", row.cells[0], names_in(all_actions));
  const auto scope = scope_from(row.cells[1]);
  if (!scope) return unknown_word("scope", row.cells[1], names_in(all_scopes));
  TableRow found{*action, *scope, {}};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string& cell = row.cells[first_holder + i];
    if (cell != "0" && cell != "1")
      return wrong_row(row, "expected 0 or 1 in the column `" + column_names()[first_holder + i] + "`");
    if (cell == "1") found.holders.add(columns[i]);
  }
  return found;
}

bool is_same_place(const TableRow& a, const TableRow& b) { return a.action == b.action && a.scope == b.scope; }

/// What holds when this scope is open: a share reaches every lower level, and the team's scope does everywhere but on a personal
/// template.
ScopeSet opened_with(Action action, Scope scope) {
  ScopeSet open{scope};
  if (scope == Scope::shared_full) open.add(Scope::shared_edit);
  if (scope == Scope::shared_full || scope == Scope::shared_edit) open.add(Scope::shared_view);
  const bool is_personal = natural_kind(action) == ResourceKind::template_ && scope == Scope::own;
  if (!is_personal) open.add(Scope::team);
  return open;
}

/// An action asked while this scope is open.
struct Place {
  Action action{};
  Scope scope{};
};

/// Whether a row of the action is reached there; what reaches the whole team counts once, as scope `team`.
bool is_reached(const Table& table, const Place& place) {
  ScopeSet open = opened_with(place.action, place.scope);
  if (place.scope != Scope::team) open.remove(Scope::team);
  return std::ranges::any_of(table, [&](const TableRow& row) { return row.action == place.action && open.has(row.scope); });
}

/// Where either table grants something, by action and scope.
std::vector<Place> places_of(const Table& before, const Table& after) {
  std::vector<Place> places;
  for (const ActionEntry& action : all_actions)
    for (const ScopeEntry& scope : all_scopes) {
      const Place place{action.action, scope.scope};
      if (is_reached(before, place) || is_reached(after, place)) places.push_back(place);
    }
  return places;
}

}  // namespace

Result<Table> table_from_csv(std::string_view text) {
  const auto rows = read_csv(text);
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return fail(Code::invalid, "table_invalid", "expected a header and rows");
  if (const auto right = check_columns(rows->front()); !right) return std::unexpected(right.error());
  Table table;
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const auto row = row_of((*rows)[i]);
    if (!row) return std::unexpected(row.error());
    if (std::ranges::any_of(table, [&](const TableRow& other) { return is_same_place(other, *row); }))
      return wrong_row((*rows)[i], "action and scope stand in a row above");
    table.push_back(*row);
  }
  return table;
}

std::vector<Asker> all_askers() {
  std::vector<Asker> askers;
  for (const bool owner : {false, true})
    for (std::uint64_t bits = 0; bits < 1U << role_count; ++bits) {
      const RoleSet roles = RoleSet::from_bits(bits);
      if (!owner || roles.has(Role::administrator)) askers.push_back({roles, owner});
    }
  std::ranges::sort(askers, {}, [](const Asker& asker) {
    return std::tuple(asker.roles.size() + (asker.owner ? 1 : 0), asker.owner, asker.roles.bits());
  });
  return askers;
}

std::string name_of(const Asker& asker) {
  std::string name = asker.owner ? "owner" : "";
  for (const Role role : asker.roles)
    if (!asker.owner || role != Role::administrator) name.append(name.empty() ? "" : ", ").append(name_of(role));
  return name.empty() ? "member" : name;
}

Effect decide_by(const Table& table, const Asker& asker, Action action, Scope scope) {
  if (asker.owner && action == Action::team_leave) return Effect::deny;  // the one guard that stands in every such case
  HolderSet held = columns_of(asker.roles) | HolderSet{Holder::member};
  if (asker.owner) held.add(Holder::owner);
  const ScopeSet open = opened_with(action, scope);
  const bool permits = std::ranges::any_of(
      table, [&](const TableRow& row) { return row.action == action && open.has(row.scope) && !(row.holders & held).empty(); });
  return permits ? Effect::permit : Effect::deny;
}

std::size_t case_count(const Table& before, const Table& after) { return all_askers().size() * places_of(before, after).size(); }

std::vector<Difference> differences(const Table& before, const Table& after) {
  std::vector<Difference> found;
  for (const Place& place : places_of(before, after))
    for (const Effect now : {Effect::permit, Effect::deny}) {
      Difference difference{place.action, place.scope, now, {}};
      for (const Asker& asker : all_askers()) {
        const Effect then = decide_by(before, asker, place.action, place.scope);
        if (then != now && decide_by(after, asker, place.action, place.scope) == now) difference.askers.push_back(asker);
      }
      if (!difference.askers.empty()) found.push_back(std::move(difference));
    }
  return found;
}

std::string sentence_of(Action action, Scope scope) {
  const std::string_view sentence = entry_of(action).sentence;
  std::string text(sentence.substr(0, sentence.size() - 1));
  if (scope != Scope::team) text.append(", ").append(entry_of(scope).condition);
  return text + ".";
}

}  // namespace rolecall::policy
