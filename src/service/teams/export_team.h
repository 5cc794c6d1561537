// GET /teams/{team}/export: all that a team has, for its owner, as far as he may read it at that moment. Begun in one transaction
// and read part by part in later ones, each of which asks again (docs/decisions/0016). How a part is written is http's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "service/environment.h"
#include "service/members/list_members.h"
#include "service/roles/define_roles.h"
#include "service/sessions/shown_session.h"
#include "service/settings/update_settings.h"
#include "service/teams/team_view.h"
#include "service/templates/open_template.h"
#include "service/texts/texts.h"
#include "service/transcripts/transcripts.h"
#include "store/credential.h"
#include "store/session_text.h"
#include "store/sessions_as_made.h"

namespace rolecall::service {

/// What is not in the export, named by its id alone.
struct Withheld {
  std::string_view kind;  // session, transcript, note, document
  std::string id;         // of a list of notes or documents: that of their session
  SessionId session;
  std::optional<Refusal> why;  // nothing: damaged on the disk
};

using ExportItem = std::variant<TeamView, SettingsView, MemberView, CustomRoleView, ShownTemplate, ShownSession, ShownTranscript,
                                ShownText, Withheld>;

/// How far an export has come. A copy is another reader of the same team.
struct TeamExport {
  enum class Stage { team, members, templates, sessions, contents, done };

  TeamId team;
  MemberId by;
  Instant begun_at;
  Stage stage = Stage::team;
  std::optional<store::MemberPosition> after_member;
  std::optional<store::TemplatePosition> after_template;
  std::optional<store::MadePosition> after_session;

  /// Sessions that were opened and whose transcript, notes and documents come next, and where the first of them stands.
  std::vector<SessionId> opened;
  enum class Content { transcript, notes, documents };
  Content content = Content::transcript;
  std::optional<store::TextPosition> after_text;

  std::int64_t sessions = 0;           // in the export so far
  std::int64_t sessions_withheld = 0;  // named in it so far: refused, or damaged on the disk
};

/// Needs team.export, and writes nothing: nothing is sent before the first part. Errors: those of authorize.
[[nodiscard]] Result<TeamExport> begin_team_export(store::Transaction& tx, const Environment& environment,
                                                   const store::Credential& credential, const TeamId& team);

/// A bounded part of the export, and how far it has come with it.
struct TeamExportPart {
  std::vector<ExportItem> items;
  TeamExport next;
};
/// Asks for team.export again, recorded with the first part, and for each session as if it was opened by itself; what holds
/// content is recorded as an opening. Errors: those of authorize; write_needed in a read transaction that would have to record.
[[nodiscard]] Result<TeamExportPart> next_part(store::Transaction& tx, const Environment& environment,
                                               const store::Credential& credential, const TeamExport& progress);

}  // namespace rolecall::service
