#include "store/ownership.h"

#include <array>

#include "store/sql.h"

namespace rolecall::store {

std::string_view name_of(TransferOutcome outcome) {
  static constexpr std::array<std::string_view, 5> names{"accepted", "withdrawn", "declined", "expired", "recipient_left"};
  return names[static_cast<std::size_t>(outcome)];
}

std::optional<OwnershipTransfer> find_open_transfer(Transaction& tx, const TeamId& team) {
  auto rows = query(tx,
                    "SELECT id, team_id, from_member, to_member, created_at, expires_at FROM ownership_transfer "
                    "WHERE team_id = $1 AND ended_at IS NULL",
                    team);
  if (!rows.next()) return std::nullopt;
  return OwnershipTransfer{rows.id<TransferId>(0), rows.id<TeamId>(1), rows.id<MemberId>(2),
                           rows.id<MemberId>(3),   rows.instant(4),    rows.instant(5)};
}

void insert_transfer(Transaction& tx, const Permit& permit, const Recorded&, const OwnershipTransfer& transfer) {
  permit.require(tx, transfer.team);
  execute(tx,
          "INSERT INTO ownership_transfer(id, team_id, from_member, to_member, created_at, expires_at) "
          "VALUES ($1, $2, $3, $4, $5, $6)",
          transfer.id, transfer.team, transfer.from, transfer.to, transfer.created_at, transfer.expires_at);
}

void end_transfer(Transaction& tx, const Permit& permit, const Recorded&, const OwnershipTransfer& transfer,
                  TransferOutcome outcome) {
  permit.require(tx, transfer.team);
  execute(tx, "UPDATE ownership_transfer SET ended_at = $2, outcome = $3 WHERE id = $1", transfer.id, tx.now(), name_of(outcome));
}

}  // namespace rolecall::store
