// Checks an export offline, with nothing but the public key (SPEC section 7: `rolecall audit verify EXPORT.jsonl --key
// PUBLIC.pem`). Never throws on bad input and never trusts it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "audit/checkpoint.h"
#include "base/crypto/signing.h"

namespace rolecall::audit {

enum class Finding {
  changed,             // the row is not the one that was chained
  dropped,             // the row is missing before others
  reordered,           // the row stands later than it should
  doubled,             // the row stands there again
  truncated,           // the end is missing: rows that the checkpoint covers, or the checkpoint itself
  value_mismatch,      // a personal value is not the one that the row commits to
  foreign,             // the row is of another chain
  uncovered,           // the row stands behind the last one that the checkpoint covers
  checkpoint_changed,  // the checkpoint is damaged, or its signature does not fit it
  wrong_key,           // the checkpoint was signed with another key
  trailing_lines,      // something follows the checkpoint
};
[[nodiscard]] std::string_view name_of(Finding finding);

struct Problem {
  Finding finding = Finding::changed;
  std::int64_t seq = 0;   // the row concerned; 0 when the finding is about the checkpoint
  std::int64_t line = 0;  // where it was noticed, from 1
  std::string detail;     // a sentence for the auditor, without personal values
};

struct ExportReport {
  std::int64_t rows = 0;  // that verified
  std::optional<Checkpoint> checkpoint;
  std::optional<Problem> problem;  // the first; nothing means that the export is whole and genuine
};

/// The next line without its line feed, nothing at the end. One line is held at a time.
using LineSource = std::function<std::optional<std::string>()>;

[[nodiscard]] ExportReport verify_export(const LineSource& next_line, const crypto::PublicKey& key);

}  // namespace rolecall::audit
