// The two books that say who occupied a seat: the members' history and the ledger. Read to be compared (billing/reconcile.h).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "billing/reconcile.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

enum class InvitedSeats { counted, not_counted };

/// From the history of the members and of the team (a deleted team has no seats), ordered by member and begin;
/// without those that began and ended at one instant.
[[nodiscard]] std::vector<billing::SeatSpan> seats_of_history(Transaction& tx, const TeamId& team, InvitedSeats invited);

struct LedgerBook {
  std::vector<billing::SeatSpan> seats;         // as seats_of_history
  std::optional<std::int64_t> first_wrong_seq;  // a row that does not follow from the one before
};
[[nodiscard]] LedgerBook read_ledger_book(Transaction& tx, const TeamId& team);

/// Teams whose books were last compared before `before`, the longest ago first.
[[nodiscard]] std::vector<TeamId> teams_to_reconcile(Transaction& tx, Instant before, int limit);
/// All teams with a ledger, by id, behind `after`.
[[nodiscard]] std::vector<TeamId> teams_with_ledger(Transaction& tx, const TeamId& after, int limit);
void mark_reconciled(Transaction& tx, const Permit& permit);

}  // namespace rolecall::store
