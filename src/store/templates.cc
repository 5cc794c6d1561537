#include "store/templates.h"

#include <limits>
#include <stdexcept>

#include "base/text.h"
#include "store/sql.h"

namespace rolecall::store {
namespace {

#define ROLECALL_TEMPLATE_SELECT                                                                                   \
  "SELECT p.id, p.team_id, p.author_id, a.name, p.visibility, p.kind, p.name, v.body, p.version, p.copied_from, "  \
  "p.copied_version, o.version, p.revision, p.created_at, p.updated_at FROM template p "                           \
  "JOIN member a ON a.id = p.author_id JOIN template_version v ON v.template_id = p.id AND v.version = p.version " \
  "LEFT JOIN template o ON o.id = p.copied_from AND o.deleted_at IS NULL "

Template read_template(const Rows& rows) {
  Template one;
  one.id = rows.id<TemplateId>(0);
  one.team = rows.id<TeamId>(1);
  one.author = rows.id<MemberId>(2);
  one.author_name = rows.text(3);
  one.visibility = rows.text_view(4) == "team" ? Visibility::team : Visibility::personal;
  one.kind = rows.text_view(5) == "note" ? TextKind::note : TextKind::document;
  one.name = rows.text(6);
  one.body = rows.text(7);
  one.version = rows.integer(8);
  if (!rows.is_null(9)) {
    const auto copied = rows.integer(10);
    one.origin = Template::Origin{rows.id<TemplateId>(9), copied, rows.is_null(11) ? copied : rows.integer(11)};
  }
  one.revision = rows.integer(12);
  one.created_at = rows.instant(13);
  one.updated_at = rows.instant(14);
  return one;
}

std::optional<Template> read_one(Rows rows) {
  if (!rows.next()) return std::nullopt;
  return read_template(rows);
}

#define ROLECALL_VERSION_SELECT                                                                  \
  "SELECT v.version, v.author_id, a.name, v.name, v.body, v.created_at FROM template_version v " \
  "JOIN member a ON a.id = v.author_id "

TemplateVersion read_template_version(const Rows& rows) {
  return {rows.integer(0), rows.id<MemberId>(1), rows.text(2), rows.text(3), rows.text(4), rows.instant(5)};
}

void insert_version(Transaction& tx, const Template& one, const MemberId& author) {
  execute(tx,
          "INSERT INTO template_version(template_id, version, author_id, name, body, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
          one.id, one.version, author, one.name, one.body, tx.now());
}

std::int64_t read_count(Rows rows) { return rows.next() ? rows.integer(0) : 0; }

}  // namespace

std::string_view name_of(Visibility visibility) { return visibility == Visibility::team ? "team" : "personal"; }
std::string_view name_of(TextKind kind) { return kind == TextKind::note ? "note" : "document"; }

std::optional<Visibility> visibility_from(std::string_view name) {
  if (name == "personal") return Visibility::personal;
  return name == "team" ? std::optional(Visibility::team) : std::nullopt;
}

std::optional<TextKind> text_kind_from(std::string_view name) {
  if (name == "note") return TextKind::note;
  return name == "document" ? std::optional(TextKind::document) : std::nullopt;
}

std::optional<Template> find_template(Transaction& tx, const TeamId& team, const TemplateId& id) {
  return read_one(query(tx, ROLECALL_TEMPLATE_SELECT "WHERE p.team_id = $1 AND p.id = $2 AND p.deleted_at IS NULL", team, id));
}

TemplatePosition position_of(const Template& one) { return {key_of_name(one.name), one.id}; }

std::vector<Template> list_templates(Transaction& tx, const TemplateFilter& filter, const std::optional<TemplatePosition>& after,
                                     int limit) {
  const auto from = after.value_or(TemplatePosition{});
  const std::string_view kind = filter.kind ? name_of(*filter.kind) : "";
  const std::string_view visibility = filter.visibility ? name_of(*filter.visibility) : "";
  std::vector<Template> templates;
  for (auto rows = query(tx,
                         ROLECALL_TEMPLATE_SELECT
                         "WHERE p.team_id = $1 AND p.deleted_at IS NULL AND (p.visibility = 'team' OR p.author_id = $2) "
                         "AND (CAST($3 AS TEXT) = '' OR p.kind = $3) AND (CAST($4 AS TEXT) = '' OR p.visibility = $4) "
                         "AND (p.name_key, p.id) > ($5, $6) ORDER BY p.name_key, p.id LIMIT $7",
                         filter.team, filter.author.value_or(MemberId{}), kind, visibility, from.name_key, from.id, limit);
       rows.next();) {
    templates.push_back(read_template(rows));
  }
  return templates;
}

std::optional<Template> find_copy(Transaction& tx, const TeamId& team, const MemberId& author, const TemplateId& origin) {
  return read_one(query(tx,
                        ROLECALL_TEMPLATE_SELECT
                        "WHERE p.team_id = $1 AND p.author_id = $2 AND p.copied_from = $3 AND p.visibility = 'personal' "
                        "AND p.deleted_at IS NULL",
                        team, author, origin));
}

std::vector<TemplateVersion> list_template_versions(Transaction& tx, const TemplateId& id, std::optional<std::int64_t> before,
                                                    int limit) {
  std::vector<TemplateVersion> versions;
  for (auto rows =
           query(tx, ROLECALL_VERSION_SELECT "WHERE v.template_id = $1 AND v.version < $2 ORDER BY v.version DESC LIMIT $3", id,
                 before.value_or(std::numeric_limits<std::int64_t>::max()), limit);
       rows.next();) {
    versions.push_back(read_template_version(rows));
  }
  return versions;
}

std::optional<TemplateVersion> find_template_version(Transaction& tx, const TemplateId& id, std::int64_t version) {
  auto rows = query(tx, ROLECALL_VERSION_SELECT "WHERE v.template_id = $1 AND v.version = $2", id, version);
  if (!rows.next()) return std::nullopt;
  return read_template_version(rows);
}

std::int64_t copies_of(Transaction& tx, const TemplateId& id) {
  return read_count(query(tx, "SELECT count(*) FROM template WHERE copied_from = $1 AND deleted_at IS NULL", id));
}

std::vector<TemplateId> personal_templates_of(Transaction& tx, const MemberId& author) {
  std::vector<TemplateId> ids;
  for (auto rows = query(tx,
                         "SELECT id FROM template WHERE author_id = $1 AND visibility = 'personal' AND deleted_at IS NULL "
                         "ORDER BY name_key, id",
                         author);
       rows.next();) {
    ids.push_back(rows.id<TemplateId>(0));
  }
  return ids;
}

void insert_template(Transaction& tx, const Permit& permit, const Recorded&, const Template& one) {
  permit.require(tx, one.team);
  execute(tx,
          "INSERT INTO template(id, team_id, author_id, visibility, kind, name, name_key, version, copied_from, copied_version, "
          "created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
          one.id, one.team, one.author, name_of(one.visibility), name_of(one.kind), one.name, key_of_name(one.name), one.version,
          one.origin ? std::optional(one.origin->id) : std::nullopt,
          one.origin ? std::optional(one.origin->version) : std::nullopt, tx.now());
  insert_version(tx, one, one.author);
}

void save_template(Transaction& tx, const Permit& permit, const Recorded&, Template& one, const MemberId& author) {
  permit.require(tx, one.team);
  ++one.version;
  ++one.revision;
  one.updated_at = tx.now();
  const auto changed = execute(tx,
                               "UPDATE template SET name = $2, name_key = $3, version = $4, revision = $5, updated_at = $6, "
                               "copied_version = $7 WHERE id = $1 AND revision = $5 - 1 AND deleted_at IS NULL",
                               one.id, one.name, key_of_name(one.name), one.version, one.revision, tx.now(),
                               one.origin ? std::optional(one.origin->version) : std::nullopt);
  if (changed != 1) throw std::logic_error("a template is saved that was not read in this transaction");
  insert_version(tx, one, author);
}

void delete_template(Transaction& tx, const Permit& permit, const Recorded&, const Template& one) {
  permit.require(tx, one.team);
  execute(tx, "UPDATE template SET deleted_at = $2 WHERE id = $1", one.id, tx.now());
}

void give_template(Transaction& tx, const Permit& permit, const Recorded&, const TemplateId& id, const MemberId& to) {
  permit.require(tx, permit.team());
  // A copy of the same team template that the heir has already stays his; the one that comes is a template of its own.
  execute(tx, "UPDATE template SET author_id = $2, copied_from = NULL, copied_version = NULL WHERE id = $1 AND team_id = $3", id,
          to, permit.team());
}

}  // namespace rolecall::store
