// The export of a whole chain for auditors: JSON lines, one row each, the signed checkpoint over them last. Personal values are
// shown where they still exist, with what proves that they belong to the row. Writes text; reads and stores nothing.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "audit/checkpoint.h"
#include "audit/commitment.h"
#include "audit/event.h"

namespace rolecall::audit {

/// One line without line feed: the row of SPEC section 9 with personal values in clear (null when erased), and `personal`:
/// for each pointer to one `{"commitment":hex,"salt":hex|null}`. To check the hash, put `{"commitment":hex}` back at each
/// pointer, leave out `personal` and `hash`, and hash the canonical JSON (see `row_hash`).
[[nodiscard]] std::string export_line(const Event& event, std::span<const Opening> openings);

/// The last line: the checkpoint. See `encode_checkpoint`.
[[nodiscard]] std::string export_last_line(const Checkpoint& checkpoint);

/// A line read back: the row as it was chained, and the openings that it carries. `mismatch` is the pointer of the first
/// value that does not fit its commitment, empty when all do.
struct ExportedRow {
  Event event;
  std::vector<Opening> openings;
  std::string mismatch;
};

/// Error: `invalid` (`audit_row_unreadable`) when the line is not exactly what `export_line` writes.
[[nodiscard]] Result<ExportedRow> read_export_line(std::string_view line);

}  // namespace rolecall::audit
