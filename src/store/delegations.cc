#include "store/delegations.h"

#include "store/sql.h"

#define ROLECALL_DELEGATIONS                                                                                       \
  "SELECT d.id, d.team_id, d.clinician_id, c.name, d.assistant_id, a.name, d.starts_at, d.ends_at, d.created_at, " \
  "d.ended_at FROM delegation d JOIN member c ON c.id = d.clinician_id JOIN member a ON a.id = d.assistant_id "    \
  "WHERE d.team_id = $1 "

namespace rolecall::store {
namespace {

std::vector<Delegation> read_delegations(Rows rows) {
  std::vector<Delegation> delegations;
  while (rows.next()) {
    delegations.push_back({rows.id<DelegationId>(0), rows.id<TeamId>(1), rows.id<MemberId>(2), rows.text(3), rows.id<MemberId>(4),
                           rows.text(5), rows.instant(6), rows.instant(7), rows.instant(8), rows.instant_or_null(9)});
  }
  return delegations;
}

/// Behind every id, so that the first page begins with the newest.
constexpr std::string_view after_all_delegation_ids = "del_~";

}  // namespace

std::optional<Delegation> find_delegation(Transaction& tx, const TeamId& team, const DelegationId& id) {
  auto found = read_delegations(query(tx, ROLECALL_DELEGATIONS "AND d.id = $2", team, id));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Delegation> list_delegations(Transaction& tx, const TeamId& team, const MemberId& member,
                                         const DelegationPage& page) {
  const std::string_view before = page.after.empty() ? after_all_delegation_ids : std::string_view(page.after.value);
  switch (page.which) {
    case WhichDelegations::all:
      return read_delegations(query(
          tx, ROLECALL_DELEGATIONS "AND (d.clinician_id = $2 OR d.assistant_id = $2) AND d.id < $3 ORDER BY d.id DESC LIMIT $4",
          team, member, before, page.limit));
    case WhichDelegations::received_in_force:
      return read_delegations(query(tx,
                                    ROLECALL_DELEGATIONS
                                    "AND d.assistant_id = $2 AND c.status = 1 AND d.ended_at IS NULL AND d.starts_at <= $5 "
                                    "AND d.ends_at > $5 AND d.id < $3 ORDER BY d.id DESC LIMIT $4",
                                    team, member, before, page.limit, tx.now()));
  }
  return {};
}

std::vector<Delegation> open_delegations_of(Transaction& tx, const TeamId& team, const MemberId& member) {
  return read_delegations(query(tx,
                                ROLECALL_DELEGATIONS
                                "AND (d.clinician_id = $2 OR d.assistant_id = $2) AND d.ended_at IS NULL AND d.ends_at > $3 "
                                "ORDER BY d.id",
                                team, member, tx.now()));
}

void insert_delegation(Transaction& tx, const Permit& permit, const Recorded&, const Delegation& delegation) {
  permit.require(tx, delegation.team);
  execute(tx,
          "INSERT INTO delegation(id, team_id, clinician_id, assistant_id, starts_at, ends_at, created_at) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7)",
          delegation.id, delegation.team, delegation.clinician, delegation.assistant, delegation.starts_at, delegation.ends_at,
          delegation.created_at);
}

void end_delegation(Transaction& tx, const Permit& permit, const Recorded&, Delegation& delegation) {
  permit.require(tx, delegation.team);
  delegation.ended_at = tx.now();
  execute(tx, "UPDATE delegation SET ended_at = $2, ended_by = $3 WHERE id = $1", delegation.id, tx.now(), permit.actor().id);
}

}  // namespace rolecall::store
