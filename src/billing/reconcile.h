// Whether the seats of a ledger are those that the members' history says, and what would make them equal. Pure.
//
// Both books are read as events: a seat begins or ends at an instant, and costs from an instant on. What remains when one book is
// taken from the other is the difference, and posting exactly that makes it go away, however far back it lies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "billing/trial.h"

namespace rolecall::billing {

/// A time in which a member occupied a seat.
struct SeatSpan {
  std::string member;
  Instant begin;
  std::optional<Instant> end;  ///< nothing: still
  /// An end that the clock brought (an invitation's) and that nobody may have written yet: the ledger may count the seat on.
  enum class End { written, due } ending = End::written;
  std::string address;  ///< a keyed hash; empty: not known. Needed only where there is a trial
  bool operator==(const SeatSpan&) const = default;
};

/// One seat more or less, as the ledger has it.
struct SeatEvent {
  std::string member;
  Instant at;            ///< of the member's history
  Instant counted_from;  ///< a quote's instant for instance
  Instant charged_from;
  int seats = 0;  ///< 1 or -1
  /// Rows of before took a seat that began again in a trial for free, whoever had paid for it.
  enum class Age { before, kept } age = Age::kept;
};

struct SeatDifference {
  enum class Kind {
    missing,    ///< the member had a seat that the ledger does not count
    surplus,    ///< the ledger counts a seat that the member did not have
    uncharged,  ///< the seat is counted, and costs nothing although nothing made it free
    charged,    ///< the seat is counted, and costs something although it was free
  };
  Kind kind = Kind::missing;
  std::string member;
  Instant from;
  std::optional<Instant> until;
  bool operator==(const SeatDifference&) const = default;
};

/// What has to be posted: a seat begins (1) or ends (-1), at the instant of the history.
struct SeatRepair {
  std::string member;
  Instant at;
  Instant charged_from;
  int seats = 0;
  bool operator==(const SeatRepair&) const = default;
};

struct SeatComparison {
  std::vector<SeatDifference> differences;
  std::vector<SeatRepair> repairs;  ///< in the order in which they can be posted
};

/// `history` is ordered by member and begin, `ledger` as it was posted. A seat is free only when it began in the trial, and
/// neither the member nor another one with his address had one when the trial began.
[[nodiscard]] SeatComparison compare_seats(std::vector<SeatSpan> history, std::vector<SeatEvent> ledger,
                                           const std::optional<Trial>& trial);

/// Sentence for the operator: ids and instants only.
[[nodiscard]] std::string describe(const SeatDifference& difference);

}  // namespace rolecall::billing
