#include <algorithm>
#include <array>

#include "base/csv.h"
#include "base/text.h"
#include "service/members/add_members.h"

namespace rolecall::service {
namespace {

enum class Column : std::uint8_t { email, roles, title, name };
constexpr std::array<std::string_view, 4> column_names{"email", "roles", "title", "name"};
using Heading = std::vector<Column>;

std::unexpected<Error> unreadable(std::string detail) { return fail(Code::invalid, "invalid", std::move(detail)); }

Result<Heading> read_heading(const CsvRow& row) {
  Heading heading;
  for (const auto& cell : row.cells) {
    const auto* const found = std::ranges::find(column_names, fold(trim(cell)).value_or(""));
    if (found == column_names.end()) return unreadable("the heading line may name email, roles, title and name only");
    const auto column = static_cast<Column>(found - column_names.begin());
    if (std::ranges::find(heading, column) != heading.end()) return unreadable("the heading line names a column twice");
    heading.push_back(column);
  }
  if (std::ranges::find(heading, Column::email) == heading.end())
    return unreadable("the heading line must name the column email");
  return heading;
}

std::vector<std::string> split_roles(std::string_view cell) {
  constexpr std::string_view separators = "; ";
  std::vector<std::string> roles;
  while (!cell.empty()) {
    const auto end = std::min(cell.find_first_of(separators), cell.size());
    if (end > 0) roles.emplace_back(cell.substr(0, end));
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return roles;
}

void put(NewMember& person, Column column, const std::string& cell) {
  switch (column) {
    case Column::email:
      person.email = cell;
      return;
    case Column::roles:
      person.roles = split_roles(cell);
      return;
    case Column::title:
      person.title = cell;
      return;
    case Column::name:
      person.name = cell;
      return;
  }
}

BatchRow read_row(const Heading& heading, const CsvRow& row) {
  BatchRow read;
  if (row.cells.size() > heading.size()) read.errors.push_back({"", "has more cells than the heading line"});
  const auto count = std::min(row.cells.size(), heading.size());
  for (std::size_t i = 0; i < count; ++i) put(read.person, heading[i], row.cells[i]);
  read.email = read.person.email;
  return read;
}

}  // namespace

Result<std::vector<BatchRow>> read_member_csv(std::string_view text) {
  const auto table = read_csv(text);
  if (!table) return std::unexpected(table.error());
  if (table->empty()) return unreadable("the first line must be a heading line");
  const auto heading = read_heading(table->front());
  if (!heading) return std::unexpected(heading.error());
  std::vector<BatchRow> rows;
  for (auto row = table->begin() + 1; row != table->end(); ++row) rows.push_back(read_row(*heading, *row));
  return rows;
}

}  // namespace rolecall::service
