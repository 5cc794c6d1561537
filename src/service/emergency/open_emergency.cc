#include "service/emergency/open_emergency.h"

#include <algorithm>

#include "base/text.h"
#include "clinical/search_words.h"
#include "service/accounts/throttle_subject.h"
#include "service/compose/emergency_mails.h"
#include "service/members/who_holds.h"
#include "service/notices/tell.h"
#include "service/sessions/session_fields.h"
#include "store/caller.h"
#include "store/emergency.h"
#include "store/outbox.h"
#include "store/stopped_attempt.h"
#include "store/throttle.h"

namespace rolecall::service {
namespace {

constexpr std::size_t longest_emergency_reason = 1000;

struct Fields {
  std::string identifier;
  std::string date_of_birth;
  std::string reason;
};

Result<Fields> check_fields(const OpenEmergency& request) {
  Fields fields{clinical::identifier_key(request.identifier), std::string(trim(request.date_of_birth)), ""};
  if (fields.identifier.empty() || fields.identifier.size() > 4 * longest_identifier) {
    return invalid_field("/identifier", "expected the patient's identifier");
  }
  if (fields.date_of_birth.empty()) return invalid_field("/date_of_birth", "expected a date such as `1980-02-29`");
  const auto reason = many_lines(trim(request.reason), longest_emergency_reason);
  if (!reason || reason->empty()) return invalid_field("/reason", "expected a reason of at most 1000 characters");
  fields.reason = *reason;
  return fields;
}

/// Counts an attempt, matched or not, so that patients are not found by trying. One too many is recorded: who tries is seen.
Result<Done> count_attempt(store::Transaction& tx, const Environment& environment, const store::TeamCaller& caller) {
  if (environment.settings.throttling == Throttling::lifted) return Done{};
  const store::Bucket bucket{pseudonym_of(environment, "emergency", caller.member.id.value), 5, minutes(10)};
  const Duration wait = store::wait_for_room(tx, bucket);
  if (wait.ms > 0) {
    store::note_stopped(tx, caller, policy::Action::session_emergency_access, "throttled", {"team", caller.team.id.value});
    auto error = fail(Code::throttled, "too_many_emergencies", "too many emergency accesses; wait a little and try again");
    error.error().retry_after_seconds = static_cast<int>((wait.ms + 999) / 1000);
    return error;
  }
  store::add_attempt(tx, bucket);
  return Done{};
}

/// Sessions that nobody may open any more, in an emergency neither.
void drop_expired(std::vector<store::Session>& sessions, const store::TeamCaller& caller, Instant now) {
  const auto kept = store::retention_of(caller.team, caller.team_facts.features, now);
  if (!kept) return;
  std::erase_if(sessions, [&](const auto& session) { return !session.legal_hold && session.created_at + *kept <= now; });
}

/// The owner hears of all, everybody else of his own.
void tell_one(store::Transaction& tx, const Environment& environment, const store::TeamCaller& caller,
              const store::Member& member, const std::vector<store::Session>& opened) {
  const auto counted = member.owner ? compose::CountedSessions::of_team : compose::CountedSessions::of_reader;
  const std::int64_t sessions =
      member.owner ? std::ssize(opened) : std::ranges::count(opened, member.id, &store::Session::clinician);
  const auto mail = compose::emergency_mail({caller.member.name, caller.team.name, sessions, counted,
                                             environment.settings.public_url + "/teams/" + caller.team.id.value + "/sessions"});
  store::add_mail(tx, environment.keys.sealer(),
                  {"emergency", member.team, member.id, member.address, mail.subject, mail.text, mail.html});
  tell(tx, member, NoticeKind::emergency_opened, {{"sessions", sessions}, {"own", !member.owner}});
}

/// The clinicians of the sessions, each once, and the owner.
void tell_concerned(store::Transaction& tx, const Environment& environment, const store::TeamCaller& caller,
                    const std::vector<store::Session>& sessions) {
  std::vector<MemberId> concerned;
  concerned.reserve(sessions.size() + 1);
  for (const auto& session : sessions) concerned.push_back(session.clinician);
  if (const auto owner = store::find_owner(tx, caller.team.id)) concerned.push_back(owner->id);
  std::ranges::sort(concerned);
  const auto repeated = std::ranges::unique(concerned);
  concerned.erase(repeated.begin(), repeated.end());
  for (const MemberId& id : concerned) {
    if (const auto member = store::find_member(tx, caller.team.id, id)) tell_one(tx, environment, caller, *member, sessions);
  }
}

/// INVARIANT: he is the owner, who always may review, and gives the role to others.
void ask_for_a_reviewer(store::Transaction& tx, const Environment& environment, const store::TeamCaller& caller,
                        const store::EmergencyAccess& access) {
  const store::Member& owner = caller.member;
  const auto mail = compose::reviewer_needed_mail(
      {caller.team.name, access.review_due_at, environment.settings.public_url + "/teams/" + owner.team.value + "/members"});
  store::add_mail(tx, environment.keys.sealer(),
                  {"emergency_review", owner.team, owner.id, owner.address, mail.subject, mail.text, mail.html});
}

/// Whoever may review it, by mail and in the portal.
void tell_reviewers(store::Transaction& tx, const Environment& environment, const store::TeamCaller& caller,
                    const store::EmergencyAccess& access) {
  const auto reviewers = who_holds(tx, access.team, {policy::Action::emergency_review, policy::Scope::team}, caller.member.id);
  if (reviewers.empty()) return ask_for_a_reviewer(tx, environment, caller, access);
  const auto mail =
      compose::emergency_review_mail({caller.member.name, caller.team.name, access.review_due_at,
                                      environment.settings.public_url + "/teams/" + caller.team.id.value + "/emergency"});
  for (const auto& member : reviewers) {
    store::add_mail(tx, environment.keys.sealer(),
                    {"emergency_review", member.team, member.id, member.address, mail.subject, mail.text, mail.html});
    tell(tx, member, NoticeKind::emergency_review_due, {{"emergency", access.id}});
  }
}

audit::Array ids_of_sessions(const std::vector<store::Session>& sessions) {
  audit::Array ids;
  for (const auto& session : sessions) ids.emplace_back(session.id);
  return ids;
}

}  // namespace

Result<EmergencyOpened> open_emergency(store::Transaction& tx, const Environment& environment,
                                       const store::Credential& credential, const OpenEmergency& request) {
  const auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto question = caller->asks(policy::Action::session_emergency_access);
  const auto permit = store::authorize(tx, *caller, question, {"team", request.team.value});
  if (!permit) return std::unexpected(permit.error());
  const auto fields = check_fields(request);
  if (!fields) return std::unexpected(fields.error());
  if (const auto room = count_attempt(tx, environment, *caller); !room) return std::unexpected(room.error());
  const auto vault = store::open_vault(tx, environment.keys.sealer(), request.team);
  auto sessions = store::sessions_of_patient(tx, vault, fields->identifier, fields->date_of_birth);
  drop_expired(sessions, *caller, tx.now());
  const auto id = EmergencyId::make(tx.now());
  const auto recorded = store::record(tx, *permit, "session.emergency_access", {"emergency", id.value}, nullptr,
                                      audit::Object{{"sessions", ids_of_sessions(sessions)}});
  if (sessions.empty()) return EmergencyOpened{};
  const store::EmergencyAccess access{.id = id,
                                      .team = request.team,
                                      .member = caller->member.id,
                                      .opened_at = tx.now(),
                                      .expires_at = tx.now() + emergency_lasts,
                                      .review_due_at = tx.now() + emergency_review_within};
  store::insert_emergency_access(tx, *permit, recorded, vault, access, fields->reason, sessions);
  tell_concerned(tx, environment, *caller, sessions);
  tell_reviewers(tx, environment, *caller, access);
  return EmergencyOpened{id, static_cast<std::int64_t>(sessions.size()), access.expires_at, access.review_due_at};
}

}  // namespace rolecall::service
