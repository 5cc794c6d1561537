#include "store/role_holders.h"

#include "store/row_columns.h"

namespace rolecall::store {
namespace {

std::vector<Member> read_members(Rows rows) {
  std::vector<Member> members;
  while (rows.next()) members.push_back(read_member(rows, 0));
  return members;
}

}  // namespace

std::vector<Member> holders_of_any(Transaction& tx, const TeamId& team, const policy::RoleSet& roles, const MemberId& except) {
  return read_members(query(tx,
                            "SELECT " ROLECALL_MEMBER_COLUMNS
                            " FROM member m WHERE m.team_id = $1 AND m.status = 1 AND m.id <> $2 "
                            "AND ((m.roles & $3) <> 0 OR m.custom_role_count > 0) ORDER BY m.id",
                            team, except, static_cast<std::int64_t>(roles.bits())));
}

std::vector<Member> members_with_sessions(Transaction& tx, const TeamId& team, const MemberId& except) {
  return read_members(query(tx,
                            "SELECT " ROLECALL_MEMBER_COLUMNS
                            " FROM member m WHERE m.team_id = $1 AND m.status = 1 AND m.id <> $2 "
                            "AND EXISTS (SELECT 1 FROM session s WHERE s.clinician_id = m.id) ORDER BY m.id",
                            team, except));
}

}  // namespace rolecall::store
