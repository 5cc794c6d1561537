#include "store/custom_roles.h"

#include "base/json.h"
#include "base/json_write.h"
#include "base/text.h"
#include "policy/catalog.h"
#include "store/member.h"
#include "store/sql.h"

namespace rolecall::store {
namespace {

std::optional<policy::GrantId> grant_from(std::string_view action, std::string_view scope) {
  for (std::size_t i = 0; i < policy::grant_count; ++i) {
    const auto id = static_cast<policy::GrantId>(i);
    const policy::Grant& grant = policy::grant_at(id);
    if (policy::name_of(grant.action) == action && policy::name_of(grant.scope) == scope) return id;
  }
  return std::nullopt;
}

CustomRole read_role(const Rows& rows) {
  return {rows.id<RoleId>(0),
          rows.id<TeamId>(1),
          rows.text(2),
          rows.text_view(3) == "admin" ? policy::RoleFamily::admin : policy::RoleFamily::clinician,
          grants_from_json(rows.text_view(4)),
          rows.integer(5),
          rows.instant(6)};
}

}  // namespace

std::string grants_as_json(const policy::GrantSet& grants) {
  std::string out;
  json::Writer writer(out);
  writer.begin_array();
  for (const policy::GrantId id : grants) {
    const policy::Grant& grant = policy::grant_at(id);
    writer.begin_array().value(policy::name_of(grant.action)).value(policy::name_of(grant.scope)).end_array();
  }
  writer.end_array();
  return out;
}

policy::GrantSet grants_from_json(std::string_view text) {
  policy::GrantSet grants;
  const auto document = json::parse(text);
  if (!document) return grants;
  for (const json::Value pair : document->root()) {
    std::vector<std::string_view> names;
    for (const json::Value name : pair) names.push_back(name.string());
    if (names.size() != 2) continue;
    if (const auto id = grant_from(names[0], names[1])) grants.add(*id);
  }
  return grants;
}

std::vector<CustomRole> list_custom_roles(Transaction& tx, const TeamId& team) {
  std::vector<CustomRole> roles;
  for (auto rows = query(tx,
                         "SELECT id, team_id, name, family, grants, revision, created_at FROM custom_role "
                         "WHERE team_id = $1 AND deleted_at IS NULL ORDER BY name_key, id",
                         team);
       rows.next();) {
    roles.push_back(read_role(rows));
  }
  return roles;
}

std::optional<CustomRole> find_custom_role(Transaction& tx, const TeamId& team, const RoleId& id) {
  auto rows = query(tx,
                    "SELECT id, team_id, name, family, grants, revision, created_at FROM custom_role "
                    "WHERE id = $1 AND team_id = $2 AND deleted_at IS NULL",
                    id, team);
  if (!rows.next()) return std::nullopt;
  return read_role(rows);
}

std::map<RoleId, std::string> custom_role_names(Transaction& tx, const TeamId& team) {
  std::map<RoleId, std::string> names;
  for (auto rows = query(tx, "SELECT id, name FROM custom_role WHERE team_id = $1", team); rows.next();) {
    names.emplace(rows.id<RoleId>(0), rows.text(1));
  }
  return names;
}

std::string custom_roles_as_json(Transaction& tx, const std::vector<RoleId>& roles) {
  std::string out;
  json::Writer writer(out);
  writer.begin_array();
  for (const RoleId& id : roles) {
    auto rows = query(tx, "SELECT name, grants FROM custom_role WHERE id = $1", id);
    if (!rows.next()) continue;
    writer.begin_object().field("id", id).field("name", rows.text_view(0)).raw_field("grants", rows.text_view(1)).end_object();
  }
  writer.end_array();
  return out;
}

std::vector<MemberId> holders_of(Transaction& tx, const RoleId& role) {
  std::vector<MemberId> holders;
  for (auto rows = query(tx,
                         "SELECT h.member_id FROM member_custom_role h JOIN member m ON m.id = h.member_id "
                         "WHERE h.role_id = $1 AND m.status IN (0, 1, 5) ORDER BY h.member_id",
                         role);
       rows.next();) {
    holders.push_back(rows.id<MemberId>(0));
  }
  return holders;
}

void insert_custom_role(Transaction& tx, const Permit& permit, const Recorded&, const CustomRole& role) {
  permit.require(tx, role.team);
  execute(tx,
          "INSERT INTO custom_role(id, team_id, name, name_key, family, grants, revision, created_at, deleted_at) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)",
          role.id, role.team, role.name, key_of_name(role.name), policy::name_of(role.family), grants_as_json(role.grants),
          role.revision, role.created_at);
}

void save_custom_role(Transaction& tx, const Permit& permit, const Recorded& recorded, CustomRole& role) {
  permit.require(tx, role.team);
  ++role.revision;
  execute(tx, "UPDATE custom_role SET name = $2, name_key = $3, family = $4, grants = $5, revision = $6 WHERE id = $1", role.id,
          role.name, key_of_name(role.name), policy::name_of(role.family), grants_as_json(role.grants), role.revision);
  for (const MemberId& holder : holders_of(tx, role.id)) {
    if (const auto member = find_member(tx, role.team, holder)) reopen_history(tx, permit, recorded, *member);
  }
}

void delete_custom_role(Transaction& tx, const Permit& permit, const Recorded&, const CustomRole& role) {
  permit.require(tx, role.team);
  execute(tx, "UPDATE custom_role SET deleted_at = $2 WHERE id = $1", role.id, tx.now());
  execute(tx, "DELETE FROM member_custom_role WHERE role_id = $1", role.id);
}

}  // namespace rolecall::store
