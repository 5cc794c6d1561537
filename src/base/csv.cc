#include "base/csv.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace rolecall {
namespace {

std::unexpected<Error> bad_row(std::size_t row, std::string_view what) {
  return fail(Code::invalid, "invalid", fmt::format("row {}: {}", row, what));
}

/// Walks over the text record by record.
class Reader {
 public:
  Reader(std::string_view text, const CsvLimits& limits) : rest_(text), limits_(limits) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
  }

  Result<std::vector<CsvRow>> read() {
    std::vector<CsvRow> rows;
    while (!rest_.empty()) {
      ++number_;
      if (take_line_end()) continue;
      auto row = read_row();
      if (!row) return std::unexpected(std::move(row.error()));
      rows.push_back(std::move(*row));
      if (rows.size() > limits_.rows)
        return fail(Code::invalid, "too_many", fmt::format("expected at most {} rows", limits_.rows));
    }
    return rows;
  }

 private:
  bool take_line_end() {
    if (rest_.starts_with("\r\n")) {
      rest_.remove_prefix(2);
      return true;
    }
    if (!rest_.starts_with('\n')) return false;
    rest_.remove_prefix(1);
    return true;
  }

  Result<CsvRow> read_row() {
    CsvRow row{number_, {}};
    for (;;) {
      if (row.cells.size() == limits_.cells_per_row) return bad_row(number_, "too many cells");
      auto cell = rest_.starts_with('"') ? read_quoted() : read_bare();
      if (!cell) return std::unexpected(std::move(cell.error()));
      if (!is_valid_utf8(*cell)) return bad_row(number_, "expected UTF-8 text");
      if (cell->find('\0') != std::string::npos) return bad_row(number_, "expected text without NUL");
      row.cells.push_back(std::move(*cell));
      if (rest_.empty() || take_line_end()) return row;
      if (rest_.front() != ',') return bad_row(number_, "expected a comma or a line end");
      rest_.remove_prefix(1);
    }
  }

  Result<std::string> read_bare() {
    const std::size_t end = std::min(rest_.find_first_of(",\r\n\""), rest_.size());
    if (end < rest_.size() && rest_[end] == '"') return bad_row(number_, "a quote inside a cell that does not start with one");
    if (end > limits_.bytes_per_cell) return bad_row(number_, "a cell is too long");
    std::string cell(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return cell;
  }

  Result<std::string> read_quoted() {
    std::string cell;
    rest_.remove_prefix(1);
    for (;;) {
      const std::size_t quote = rest_.find('"');
      if (quote == std::string_view::npos) return bad_row(number_, "a quoted cell does not end");
      cell += rest_.substr(0, quote);
      rest_.remove_prefix(quote + 1);
      if (cell.size() > limits_.bytes_per_cell) return bad_row(number_, "a cell is too long");
      if (!rest_.starts_with('"')) return cell;
      cell += '"';
      rest_.remove_prefix(1);
    }
  }

  std::string_view rest_;
  CsvLimits limits_;
  std::size_t number_ = 0;
};

bool is_digits(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos; }

/// `-542`, `0.25`: there is nothing to compute, and with an apostrophe a column of credits would not sum up.
bool is_plain_number(std::string_view cell) {
  if (cell.starts_with('-')) cell.remove_prefix(1);
  const auto point = cell.find('.');
  if (point == std::string_view::npos) return is_digits(cell);
  return is_digits(cell.substr(0, point)) && is_digits(cell.substr(point + 1));
}

void append_cell(std::string& out, std::string_view cell) {
  const bool is_formula =
      !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos && !is_plain_number(cell);
  if (!is_formula && cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += cell;
    return;
  }
  out += '"';
  if (is_formula) out += '\'';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

Result<std::vector<CsvRow>> read_csv(std::string_view text, const CsvLimits& limits) { return Reader(text, limits).read(); }

void append_csv_row(std::string& out, const std::vector<std::string>& cells) {
  // A record of one empty cell would read back as an empty line.
  if (cells.size() == 1 && cells.front().empty()) out += "\"\"";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    append_cell(out, cells[i]);
  }
  out += "\r\n";
}

}  // namespace rolecall
