#include "service/sessions/create_session.h"

#include <algorithm>

#include "service/sessions/ask_about_session.h"
#include "service/sessions/session_fields.h"
#include "store/member.h"
#include "store/session_list.h"

namespace rolecall::service {
namespace {

bool has_delegated(store::Transaction& tx, const MemberId& assistant, const MemberId& clinician) {
  const auto clinicians = store::delegating_to(tx, assistant);
  return std::ranges::find(clinicians, clinician) != clinicians.end();
}

Result<store::Session> started(store::Transaction& tx, const store::TeamCaller& caller, const CreateSession& request) {
  const MemberId clinician = request.clinician.value_or(caller.member.id);
  const auto holder = store::find_member(tx, caller.team.id, clinician);
  if (!holder || !may_hold_sessions(tx, *holder)) {
    return invalid_field("/clinician", "expected an active member who may have sessions");
  }
  store::Session session;
  session.id = SessionId::make(tx.now());
  session.team = caller.team.id;
  session.clinician = clinician;
  session.clinician_name = holder->name;
  session.created_by = caller.member.id;
  session.started_at = request.started_at.value_or(tx.now());
  session.status = request.status;
  session.created_at = session.updated_at = tx.now();
  if (request.consent == ConsentConfirmed::yes) session.consent = store::Consent{caller.member.id, tx.now()};
  if (const auto consent = check_consent_to_start(caller, SessionStatus::draft, session); !consent) {
    return std::unexpected(consent.error());
  }
  return session;
}

}  // namespace

policy::Question ask_to_create(store::Transaction& tx, const store::TeamCaller& caller, const MemberId& clinician) {
  auto question = caller.asks(policy::Action::session_create);
  question.resource.own = clinician == caller.member.id;
  question.resource.delegated = has_delegated(tx, caller.member.id, clinician);
  return question;
}

Result<ShownSession> create_session(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                    const CreateSession& request) {
  const auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto question = ask_to_create(tx, *caller, request.clinician.value_or(caller->member.id));
  const auto permit = store::authorize(tx, *caller, question, {"team", request.team.value});
  if (!permit) return std::unexpected(permit.error());
  const auto content = check_content(request.content, tx.now());
  if (!content) return std::unexpected(content.error());
  const auto session = started(tx, *caller, request);
  if (!session) return std::unexpected(session.error());
  const auto vault = store::open_vault(tx, environment.keys.sealer(), request.team);
  const auto recorded = store::record(tx, *permit, "session.create", {"session", session->id.value}, nullptr,
                                      audit::Object{{"clinician", session->clinician},
                                                    {"status", name_of(session->status)},
                                                    {"consent_confirmed", session->consent.has_value()}});
  store::insert_session(tx, *permit, recorded, vault, *session, *content, keys_of(*content));
  return show_session(tx, *caller, vault, *store::find_session(tx, request.team, caller->member.id, session->id));
}

}  // namespace rolecall::service
