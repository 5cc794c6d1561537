// The rows of the seat ledger: append-only, one for each event. The arithmetic is billing/, the use cases are service/seats.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "billing/ledger.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

struct LedgerEntry {
  std::int64_t seq = 0;
  Instant at;
  std::string kind;
  std::optional<MemberId> member;
  std::string cause;
  std::int64_t quantity = 0;
  std::string exact_minor;
  std::int64_t amount_minor = 0;
  std::int64_t balance_minor = 0;
  std::string currency;
};

/// Whose event a posting is, and why.
struct LedgerCause {
  std::optional<MemberId> member;
  std::string_view action;
  std::optional<Instant> charged_from;
  std::string currency;
  std::optional<Instant> event_at;  // of the member's history, where it is not now (a seat that begins) or the row's (all else)
};

/// The state as a row keeps it. Throws when it cannot be read.
[[nodiscard]] billing::LedgerState read_ledger_state(std::string_view text);
/// The state after the last row; nothing for a team without rows.
[[nodiscard]] std::optional<billing::LedgerState> last_ledger_state(Transaction& tx, const TeamId& team);
/// And notes beside when it is to be invoiced.
void append_posting(Transaction& tx, const Permit& permit, const TeamId& team, const LedgerCause& cause,
                    const billing::Posting& posting);
/// From when the member's present seat costs something; nothing when the member has no seat.
[[nodiscard]] std::optional<Instant> seat_charged_from(Transaction& tx, const TeamId& team, const MemberId& member);

/// A seat whose invitation ended before `before` although nobody has written that yet.
struct EndedSeat {
  MemberId member;
  Instant ended_at;
};
[[nodiscard]] std::vector<EndedSeat> seats_of_ended_invitations(Transaction& tx, const TeamId& team, Instant before);

/// Newest first, rows below `before_seq`.
[[nodiscard]] std::vector<LedgerEntry> list_ledger(Transaction& tx, const TeamId& team, std::int64_t before_seq, int limit);

}  // namespace rolecall::store
