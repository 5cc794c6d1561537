// RFC 4180 tables: a strict reader for uploads, and a writer whose cells no spreadsheet takes for formulas.
// Knows nothing of what the columns mean.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rolecall {

/// One record. `number` counts records from 1, the header included; empty lines count and are left out.
struct CsvRow {
  std::size_t number = 0;
  std::vector<std::string> cells;
};

struct CsvLimits {
  std::size_t rows = 1001;  ///< header and 1,000 rows (SPEC section 9)
  std::size_t cells_per_row = 64;
  std::size_t bytes_per_cell = 4096;
};

/// Comma, double quotes, CRLF or LF, an optional byte order mark. Code `invalid` with a detail that names the row: text that is
/// not UTF-8, NUL, a quote inside a bare cell, text after a closing quote, an open quote at the end, a bare CR, a row or a cell
/// beyond the limits; name `too_many` when there are more rows than `limits.rows`.
[[nodiscard]] Result<std::vector<CsvRow>> read_csv(std::string_view text, const CsvLimits& limits = {});

/// Appends one record with CRLF. A cell that starts with = + - @ TAB or CR and is no plain number (`-542`, `-0.25`) gets an
/// apostrophe in front, so that a spreadsheet shows it instead of computing it; quotes are set where RFC 4180 asks for them.
void append_csv_row(std::string& out, const std::vector<std::string>& cells);

}  // namespace rolecall
