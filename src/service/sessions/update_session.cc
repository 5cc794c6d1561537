#include "service/sessions/update_session.h"

#include "service/revision.h"
#include "service/sessions/ask_about_session.h"
#include "service/sessions/record_opening.h"
#include "service/sessions/session_fields.h"

namespace rolecall::service {
namespace {

using policy::Action;

/// A session that the caller may do this to, with the proof.
struct OpenedSession {
  store::TeamCaller caller;
  store::SessionFacts facts;
  store::Permit permit;
};

Result<OpenedSession> open_session(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                   const TeamId& team, const SessionId& session, Action action) {
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto facts = store::find_session(tx, team, caller->member.id, session);
  auto permit = store::authorize(tx, *caller, ask_about_session(*caller, action, facts, tx.now()), {"session", session.value});
  if (!permit) return std::unexpected(permit.error());
  return OpenedSession{std::move(*caller), std::move(*facts), std::move(*permit)};
}

/// Ids, states and times of what differs; of sealed fields only that they changed.
struct SessionChange {
  audit::Object before;
  audit::Object after;
  audit::Array sealed_fields;

  template <class T>
  void note(const char* name, const T& was, const T& is, auto shown) {
    if (was == is) return;
    before.emplace(name, shown(was));
    after.emplace(name, shown(is));
  }
};

SessionChange session_change(const store::Session& before, const store::Session& after, const store::SessionContent& old_content,
                             const store::SessionContent& new_content) {
  SessionChange change;
  change.note("status", before.status, after.status, [](SessionStatus status) { return audit::Value(name_of(status)); });
  change.note("started_at", before.started_at, after.started_at, [](Instant at) { return audit::Value(to_rfc3339(at)); });
  change.note("restricted", before.restricted, after.restricted, [](bool value) { return audit::Value(value); });
  change.note("legal_hold", before.legal_hold, after.legal_hold, [](bool value) { return audit::Value(value); });
  change.note("consent_confirmed", before.consent.has_value(), after.consent.has_value(),
              [](bool value) { return audit::Value(value); });
  if (old_content.patient != new_content.patient) change.sealed_fields.emplace_back("patient");
  if (old_content.context != new_content.context) change.sealed_fields.emplace_back("context");
  if (!change.sealed_fields.empty()) change.after.emplace("changed", change.sealed_fields);
  return change;
}

store::Patient changed_patient(const store::Patient& patient, const PatientChange& change) {
  return {change.name.value_or(patient.name), change.date_of_birth.value_or(patient.date_of_birth),
          change.identifier.value_or(patient.identifier)};
}

Result<Done> save_session_change(store::Transaction& tx, const OpenedSession& opened, const store::TeamVault& vault,
                                 store::Session session, const store::SessionContent& old_content,
                                 const store::SessionContent& content) {
  auto change = session_change(opened.facts.session, session, old_content, content);
  if (change.after.empty()) return Done{};
  const auto recorded = store::record(tx, opened.permit, "session.update", {"session", session.id.value},
                                      std::move(change.before), std::move(change.after));
  store::save_session(tx, opened.permit, recorded, vault, session, content, keys_of(content));
  return Done{};
}

/// A change that leaves the content alone, readable or not.
struct FlagChange {
  Action action;
  void (*change)(store::Session&);
  const std::optional<std::string>& if_match;
};
Result<Done> change_flag(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                         const TeamId& team, const SessionId& id, const FlagChange& wanted) {
  const auto opened = open_session(tx, environment, credential, team, id, wanted.action);
  if (!opened) return std::unexpected(opened.error());
  const auto fresh = check_revision(wanted.if_match, opened->facts.session.revision);
  if (!fresh) return std::unexpected(fresh.error());
  store::Session session = opened->facts.session;
  wanted.change(session);
  auto changed = session_change(opened->facts.session, session, {}, {});
  if (changed.after.empty()) return Done{};
  const auto recorded = store::record(tx, opened->permit, policy::name_of(wanted.action), {"session", id.value},
                                      std::move(changed.before), std::move(changed.after));
  store::save_session_flags(tx, opened->permit, recorded, session);
  return Done{};
}

}  // namespace

Result<ShownSession> update_session(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                    const UpdateSession& request) {
  const auto opened = open_session(tx, environment, credential, request.team, request.session, Action::session_update);
  if (!opened) return std::unexpected(opened.error());
  store::Session session = opened->facts.session;
  if (const auto fresh = check_revision(request.if_match, session.revision); !fresh) return std::unexpected(fresh.error());
  const auto vault = store::open_vault(tx, environment.keys.sealer(), request.team);
  const auto old_content = store::open_content(vault, session);
  if (!old_content) return std::unexpected(old_content.error());
  const auto content = check_content(
      {changed_patient(old_content->patient, request.patient), request.context.value_or(old_content->context)}, tx.now());
  if (!content) return std::unexpected(content.error());
  session.started_at = request.started_at.value_or(session.started_at);
  session.status = request.status.value_or(session.status);
  if (request.consent == ConsentConfirmed::yes && !session.consent) {
    session.consent = store::Consent{opened->caller.member.id, tx.now()};
  }
  const auto before = opened->facts.session.status;
  if (const auto consent = check_consent_to_start(opened->caller, before, session); !consent) {
    return std::unexpected(consent.error());
  }
  const auto saved = save_session_change(tx, *opened, vault, std::move(session), *old_content, *content);
  if (!saved) return std::unexpected(saved.error());
  const auto facts = store::find_session(tx, request.team, opened->caller.member.id, request.session);
  // The answer holds what the caller did not send, also when he changed nothing.
  const auto noted = record_opening(tx, opened->caller, opened->permit, facts->session, {"session", request.session.value});
  if (!noted) return std::unexpected(noted.error());
  return show_session(tx, opened->caller, vault, *facts);
}

Result<Done> delete_session(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                            const TeamId& team, const SessionId& session, const std::optional<std::string>& if_match) {
  const auto opened = open_session(tx, environment, credential, team, session, Action::session_delete);
  if (!opened) return std::unexpected(opened.error());
  const auto fresh = check_revision(if_match, opened->facts.session.revision);
  if (!fresh) return std::unexpected(fresh.error());
  const auto recorded = store::record(tx, opened->permit, "session.delete", {"session", session.value},
                                      audit::Object{{"clinician", opened->facts.session.clinician}}, nullptr);
  store::delete_session(tx, opened->permit, recorded, opened->facts.session);
  return Done{};
}

Result<Done> restrict_session(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                              const TeamId& team, const SessionId& session, Restriction restriction,
                              const std::optional<std::string>& if_match) {
  const auto change = restriction == Restriction::restricted ? [](store::Session& one) { one.restricted = true; }
                                                             : [](store::Session& one) { one.restricted = false; };
  return change_flag(tx, environment, credential, team, session, {Action::session_restrict, change, if_match});
}

Result<Done> hold_session(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                          const TeamId& team, const SessionId& session, LegalHold hold,
                          const std::optional<std::string>& if_match) {
  const auto change = hold == LegalHold::held ? [](store::Session& one) { one.legal_hold = true; }
                                              : [](store::Session& one) { one.legal_hold = false; };
  return change_flag(tx, environment, credential, team, session, {Action::session_hold, change, if_match});
}

}  // namespace rolecall::service
