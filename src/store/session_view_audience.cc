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
#define ROLECALL_IS_NAMED "EXISTS (SELECT 1 FROM session_view_member v WHERE v.team_id = $1 AND v.member_id = m.id)"
#define ROLECALL_HOLDERS ROLECALL_IN_AUDIENCE " AND " ROLECALL_HOLDS_ONE " ORDER BY m.id LIMIT $5"
#define ROLECALL_OTHERS_NAMED ROLECALL_IN_AUDIENCE " AND NOT " ROLECALL_HOLDS_ONE " AND " ROLECALL_IS_NAMED " ORDER BY m.id"

#define ROLECALL_AUDIENCE_COLUMNS "SELECT " ROLECALL_MEMBER_COLUMNS ", " ROLECALL_IS_NAMED
/// What each custom role of the members of a query grants, and whether it stands in the audience.
#define ROLECALL_GRANTS_OF(members)                                                         \
  "SELECT h.member_id, r.grants, v.role_id FROM (SELECT m.id" members                       \
  ") c "                                                                                    \
  "JOIN member_custom_role h ON h.member_id = c.id JOIN custom_role r ON r.id = h.role_id " \
  "LEFT JOIN session_view_role v ON v.team_id = r.team_id AND v.role_id = r.id WHERE r.deleted_at IS NULL"

namespace rolecall::store {
namespace {

/// `members` and `grants` are one and the same choice: of columns of it, and of what its custom roles grant.
struct Choice {
  std::string_view members;
  std::string_view grants;
};
constexpr Choice holders{ROLECALL_AUDIENCE_COLUMNS ROLECALL_HOLDERS, ROLECALL_GRANTS_OF(ROLECALL_HOLDERS)};
constexpr Choice others_named{ROLECALL_AUDIENCE_COLUMNS ROLECALL_OTHERS_NAMED, ROLECALL_GRANTS_OF(ROLECALL_OTHERS_NAMED)};

std::map<MemberId, CustomGrants> read_grants(Rows rows) {
  std::map<MemberId, CustomGrants> granted;
  while (rows.next()) {
    CustomGrants& of_member = granted[rows.id<MemberId>(0)];
    const auto of_role = grants_from_json(rows.text_view(1));
    of_member.all = of_member.all | of_role;
    if (!rows.is_null(2)) of_member.in_audience = of_member.in_audience | of_role;
  }
  return granted;
}

template <class... Args>
std::vector<AudienceMember> read_audience(Transaction& tx, const Choice& choice, const Args&... args) {
  std::vector<AudienceMember> audience;
  bool have_custom_roles = false;
  for (auto rows = query(tx, choice.members, args...); rows.next();) {
    audience.push_back({read_member(rows, 0), {}, rows.flag(member_column_count)});
    have_custom_roles = have_custom_roles || audience.back().member.custom_role_count > 0;
  }
  if (!have_custom_roles) return audience;
  const auto granted = read_grants(query(tx, choice.grants, args...));
  for (AudienceMember& one : audience) {
    if (const auto found = granted.find(one.member.id); found != granted.end()) one.custom = found->second;
  }
  return audience;
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

std::vector<AudienceMember> holders_in_audience(Transaction& tx, const TeamId& team, const AnyOfRoles& roles,
                                                const MemberId& except, int limit) {
  return read_audience(tx, holders, team, except, bits_of(roles), ids_of(roles), limit);
}

std::int64_t count_in_audience(Transaction& tx, const TeamId& team, const AnyOfRoles& roles, const MemberId& except) {
  auto rows =
      query(tx, "SELECT count(*)" ROLECALL_IN_AUDIENCE " AND " ROLECALL_HOLDS_ONE, team, except, bits_of(roles), ids_of(roles));
  return rows.next() ? rows.integer(0) : 0;
}

std::vector<AudienceMember> named_in_audience(Transaction& tx, const TeamId& team, const AnyOfRoles& roles,
                                              const MemberId& except) {
  return read_audience(tx, others_named, team, except, bits_of(roles), ids_of(roles));
}

std::int64_t count_sessions_of(Transaction& tx, const MemberId& clinician, Counted counted) {
  auto rows = query(tx, "SELECT count(*) FROM session s WHERE s.clinician_id = $1 AND s.restricted >= $2", clinician,
                    counted == Counted::restricted ? 1 : 0);
  return rows.next() ? rows.integer(0) : 0;
}

}  // namespace rolecall::store
