#include "store/session_view_audience.h"

#include "store/custom_roles.h"
#include "store/row_columns.h"

/// Active members of the team $1 but $2.
#define ROLECALL_IN_AUDIENCE " FROM member m WHERE m.team_id = $1 AND m.status = 1 AND m.id <> $2"
/// Who holds a built-in role of the bits $3 or a custom one whose id occurs in the text $4. Ids are all of one length and begin
/// alike, so that none occurs in others.
#define ROLECALL_HOLDS_ONE                                                                           \
  "((m.roles & $3) <> 0 OR (m.custom_role_count > 0 AND EXISTS (SELECT 1 FROM member_custom_role h " \
  "WHERE h.member_id = m.id AND replace(CAST($4 AS TEXT), h.role_id, '') <> CAST($4 AS TEXT))))"

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

std::int64_t bits_of(const AnyOfRoles& roles) { return static_cast<std::int64_t>(roles.built_in.bits()); }

std::string ids_of(const AnyOfRoles& roles) {
  std::string ids;
  for (const RoleId& role : roles.custom) ids.append(role.value).push_back(' ');
  return ids;
}

}  // namespace

std::vector<AudienceRole> custom_roles_in_audience(Transaction& tx, const TeamId& team) {
  std::vector<AudienceRole> roles;
  for (auto rows = query(tx,
                         "SELECT r.id, r.grants FROM session_view_role v JOIN custom_role r ON r.id = v.role_id "
                         "WHERE v.team_id = $1 AND r.deleted_at IS NULL ORDER BY r.id",
                         team);
       rows.next();) {
    roles.push_back({rows.id<RoleId>(0), grants_from_json(rows.text_view(1))});
  }
  return roles;
}

bool is_in_audience(Transaction& tx, const TeamId& team, const RoleId& role) {
  auto rows = query(tx, "SELECT 1 FROM session_view_role WHERE team_id = $1 AND role_id = $2", team, role);
  return rows.next();
}

std::map<MemberId, std::vector<RoleId>> custom_roles_held(Transaction& tx, const TeamId& team) {
  std::map<MemberId, std::vector<RoleId>> held;
  for (auto rows = query(tx,
                         "SELECT h.member_id, h.role_id FROM member m JOIN member_custom_role h ON h.member_id = m.id "
                         "WHERE m.team_id = $1 AND m.status = 1 AND m.custom_role_count > 0",
                         team);
       rows.next();) {
    held[rows.id<MemberId>(0)].push_back(rows.id<RoleId>(1));
  }
  return held;
}

std::vector<Member> holders_in_audience(Transaction& tx, const TeamId& team, const AnyOfRoles& roles, const MemberId& except,
                                        int limit) {
  return read_members(
      query(tx, "SELECT " ROLECALL_MEMBER_COLUMNS ROLECALL_IN_AUDIENCE " AND " ROLECALL_HOLDS_ONE " ORDER BY m.id LIMIT $5", team,
            except, bits_of(roles), ids_of(roles), limit));
}

std::int64_t count_in_audience(Transaction& tx, const TeamId& team, const AnyOfRoles& roles, const MemberId& except) {
  auto rows =
      query(tx, "SELECT count(*)" ROLECALL_IN_AUDIENCE " AND " ROLECALL_HOLDS_ONE, team, except, bits_of(roles), ids_of(roles));
  return rows.next() ? rows.integer(0) : 0;
}

std::vector<NamedMember> named_in_audience(Transaction& tx, const TeamId& team, const AnyOfRoles& roles, const MemberId& except) {
  const auto custom = custom_grants_of_named(tx, team);
  auto members = read_members(
      query(tx,
            "SELECT " ROLECALL_MEMBER_COLUMNS ROLECALL_IN_AUDIENCE " AND NOT " ROLECALL_HOLDS_ONE
            " AND EXISTS (SELECT 1 FROM session_view_member v WHERE v.team_id = $1 AND v.member_id = m.id) ORDER BY m.id",
            team, except, bits_of(roles), ids_of(roles)));
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
