#include "service/templates/preview_template.h"

#include <map>

#include "service/sessions/session_fields.h"
#include "service/templates/open_template.h"
#include "service/templates/template_fields.h"
#include "service/texts/texts.h"

namespace rolecall::service {
namespace {

/// Nobody's: the names are invented, the days are today's.
std::map<std::string, std::string, std::less<>> invented_values(const store::TeamCaller& caller, store::TextKind kind,
                                                                Instant now) {
  const auto today = to_date(now);
  std::map<std::string, std::string, std::less<>> values{{"patient.name", "Robin Example"},
                                                         {"patient.date_of_birth", "1980-02-29"},
                                                         {"patient.identifier", "MRN 0000"},
                                                         {"session.date", today},
                                                         {"session.context", "Follow-up after four weeks"},
                                                         {"clinician.name", "Dr Kim Sample"},
                                                         {"author.name", caller.member.name},
                                                         {"team.name", caller.team.name},
                                                         {"today", today},
                                                         {"transcript", "Clinician: How have you been?\nPatient: Better."}};
  // The first note of a session has none before it.
  if (kind == store::TextKind::document) values.emplace("note", "Feels better. No new complaints.");
  return values;
}

}  // namespace

Result<TemplatePreview> preview_template(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const PreviewTemplate& request) {
  const auto opened = open_team_for(tx, environment, credential, request.team, policy::Action::template_use);
  if (!opened) return std::unexpected(opened.error());
  const auto body = many_lines(request.body, longest_template_body);
  if (!body) return invalid_field("/body", "expected at most 20,000 characters");
  TemplatePreview preview{clinical::check_placeholders(*body), {}};
  if (preview.errors.empty()) {
    const auto filled =
        clinical::fill_placeholders(*body, invented_values(opened->caller, request.kind, tx.now()), longest_text_body);
    if (!filled) return invalid_field("/body", "expected at most 100,000 characters when the placeholders are filled in");
    preview.rendered = *filled;
  }
  return preview;
}

Result<Done> ask_for_placeholders(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                  const TeamId& team) {
  const auto opened = open_team_for(tx, environment, credential, team, policy::Action::template_use);
  if (!opened) return std::unexpected(opened.error());
  return Done{};
}

}  // namespace rolecall::service
