#include "service/teams/delete_team.h"

#include "service/compose/team_mails.h"
#include "service/notices/tell.h"
#include "service/seats.h"
#include "store/invoices.h"
#include "store/outbox.h"
#include "store/seated_members.h"
#include "store/session.h"

namespace rolecall::service {
namespace {

Result<Done> end_all_seats(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                           const store::Recorded& recorded, const store::Team& team) {
  for (const store::Member& member : store::seated_members(tx, team.id)) {
    const auto ended = end_seat(tx, environment, permit, recorded, team, member, tx.now());
    if (!ended) return std::unexpected(ended.error());
  }
  return Done{};
}

Result<Done> resume_all_seats(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                              const store::Recorded& recorded, const store::Team& team) {
  for (const store::Member& member : store::seated_members(tx, team.id)) {
    const bool is_charged = member.status == MemberState::active || member.invitation->seat == store::InvitedSeat::taken;
    if (!is_charged) continue;
    const auto resumed = resume_seat(tx, environment, permit, recorded, team, member);
    if (!resumed) return std::unexpected(resumed.error());
  }
  return Done{};
}

}  // namespace

Result<TeamView> delete_team(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                             const DeleteTeam& request, const PasswordOutcome& outcome) {
  const auto signed_in = store::load_caller(tx, credential, environment.settings.idle_limit);
  if (!signed_in) return std::unexpected(signed_in.error());
  tx.lock_user(signed_in->user);
  auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const audit::Resource resource{"team", request.team.value};
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::team_delete), resource);
  if (!permit) return std::unexpected(permit.error());
  if (request.typed_name != caller->team.name) return invalid_field("/name", "expected the name of the team, as it is written");
  const auto proof = reauthenticate(tx, environment, caller->caller, request.client, request.proof, outcome);
  if (!proof) return std::unexpected(proof.error());
  const auto recorded = store::record(tx, *permit, "team.delete", resource, audit::Object{{"deleted_at", nullptr}},
                                      audit::Object{{"deleted_at", to_rfc3339(tx.now())}});
  if (const auto ended = end_all_seats(tx, environment, *permit, recorded, caller->team); !ended) {
    return std::unexpected(ended.error());
  }
  // What was used of a month would otherwise wait for its end, beyond which a deleted team may be erased.
  store::ask_for_invoice(tx, *permit);
  caller->team.deleted_at = tx.now();
  store::save_team(tx, *permit, recorded, caller->team);
  const auto held = store::held_sessions(tx, request.team);
  const auto mail = compose::team_deleted_mail({caller->team.name, tx.now() + restore_period, held,
                                                environment.settings.public_url + "/teams/" + request.team.value + "/restore"});
  store::add_mail(tx, environment.keys.sealer(),
                  {"team_deleted", request.team, caller->member.id, caller->caller.address, mail.subject, mail.text, mail.html});
  tell_team(tx, {request.team, caller->member.id, {}}, NoticeKind::team_deleted, {});
  caller->team_facts.deleted = true;
  return view_team(tx, *caller);
}

Result<TeamView> restore_team(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                              const TeamId& team) {
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const audit::Resource resource{"team", team.value};
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::team_restore), resource);
  if (!permit) return std::unexpected(permit.error());
  if (!caller->team.deleted_at) return fail(Code::conflict, "not_deleted", "the team is not deleted");
  const bool is_kept = store::held_sessions(tx, team) > 0;
  if (!is_kept && *caller->team.deleted_at + restore_period <= tx.now()) {
    return fail(Code::gone, "team_erased", "the team was deleted more than 30 days ago");
  }
  const auto recorded =
      store::record(tx, *permit, "team.restore", resource, audit::Object{{"deleted_at", to_rfc3339(*caller->team.deleted_at)}},
                    audit::Object{{"deleted_at", nullptr}});
  caller->team.deleted_at.reset();
  store::save_team(tx, *permit, recorded, caller->team);
  if (const auto resumed = resume_all_seats(tx, environment, *permit, recorded, caller->team); !resumed) {
    return std::unexpected(resumed.error());
  }
  tell_team(tx, {team, caller->member.id, {}}, NoticeKind::team_restored, {});
  caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  return view_team(tx, *caller);
}

}  // namespace rolecall::service
