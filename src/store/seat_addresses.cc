#include "store/seat_addresses.h"

#include "store/sql.h"

namespace rolecall::store {
namespace {

/// Of rows `l`: the last one of its member before $3, and it added a seat.
#define ROLECALL_SEAT_STANDS                                                                            \
  "l.kind = 'seat_added' AND coalesce(l.event_at, l.at) < $3 AND NOT EXISTS "                           \
  "(SELECT 1 FROM seat_ledger later WHERE later.team_id = l.team_id AND later.member_id = l.member_id " \
  "AND later.seq > l.seq AND coalesce(later.event_at, later.at) < $3) LIMIT 1"

// Two statements: with OR between them the database would walk the whole ledger of the team, as SQLite would from a plain JOIN.

bool had_own_seat(Transaction& tx, const TeamId& team, const MemberId& member, Instant at) {
  return query(tx, "SELECT 1 FROM seat_ledger l WHERE l.team_id = $1 AND l.member_id = $2 AND " ROLECALL_SEAT_STANDS, team,
               member, at)
      .next();
}

bool had_seat_of_address(Transaction& tx, const TeamId& team, const std::string& address_hash, Instant at) {
  return query(tx,
               "SELECT 1 FROM seat_address a CROSS JOIN seat_ledger l WHERE a.team_id = $1 AND a.address_hash = $2 "
               "AND l.team_id = a.team_id AND l.member_id = a.member_id AND " ROLECALL_SEAT_STANDS,
               team, address_hash, at)
      .next();
}

}  // namespace

void keep_seat_address(Transaction& tx, const Permit& permit, const MemberId& member, const std::string& address_hash) {
  permit.require(tx, permit.team());
  execute(tx, "INSERT INTO seat_address(member_id, team_id, address_hash) VALUES ($1, $2, $3) ON CONFLICT (member_id) DO NOTHING",
          member, permit.team(), address_hash);
}

std::unordered_map<std::string, std::string> seat_addresses(Transaction& tx, const TeamId& team) {
  std::unordered_map<std::string, std::string> addresses;
  for (auto rows = query(tx, "SELECT member_id, address_hash FROM seat_address WHERE team_id = $1", team); rows.next();) {
    addresses.emplace(rows.text(0), rows.text(1));
  }
  return addresses;
}

std::vector<UnkeptAddress> unkept_seat_addresses(Transaction& tx, const TeamId& team) {
  std::vector<UnkeptAddress> unkept;
  for (auto rows = query(tx,
                         "SELECT m.id, m.address_key FROM member m WHERE m.team_id = $1 AND m.status IN (0, 1) "
                         "AND NOT EXISTS (SELECT 1 FROM seat_address a WHERE a.member_id = m.id) ORDER BY m.id",
                         team);
       rows.next();) {
    unkept.push_back({rows.id<MemberId>(0), rows.text(1)});
  }
  return unkept;
}

bool had_seat_before(Transaction& tx, const TeamId& team, const MemberId& member, const std::string& address_hash, Instant at) {
  return (!member.value.empty() && had_own_seat(tx, team, member, at)) || had_seat_of_address(tx, team, address_hash, at);
}

}  // namespace rolecall::store
