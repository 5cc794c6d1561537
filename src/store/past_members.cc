#include "store/past_members.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "base/json_write.h"
#include "store/custom_roles.h"
#include "store/row_columns.h"

#define ROLECALL_THEN_COLUMNS ROLECALL_MEMBER_COLUMNS ", i.status, i.roles, i.owner, i.custom_roles "

// The interval of the member m that held the instant $2. Where transactions that waited for each other wrote intervals that
// overlap, the one written last counts.
#define ROLECALL_INTERVAL_THEN                                                                        \
  "i.member_id = m.id AND i.seq = (SELECT max(x.seq) FROM member_history x WHERE x.member_id = m.id " \
  "AND x.valid_from <= $2 AND (x.valid_to IS NULL OR x.valid_to > $2)) "

#define ROLECALL_HOLDERS_THEN                                  \
  "SELECT " ROLECALL_THEN_COLUMNS                              \
  "FROM member_history i JOIN member m ON m.id = i.member_id " \
  "WHERE i.team_id = $1 AND i.status = 1 AND " ROLECALL_INTERVAL_THEN

// Ten parameters.
#define ROLECALL_TEN(tens) \
  "$" tens "0, $" tens "1, $" tens "2, $" tens "3, $" tens "4, $" tens "5, $" tens "6, $" tens "7, $" tens "8, $" tens "9"

