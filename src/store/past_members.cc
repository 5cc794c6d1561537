#include "store/past_members.h"

#include "base/json.h"
#include "base/json_write.h"
#include "store/custom_roles.h"
#include "store/row_columns.h"

// A member of the team $1 with the interval that held the instant $2. Where transactions that waited for each other wrote
// intervals that overlap, the one written last counts.
#define ROLECALL_MEMBER_THEN                                                                             \
  "SELECT " ROLECALL_MEMBER_COLUMNS                                                                      \
  ", i.status, i.roles, i.owner, i.custom_roles FROM member m JOIN member_history i "                    \
  "ON i.member_id = m.id AND i.seq = (SELECT max(x.seq) FROM member_history x WHERE x.member_id = m.id " \
  "AND x.valid_from <= $2 AND (x.valid_to IS NULL OR x.valid_to > $2)) WHERE m.team_id = $1 AND i.status IN (1, 5) "

// He held a built-in role of the bits $3, or a custom one whose id occurs in the text $4. A role's name cannot pass for an id: a
// quotation mark in it is escaped.
#define ROLECALL_HOLDER_THEN                                                                                \
  "(i.status = 1 AND ((i.roles & CAST($3 AS BIGINT)) <> 0 OR (i.custom_roles <> '[]' AND EXISTS (SELECT 1 " \
  "FROM custom_role r WHERE r.team_id = $1 AND replace(CAST($4 AS TEXT), r.id, '') <> CAST($4 AS TEXT) "    \
  "AND replace(i.custom_roles, '\"id\":\"' || r.id || '\"', '') <> i.custom_roles))))"

#define ROLECALL_NEXT_BY_NAME " AND (m.name_key, m.id) > ($5, $6) ORDER BY m.name_key, m.id LIMIT $7"

namespace rolecall::store {
namespace {

constexpr std::string_view holders = ROLECALL_MEMBER_THEN "AND " ROLECALL_HOLDER_THEN ROLECALL_NEXT_BY_NAME;
constexpr std::string_view others = ROLECALL_MEMBER_THEN "AND NOT " ROLECALL_HOLDER_THEN ROLECALL_NEXT_BY_NAME;

/// `[{"id","name","grants"},…]` as store/custom_roles.h writes it. What cannot be read grants nothing.
std::vector<PastRole> roles_from_json(std::string_view text) {
  std::vector<PastRole> roles;
  const auto document = json::parse(text);
  if (!document) return roles;
  for (const json::Value role : document->root()) {
    const auto id = role.find("id");
    const auto grants = role.find("grants");
    if (!id || !id->is_string() || !grants) continue;
    roles.push_back({RoleId{std::string(id->string())}, grants_from_json(json::text(*grants))});
  }
  return roles;
}

PastMember read_past_member(const Rows& rows) {
  PastMember past{read_member(rows, 0), roles_from_json(rows.text_view(member_column_count + 3))};
  past.member.status = static_cast<MemberState>(rows.integer(member_column_count));
  past.member.roles = policy::RoleSet::from_bits(static_cast<std::uint64_t>(rows.integer(member_column_count + 1)));
  past.member.owner = rows.flag(member_column_count + 2);
  return past;
}

std::string ids_of(const std::vector<RoleId>& roles) {
  std::string ids;
  for (const RoleId& role : roles) ids.append(role.value).push_back(' ');
  return ids;
}

}  // namespace

std::optional<PastMember> member_at(Transaction& tx, const TeamId& team, const MemberId& id, Instant at) {
  auto rows = query(tx, ROLECALL_MEMBER_THEN "AND m.id = $3", team, at, id);
  if (!rows.next()) return std::nullopt;
  return read_past_member(rows);
}

std::vector<PastMember> members_at(Transaction& tx, const TeamId& team, const PastMemberPage& page) {
  std::vector<PastMember> members;
  for (auto rows = query(tx, page.holding == Holding::one_of_the_roles ? holders : others, team, page.at,
                         static_cast<std::int64_t>(page.roles.bits()), ids_of(page.custom_roles), page.after_name, page.after,
                         page.limit);
       rows.next();) {
    members.push_back(read_past_member(rows));
  }
  return members;
}

}  // namespace rolecall::store
