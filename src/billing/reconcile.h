// Whether the seats of a ledger are those of the members, and whether each of its rows follows from the one before. Pure: it is
// given what the members' history says and what the ledger says, and names every difference.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "billing/ledger.h"

namespace rolecall::billing {

/// A time in which a member occupied a seat.
struct SeatSpan {
  std::string member;
  Instant begin;
  std::optional<Instant> end;  ///< nothing: still
  bool operator==(const SeatSpan&) const = default;
};

struct SeatDifference {
  enum class Kind {
    missing,  ///< the history has a seat that the ledger does not count
    surplus,  ///< the ledger counts a seat that the history does not have
    begin,    ///< both have it, from another instant on
    end,      ///< both have it, to another instant
  };
  Kind kind = Kind::missing;
  SeatSpan history;  ///< without meaning for `surplus`
  SeatSpan ledger;   ///< without meaning for `missing`
};

/// Both lists ordered by member and begin. A seat of the ledger may begin up to a quote's lifetime earlier: it counts from the
/// quote's instant.
[[nodiscard]] std::vector<SeatDifference> compare_seats(const std::vector<SeatSpan>& history,
                                                        const std::vector<SeatSpan>& ledger);

/// A row as it stands in the ledger.
struct StoredRow {
  LedgerRow row;
  LedgerState after;
  Instant charged_from;  ///< of the seat that begins or ends; the row's instant otherwise
};

/// Whether `stored` is what its event makes of the state before it. A seat may have been posted at a quote's amount, which is a
/// minor unit off at most.
[[nodiscard]] bool follows(const std::optional<LedgerState>& before, const StoredRow& stored);

}  // namespace rolecall::billing
