#include "cli/demo/team_life.h"

#include <algorithm>
#include <ranges>
#include <stdexcept>

#include "service/billing/start_trial.h"
#include "service/delegations/delegate.h"
#include "service/membership/suspend_member.h"
#include "service/sessions/read_session.h"
#include "service/sessions/update_session.h"
#include "service/settings/update_settings.h"
#include "service/shares/share_session.h"
#include "service/templates/copy_template.h"
#include "service/templates/create_template.h"
#include "service/templates/propose_template.h"
#include "service/templates/update_template.h"

namespace rolecall::cli::demo {
namespace {

using policy::ShareLevel;

constexpr std::string_view ines = "ines.okafor@harbour.example";
constexpr std::string_view lena = "lena.vogt@harbour.example";
constexpr std::string_view noor = "noor.rahimi@harbour.example";
constexpr std::string_view pavel = "pavel.hruska@harbour.example";
constexpr std::string_view wei = "wei.sandoval@harbour.example";

store::Visibility visibility_of(const TemplateText& one) { return store::visibility_from(one.visibility).value(); }
store::TextKind kind_of(const std::string& name) { return store::text_kind_from(name).value(); }

Result<Done> create(store::Transaction& tx, Told& told, const TemplateText& one) {
  const auto made =
      service::create_template(tx, told.environment, told.staff.login(tx, one.by),
                               {told.staff.team(), visibility_of(one), kind_of(one.kind), {one.name, one.versions.front()}});
  if (made) told.templates.emplace(one.name, made->stored.id);
  return only_done(made);
}

Result<Done> revise(store::Transaction& tx, Told& told, const TemplateText& one, const std::string& body) {
  return only_done(
      service::update_template(tx, told.environment, told.staff.login(tx, one.by),
                               {{told.staff.team(), told.templates.at(one.name)}, std::nullopt, body, std::nullopt}));
}

/// The visit's number; `age` 0 is the newest one of this clinician that is signed.
std::size_t signed_visit(const std::vector<Visit>& visits, std::string_view clinician, int age) {
  for (std::size_t i = visits.size(); i-- > 0;) {
    const Visit& visit = visits[i];
    if (visit.clinician == clinician && visit.progress == Progress::signed_off && age-- == 0) return i;
  }
  throw std::logic_error("the demo tells of a visit that it does not have");
}

struct Share {
  std::string_view from, to;
  std::size_t visit;
  ShareLevel level;
  std::optional<Instant> expires_at;
};

Result<Done> share(store::Transaction& tx, Told& told, const Share& one) {
  return only_done(service::share_session(
      tx, told.environment, told.staff.login(tx, one.from),
      {told.staff.team(), told.papers.at(one.visit).session, told.staff.member(one.to), one.level, one.expires_at}));
}

Result<Done> switch_view_on(store::Transaction& tx, Told& told, const policy::FeatureSet& features) {
  const auto login = told.staff.login(tx, owner);
  if (!features.has(policy::Feature::session_view)) {
    const auto trial = service::start_trial(tx, told.environment, login, told.staff.team());
    if (!trial) return std::unexpected(trial.error());
  }
  service::UpdateSettings request{.team = told.staff.team(), .draft = {}, .if_match = std::nullopt};
  request.draft.session_view = service::SessionViewDraft{.enabled = true};
  request.draft.content_footer = "Harbour Street Clinic, 12 Harbour Street. An invented clinic: nothing here is medical advice.";
  return only_done(service::update_settings(tx, told.environment, login, request));
}

/// The administrator reads a colleague's session and its note.
Result<Done> look_at(store::Transaction& tx, Told& told, std::size_t visit, std::string_view reader) {
  const Told::Papers& papers = told.papers.at(visit);
  const auto login = told.staff.login(tx, reader);
  const auto seen = service::read_session(tx, told.environment, login, told.staff.team(), papers.session);
  if (!seen) return std::unexpected(seen.error());
  return only_done(
      service::read_text(tx, told.environment, login, {told.staff.team(), papers.session, store::TextKind::note, papers.note}));
}

/// What Session View is for: the administrator makes a document of a colleague's session.
Result<Done> write_cover(store::Transaction& tx, Told& told, std::size_t visit) {
  return only_done(service::create_text(
      tx, told.environment, told.staff.login(tx, administrator),
      {{told.staff.team(), told.papers.at(visit).session, store::TextKind::document, ""},
       std::nullopt,
       "Cover sheet for the insurer",
       "Copies of the papers of this visit were asked for by the insurer and sent with the patient's written consent.\n\n"
       "- Note of the visit\n- This cover sheet"}));
}

}  // namespace

void tell_templates(Timeline& timeline, Told& told, const Corpus& corpus, const policy::FeatureSet& features, Instant now) {
  const Instant first = opening_of(now) + days(1);
  const bool has_team_templates = features.has(policy::Feature::team_templates);
  for (const TemplateText& one : corpus.templates) {
    if (visibility_of(one) == store::Visibility::team && !has_team_templates) continue;
    timeline.at(first, [&](store::Transaction& tx) { return create(tx, told, one); });
    for (std::size_t i = 1; i < one.versions.size(); ++i) {
      timeline.at(first + days(20 * static_cast<std::int64_t>(i)),
                  [&, i](store::Transaction& tx) { return revise(tx, told, one, one.versions[i]); });
    }
  }
  if (!has_team_templates) return;
  for (const CopyText& one : corpus.copies) {
    timeline.at(first + days(2), [&](store::Transaction& tx) {
      return only_done(
          service::edit_as_copy(tx, told.environment, told.staff.login(tx, one.by),
                                {{told.staff.team(), told.templates.at(one.of)}, std::nullopt, one.body, std::nullopt}));
    });
  }
  for (const ProposalText& one : corpus.proposals) {
    timeline.at(now - days(6), [&](store::Transaction& tx) {
      return only_done(service::propose_template(tx, told.environment, told.staff.login(tx, one.by),
                                                 {.team = told.staff.team(),
                                                  .changes = {},
                                                  .base_version = {},
                                                  .kind = kind_of(one.kind),
                                                  .words = {one.name, one.body},
                                                  .message = one.message}));
    });
  }
}

void tell_sharing(Timeline& timeline, Told& told, const std::vector<Visit>& visits, Instant now) {
  const auto tell_share = [&](std::string_view from, std::string_view to, std::size_t visit, ShareLevel level,
                              std::optional<Instant> expires_at = std::nullopt) {
    timeline.at(now - hours(30), [&told, one = Share{from, to, visit, level, expires_at}](store::Transaction& tx) {
      return share(tx, told, one);
    });
  };
  tell_share(ines, pavel, signed_visit(visits, ines, 3), ShareLevel::view);
  tell_share(noor, ines, signed_visit(visits, noor, 4), ShareLevel::edit, now + days(21));
  tell_share(owner, lena, signed_visit(visits, owner, 5), ShareLevel::full);
  tell_share(lena, pavel, signed_visit(visits, owner, 5), ShareLevel::view);
  timeline.at(now - days(12), [&told, now](store::Transaction& tx) {
    return only_done(service::delegate_sessions(tx, told.environment, told.staff.login(tx, ines),
                                                {told.staff.team(), told.staff.member(assistant), tx.now(), now + days(16)}));
  });
  timeline.at(now - hours(29), [&told, visit = signed_visit(visits, wei, 4)](store::Transaction& tx) {
    return service::restrict_session(tx, told.environment, told.staff.login(tx, wei), told.staff.team(),
                                     told.papers.at(visit).session, service::Restriction::restricted);
  });
  timeline.at(now - hours(28), [&told, visit = signed_visit(visits, pavel, 6)](store::Transaction& tx) {
    return service::hold_session(tx, told.environment, told.staff.login(tx, owner), told.staff.team(),
                                 told.papers.at(visit).session, service::LegalHold::held);
  });
  timeline.at(leave_of(now), [&told](store::Transaction& tx) {
    return only_done(service::suspend_member(tx, told.environment, told.staff.login(tx, owner),
                                             {told.staff.team(), told.staff.member(on_leave), std::nullopt}));
  });
  timeline.at(now - hours(27), [&told, visit = signed_visit(visits, ines, 2)](store::Transaction& tx) {
    return look_at(tx, told, visit, assistant);
  });
}

void tell_session_view(Timeline& timeline, Told& told, const std::vector<Visit>& visits, const policy::FeatureSet& features,
                       Instant now) {
  const auto& trial = told.environment.plans.trial;
  const bool can_try = trial && told.environment.plans.find_or_default(trial->plan).has("session_view");
  if (!features.has(policy::Feature::session_view) && !can_try) return;
  timeline.at(now - days(3), [&told, features](store::Transaction& tx) { return switch_view_on(tx, told, features); });
  for (const std::string_view clinician : {ines, noor, pavel}) {
    timeline.at(now - hours(26), [&told, visit = signed_visit(visits, clinician, 3)](store::Transaction& tx) {
      return look_at(tx, told, visit, administrator);
    });
  }
  timeline.at(now - hours(25),
              [&told, visit = signed_visit(visits, ines, 3)](store::Transaction& tx) { return write_cover(tx, told, visit); });
}

}  // namespace rolecall::cli::demo
