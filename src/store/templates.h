// Templates of notes and documents: personal ones and the team's, with their versions (SPEC section 5). Not sealed: they hold no
// patient's data. Proposals are in template_proposals.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "store/permit.h"
#include "store/session_text.h"
#include "store/transaction.h"

namespace rolecall::store {

enum class Visibility { personal, team };

struct Template {
  TemplateId id;
  TeamId team;
  MemberId author;
  std::string author_name;
  Visibility visibility = Visibility::personal;
  TextKind kind = TextKind::note;
  std::string name;
  std::string body;  // of the present version
  std::int64_t version = 1;
  /// The team template that a personal one began as.
  struct Origin {
    TemplateId id;
    std::int64_t version = 0;          // that was copied
    std::int64_t present_version = 0;  // of the origin now; as copied when it is gone
  };
  std::optional<Origin> origin;
  std::int64_t revision = 1;
  Instant created_at;
  Instant updated_at;
};

struct TemplateVersion {
  std::int64_t version = 0;
  MemberId author;
  std::string author_name;
  std::string name;
  std::string body;
  Instant created_at;
};

[[nodiscard]] std::string_view name_of(Visibility visibility);
[[nodiscard]] std::string_view name_of(TextKind kind);
[[nodiscard]] std::optional<Visibility> visibility_from(std::string_view name);
[[nodiscard]] std::optional<TextKind> text_kind_from(std::string_view name);

/// Nothing when the team has no such template, or it was deleted. Also somebody else's personal one: policy decides.
[[nodiscard]] std::optional<Template> find_template(Transaction& tx, const TeamId& team, const TemplateId& id);
/// Names fold; ties by id.
struct TemplatePosition {
  std::string name_key;
  TemplateId id;
};
[[nodiscard]] TemplatePosition position_of(const Template& one);
/// Which templates a list shows: the team's, and the personal ones of `author` when there is one.
struct TemplateFilter {
  TeamId team;
  std::optional<MemberId> author;
  std::optional<TextKind> kind;
  std::optional<Visibility> visibility;
};
/// By name; at most `limit` behind `after`.
[[nodiscard]] std::vector<Template> list_templates(Transaction& tx, const TemplateFilter& filter,
                                                   const std::optional<TemplatePosition>& after, int limit);
/// The personal copy that this member has of a team template.
[[nodiscard]] std::optional<Template> find_copy(Transaction& tx, const TeamId& team, const MemberId& author,
                                                const TemplateId& origin);
/// Newest first; at most `limit` older than `before`.
[[nodiscard]] std::vector<TemplateVersion> list_template_versions(Transaction& tx, const TemplateId& id,
                                                                  std::optional<std::int64_t> before, int limit);
[[nodiscard]] std::optional<TemplateVersion> find_template_version(Transaction& tx, const TemplateId& id, std::int64_t version);
/// Personal copies of a team template that exist.
[[nodiscard]] std::int64_t copies_of(Transaction& tx, const TemplateId& id);
/// Personal templates of a member: what is handed over.
[[nodiscard]] std::vector<TemplateId> personal_templates_of(Transaction& tx, const MemberId& author);

void insert_template(Transaction& tx, const Permit& permit, const Recorded& recorded, const Template& one);
/// A new version by this member; raises version and revision.
void save_template(Transaction& tx, const Permit& permit, const Recorded& recorded, Template& one, const MemberId& author);
void delete_template(Transaction& tx, const Permit& permit, const Recorded& recorded, const Template& one);
/// Hands a personal template over to another member.
void give_template(Transaction& tx, const Permit& permit, const Recorded& recorded, const TemplateId& id, const MemberId& to);

}  // namespace rolecall::store
