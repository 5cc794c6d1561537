#include "service/sessions/reassign_session.h"

#include "service/membership/handover.h"
#include "service/revision.h"
#include "service/sessions/ask_about_session.h"
#include "service/sessions/session_fields.h"
#include "service/shares/share_tree.h"
#include "store/handover.h"

namespace rolecall::service {
namespace {

policy::Question ask_to_reassign(const store::TeamCaller& caller, const std::optional<store::SessionFacts>& facts,
                                 const MemberId& heir, Instant now) {
  auto question = ask_about_session(caller, policy::Action::session_reassign, facts, now);
  question.request.heir = heir == caller.member.id ? policy::Heir::subject : policy::Heir::another_member;
  return question;
}

Result<store::Member> find_new_clinician(store::Transaction& tx, const store::Session& session, const MemberId& id) {
  auto member = store::find_member(tx, session.team, id);
  if (!member || !may_hold_sessions(tx, *member) || member->id == session.clinician) {
    return invalid_field("/member", "expected another active member who may hold own sessions");
  }
  return std::move(*member);
}

Result<Done> check_clinician(const store::Member& clinician, const MemberId& actor) {
  if (clinician.status != MemberState::active || clinician.id == actor) return Done{};
  return fail(Code::conflict, "clinician_active", "the session of an active clinician is given away by himself only");
}

}  // namespace

Result<Done> reassign_session(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                              const ReassignSession& request) {
  const auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto facts = store::find_session(tx, request.team, caller->member.id, request.session);
  const audit::Resource resource{"session", request.session.value};
  const auto permit = store::authorize(tx, *caller, ask_to_reassign(*caller, facts, request.member, tx.now()), resource);
  if (!permit) return std::unexpected(permit.error());
  const store::Session& session = facts->session;
  if (const auto fresh = check_revision(request.if_match, session.revision); !fresh) return std::unexpected(fresh.error());
  const auto heir = find_new_clinician(tx, session, request.member);
  if (!heir) return std::unexpected(heir.error());
  const auto clinician = store::find_member(tx, request.team, session.clinician).value();
  if (const auto free = check_clinician(clinician, caller->member.id); !free) return std::unexpected(free.error());
  const auto recorded = store::record(tx, *permit, "session.reassign", resource, audit::Object{{"clinician", clinician.id}},
                                      audit::Object{{"clinician", heir->id}});
  store::move_sessions(tx, *permit, recorded, {clinician.id, heir->id}, session.id, session.id);
  end_shares_on(tx, session.team, session.id);
  tell_handover(tx, environment, caller->team, clinician, *heir, {.sessions = 1});
  return Done{};
}

}  // namespace rolecall::service
