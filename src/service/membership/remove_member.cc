#include "service/membership/remove_member.h"

#include "service/compose/team_mails.h"
#include "service/members/ask_about.h"
#include "service/members/member_audit.h"
#include "service/notices/tell.h"
#include "store/outbox.h"

namespace rolecall::service {
namespace {

Result<Receipt> end_membership(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                               std::string_view action, const store::TeamCaller& caller, store::Member& member,
                               const std::optional<store::Member>& heir) {
  const store::Member before = member;
  member.status = MemberState::removed;
  member.status_since = tx.now();
  member.return_at.reset();
  auto change = change_of(before, member);
  const auto recorded =
      store::record(tx, permit, action, {"member", member.id.value}, std::move(change.before), std::move(change.after));
  store::save_member(tx, permit, recorded, member);
  auto receipt = end_access(tx, environment, permit, recorded, caller.team, member);
  if (receipt) receipt->handed_over = hand_over(tx, environment, permit, caller.team, member, heir);
  return receipt;
}

}  // namespace

Result<Receipt> remove_member(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                              const RemoveMember& request) {
  lock_user_of(tx, request.team, request.member);
  const auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto member = store::find_member(tx, request.team, request.member);
  const auto permit =
      store::authorize(tx, *caller, ask_about(*caller, policy::Action::member_remove, member), {"member", request.member.value});
  if (!permit) return std::unexpected(permit.error());
  const auto current = check_state(*member, policy::Action::member_remove, tx.now(), "not_current",
                                   "only active and suspended members are removed; an invitation is revoked");
  if (!current) return std::unexpected(current.error());
  const auto heir = find_heir(tx, *member, caller->member.id, request.handover_to);
  if (!heir) return std::unexpected(heir.error());
  auto receipt = end_membership(tx, environment, *permit, "member.remove", *caller, *member, *heir);
  if (!receipt) return std::unexpected(receipt.error());
  const auto mail = compose::removed_mail(caller->team.name);
  store::add_mail(tx, environment.keys.sealer(),
                  {"removed", member->team, member->id, member->address, mail.subject, mail.text, mail.html});
  tell(tx, *member, NoticeKind::removed, {});
  return receipt;
}

Result<Receipt> leave_team(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                           const TeamId& team, const std::optional<MemberId>& handover_to) {
  const auto signed_in = store::load_caller(tx, credential, environment.settings.idle_limit);
  if (!signed_in) return std::unexpected(signed_in.error());
  tx.lock_user(signed_in->user);
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto question = caller->asks(policy::Action::team_leave);
  question.resource.target_is_owner = caller->member.owner;
  const auto permit = store::authorize(tx, *caller, question, {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  const auto heir = find_heir(tx, caller->member, caller->member.id, handover_to);
  if (!heir) return std::unexpected(heir.error());
  return end_membership(tx, environment, *permit, "team.leave", *caller, caller->member, *heir);
}

}  // namespace rolecall::service
