#include "audit/verify_export.h"

#include <algorithm>
#include <utility>

#include "audit/export.h"

namespace rolecall::audit {
namespace {

std::string row_name(std::int64_t seq) { return "row " + std::to_string(seq); }

/// The lines of the export with their numbers, the next one already looked at.
class Lines {
 public:
  explicit Lines(const LineSource& source) : source_(source), next_(source()) {}

  [[nodiscard]] bool is_at_end() const { return !next_; }
  std::string take() {
    std::string line = std::exchange(next_, source_()).value();
    ++number_;
    return line;
  }
  [[nodiscard]] std::int64_t number() const { return number_; }

 private:
  const LineSource& source_;
  std::optional<std::string> next_;
  std::int64_t number_ = 0;
};

class Verification {
 public:
  Verification(const LineSource& source, const crypto::PublicKey& key) : lines_(source), key_(key) {}

  ExportReport run() {
    while (!lines_.is_at_end() && !report_.problem && !report_.checkpoint) take_line();
    if (report_.problem) return std::move(report_);
    if (!report_.checkpoint) {
      report(Finding::truncated, tip_.seq + 1,
             "the export ends behind row " + std::to_string(tip_.seq) + " without a checkpoint");
    } else if (!lines_.is_at_end()) {
      report(Finding::trailing_lines, 0, "something follows the checkpoint");
    } else {
      check_checkpoint(*report_.checkpoint);
    }
    return std::move(report_);
  }

 private:
  void report(Finding finding, std::int64_t seq, std::string detail) {
    report_.problem = Problem{.finding = finding, .seq = seq, .line = lines_.number(), .detail = std::move(detail)};
  }

  void take_line() {
    const std::string line = lines_.take();
    if (line.starts_with(R"({"checkpoint")")) {
      report_.checkpoint = decode_checkpoint(line);
      if (!report_.checkpoint) report(Finding::checkpoint_changed, 0, "the checkpoint is damaged or cut off");
      return;
    }
    const auto row = read_export_line(line);
    if (row) {
      take_row(*row);
    } else if (lines_.is_at_end()) {
      report(Finding::truncated, tip_.seq + 1, "the last line is neither a whole row nor a checkpoint");
    } else {
      report(Finding::changed, tip_.seq + 1, row_name(tip_.seq + 1) + " is not as an export writes it");
    }
  }

  void take_row(const ExportedRow& row) {
    const Event& event = row.event;
    if (event.hash != row_hash(event)) {
      return report(Finding::changed, tip_.seq + 1, row_name(tip_.seq + 1) + " does not have the hash that was written with it");
    }
    if (chain_.empty()) begin(event.chain);
    if (event.chain != chain_) return report(Finding::foreign, event.seq, row_name(event.seq) + " belongs to another chain");
    if (event.seq != tip_.seq + 1) return report_place(event);
    if (event.prev_hash != tip_.hash) return report_rewritten(event);
    if (!row.mismatch.empty()) {
      return report(Finding::value_mismatch, event.seq, "the value at " + row.mismatch + " is not what the row commits to");
    }
    tip_ = {.seq = event.seq, .hash = event.hash};
    ++report_.rows;
  }

  void begin(const std::string& chain) {
    chain_ = chain;
    tip_ = genesis(chain);
  }

  void report_place(const Event& event) {
    if (event.seq <= tip_.seq) return report(Finding::doubled, event.seq, row_name(event.seq) + " stands here a second time");
    const auto line = lines_.number();
    const auto missing = tip_.seq + 1;
    if (is_further_on(missing)) {
      report(Finding::reordered, missing, row_name(missing) + " stands behind later rows");
    } else {
      report(Finding::dropped, missing, row_name(missing) + " is missing");
    }
    report_.problem->line = line;
  }

  bool is_further_on(std::int64_t seq) {
    while (!lines_.is_at_end()) {
      const auto row = read_export_line(lines_.take());
      if (row && row->event.seq == seq && row->event.prev_hash == tip_.hash) return true;
    }
    return false;
  }

  /// The row is as it was hashed, so the one before it was replaced and given a new hash.
  void report_rewritten(const Event& event) {
    const auto seq = std::max<std::int64_t>(event.seq - 1, 1);
    report(Finding::changed, seq, row_name(seq) + " is not the row that the following rows were chained to");
  }

  void check_checkpoint(const Checkpoint& checkpoint) {
    if (checkpoint.key_id != key_.id())
      return report(Finding::wrong_key, 0, "the checkpoint was signed with " + checkpoint.key_id);
    if (verify_checkpoint(checkpoint, key_) != crypto::SignatureCheck::valid) {
      return report(Finding::checkpoint_changed, 0, "the signature of the checkpoint does not fit it");
    }
    if (chain_.empty()) begin(checkpoint.chain);
    const auto& covered = checkpoint.tip;
    if (checkpoint.chain != chain_) return report(Finding::foreign, 0, "the checkpoint is of another chain");
    if (covered.seq > tip_.seq) {
      return report(Finding::truncated, tip_.seq + 1, row_name(tip_.seq + 1) + " and all that follow are missing");
    }
    if (covered.seq < tip_.seq) {
      return report(Finding::uncovered, covered.seq + 1, "the checkpoint does not cover " + row_name(covered.seq + 1));
    }
    if (covered.hash != tip_.hash) {
      report(Finding::changed, tip_.seq, row_name(tip_.seq) + " is not the row that the checkpoint was signed over");
    }
  }

  Lines lines_;
  const crypto::PublicKey& key_;
  ExportReport report_;
  std::string chain_;
  Tip tip_;
};

}  // namespace

std::string_view name_of(Finding finding) {
  switch (finding) {
    case Finding::changed:
      return "changed";
    case Finding::dropped:
      return "dropped";
    case Finding::reordered:
      return "reordered";
    case Finding::doubled:
      return "doubled";
    case Finding::truncated:
      return "truncated";
    case Finding::value_mismatch:
      return "value_mismatch";
    case Finding::foreign:
      return "foreign";
    case Finding::uncovered:
      return "uncovered";
    case Finding::checkpoint_changed:
      return "checkpoint_changed";
    case Finding::wrong_key:
      return "wrong_key";
    case Finding::trailing_lines:
      return "trailing_lines";
  }
  return "";
}

ExportReport verify_export(const LineSource& next_line, const crypto::PublicKey& key) {
  return Verification(next_line, key).run();
}

}  // namespace rolecall::audit
