#include "store/session_view_audience.h"

#include <map>

#include "store/custom_roles.h"
#include "store/row_columns.h"

/// Active members of the team $1 but $2.
#define ROLECALL_IN_AUDIENCE " FROM member m WHERE m.team_id = $1 AND m.status = 1 AND m.id <> $2"

namespace rolecall::store {
namespace {

std::vector<Member> read_members(Rows rows) {
  std::vector<Member> members;
  while (rows.next()) members.push_back(read_member(rows, 0));
  return members;
}

/// What their custom roles grant to the named members who have any.
std::map<MemberId, policy::GrantSet> custom_grants_of_named(Transaction& tx, const TeamId& team) {
  std::map<MemberId, policy::GrantSet> granted;
  for (auto rows = query(tx,
                         "SELECT h.member_id, r.grants FROM session_view_member v "
                         "JOIN member_custom_role h ON h.member_id = v.member_id JOIN custom_role r ON r.id = h.role_id "
                         "WHERE v.team_id = $1 AND r.deleted_at IS NULL",
                         team);
       rows.next();) {
    policy::GrantSet& grants = granted[rows.id<MemberId>(0)];
    grants = grants | grants_from_json(rows.text_view(1));
  }
  return granted;
}

}  // namespace

std::vector<Member> holders_in_audience(Transaction& tx, const TeamId& team, const policy::RoleSet& roles, const MemberId& except,
                                        int limit) {
  return read_members(
      query(tx, "SELECT " ROLECALL_MEMBER_COLUMNS ROLECALL_IN_AUDIENCE " AND (m.roles & $3) <> 0 ORDER BY m.id LIMIT $4", team,
            except, static_cast<std::int64_t>(roles.bits()), limit));
}

std::int64_t count_in_audience(Transaction& tx, const TeamId& team, const policy::RoleSet& roles, const MemberId& except) {
  auto rows = query(tx, "SELECT count(*)" ROLECALL_IN_AUDIENCE " AND (m.roles & $3) <> 0", team, except,
                    static_cast<std::int64_t>(roles.bits()));
  return rows.next() ? rows.integer(0) : 0;
}

std::vector<NamedMember> named_in_audience(Transaction& tx, const TeamId& team, const policy::RoleSet& roles,
                                           const MemberId& except) {
  const auto custom = custom_grants_of_named(tx, team);
  auto members = read_members(query(
      tx,
      "SELECT " ROLECALL_MEMBER_COLUMNS ROLECALL_IN_AUDIENCE
      " AND (m.roles & $3) = 0 AND EXISTS (SELECT 1 FROM session_view_member v WHERE v.team_id = $1 AND v.member_id = m.id) "
      "ORDER BY m.id",
      team, except, static_cast<std::int64_t>(roles.bits())));
  std::vector<NamedMember> named;
  for (Member& member : members) {
    const auto grants = custom.find(member.id);
    named.push_back({std::move(member), grants == custom.end() ? policy::GrantSet{} : grants->second});
  }
  return named;
}

std::int64_t count_sessions_of(Transaction& tx, const MemberId& clinician, Counted counted) {
  auto rows = query(tx, "SELECT count(*) FROM session s WHERE s.clinician_id = $1 AND s.restricted >= $2", clinician,
                    counted == Counted::restricted ? 1 : 0);
  return rows.next() ? rows.integer(0) : 0;
}

}  // namespace rolecall::store