namespace rolecall::store {
namespace {

/// The next members by name, whatever they were then: first chosen, then joined, so that no planner sorts the team. Nobody's
/// history begins before he was made, so who was made later is passed over before anything is joined.
constexpr std::string_view next_by_name =
    "SELECT " ROLECALL_THEN_COLUMNS
    "FROM (SELECT * FROM member n WHERE n.team_id = $1 AND (n.name_key, n.id) > ($3, $4) AND n.created_at <= $2 "
    "ORDER BY n.name_key, n.id LIMIT $5) m "
    "LEFT JOIN member_history i ON " ROLECALL_INTERVAL_THEN "ORDER BY m.name_key, m.id";
constexpr int walked_at_once = 200;

constexpr std::string_view these_members =
    "SELECT " ROLECALL_THEN_COLUMNS "FROM member m JOIN member_history i ON " ROLECALL_INTERVAL_THEN
    "WHERE m.team_id = $1 AND m.id IN ($3, $4, $5, $6, $7, $8, $9, " ROLECALL_TEN("1") ", " ROLECALL_TEN("2") ", " ROLECALL_TEN(
        "3") ", " ROLECALL_TEN("4") ", " ROLECALL_TEN("5") ", " ROLECALL_TEN("6") ", " ROLECALL_TEN("7") ", " ROLECALL_TEN("8") ")";
constexpr std::size_t asked_at_once = 87;

constexpr std::string_view with_these_roles = ROLECALL_HOLDERS_THEN "AND i.roles = $3 LIMIT $4";
constexpr std::string_view with_custom_role =
    ROLECALL_HOLDERS_THEN "AND i.custom_roles <> '[]' AND replace(i.custom_roles, $3, '') <> i.custom_roles LIMIT $4";

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

constexpr int name_key_column = 6;

PastMember read_past_member(const Rows& rows) {
  PastMember past{read_member(rows, 0), roles_from_json(rows.text_view(member_column_count + 3))};
  past.member.status = static_cast<MemberState>(rows.integer(member_column_count));
  past.member.roles = policy::RoleSet::from_bits(static_cast<std::uint64_t>(rows.integer(member_column_count + 1)));
  past.member.owner = rows.flag(member_column_count + 2);
  return past;
}

bool was_there(const Rows& rows) {
  if (rows.is_null(member_column_count)) return false;
  const auto state = static_cast<MemberState>(rows.integer(member_column_count));
  return state == MemberState::active || state == MemberState::suspended;
}

bool is_holder(const PastMember& past, const PastRoles& roles) {
  if (past.member.status != MemberState::active) return false;
  if (!(past.member.roles & roles.built_in).empty()) return true;
  return std::ranges::any_of(
      past.custom, [&](const PastRole& held) { return std::ranges::find(roles.custom, held.id) != roles.custom.end(); });
}

/// As it stands in the JSON of a history. A role's name cannot pass for it: a quotation mark in a name is escaped.
std::string key_of(const RoleId& role) { return "\"id\":\"" + role.value + "\""; }

/// One step of a walk by name; moves `page` behind what was walked. Whether there may be more.
bool walk_on(Transaction& tx, const TeamId& team, PastMemberPage& page, std::vector<PastMember>& found) {
  int walked = 0;
  for (auto rows = query(tx, next_by_name, team, page.at, page.after_name, page.after, walked_at_once); rows.next(); ++walked) {
    if (std::cmp_greater_equal(found.size(), page.limit)) return false;
    page.after_name = rows.text(name_key_column);
    page.after = rows.id<MemberId>(0);
    if (!was_there(rows)) continue;
    auto past = read_past_member(rows);
    if (is_holder(past, page.roles) == (page.holding == Holding::one_of_the_roles)) found.push_back(std::move(past));
  }
  return walked == walked_at_once;
}

/// Adds those of the ids, at most `asked_at_once`, who were there.
void add_these(Transaction& tx, const TeamId& team, std::span<const MemberId> ids, Instant at, std::vector<PastMember>& found) {
  std::vector<Value> values{to_value(team), to_value(at)};
  for (const MemberId& id : ids) values.push_back(to_value(id));
  values.resize(2 + asked_at_once, to_value(ids.back()));
  for (Rows rows(tx.connection().query(these_members, values)); rows.next();) {
    if (was_there(rows)) found.push_back(read_past_member(rows));
  }
}

/// Adds those whom the query finds; false when they are more than `most`.
template <class Key>
bool add_holders(Transaction& tx, const TeamId& team, std::string_view sql, Instant at, const Key& key, int most,
                 std::vector<PastMember>& found) {
  for (auto rows = query(tx, sql, team, at, key, most + 1); rows.next();) found.push_back(read_past_member(rows));
  return std::cmp_less_equal(found.size(), most);
}

std::pair<std::string_view, std::string_view> place_in_list(const PastMember& past) {
  return {past.member.name_key, past.member.id.value};
}

void sort_by_name(std::vector<PastMember>& members) {
  std::ranges::sort(members, {}, place_in_list);
  const auto repeats = std::ranges::unique(members, {}, place_in_list);
  members.erase(repeats.begin(), repeats.end());
}

}  // namespace

std::vector<PastMember> these_at(Transaction& tx, const TeamId& team, std::span<const MemberId> ids, Instant at) {
  std::vector<PastMember> found;
  for (; !ids.empty(); ids = ids.subspan(std::min(ids.size(), asked_at_once))) {
    add_these(tx, team, ids.first(std::min(ids.size(), asked_at_once)), at, found);
  }
  sort_by_name(found);
  return found;
}

std::vector<PastMember> members_at(Transaction& tx, const TeamId& team, const PastMemberPage& page) {
  std::vector<PastMember> found;
  PastMemberPage rest = page;
  while (walk_on(tx, team, rest, found)) {
  }
  return found;
}

std::optional<std::vector<PastMember>> few_holders_at(Transaction& tx, const TeamId& team, const PastRoles& roles, Instant at,
                                                      int most) {
  std::vector<PastMember> found;
  for (std::uint64_t bits = 1; bits <= policy::RoleSet::all().bits(); ++bits) {
    if ((policy::RoleSet::from_bits(bits) & roles.built_in).empty()) continue;
    if (!add_holders(tx, team, with_these_roles, at, static_cast<std::int64_t>(bits), most, found)) return std::nullopt;
  }
  for (const RoleId& role : roles.custom) {
    if (!add_holders(tx, team, with_custom_role, at, key_of(role), most, found)) return std::nullopt;
  }
  sort_by_name(found);
  return found;
}

std::optional<policy::GrantSet> grants_at(Transaction& tx, const TeamId& team, const RoleId& role, Instant at) {
  std::vector<PastMember> holder;
  add_holders(tx, team, with_custom_role, at, key_of(role), 0, holder);
  if (holder.empty()) return std::nullopt;
  const auto held = std::ranges::find(holder.front().custom, role, &PastRole::id);
  return held == holder.front().custom.end() ? std::nullopt : std::optional(held->grants);
}

}  // namespace rolecall::store
