#include "service/membership/suspend_member.h"

#include "service/compose/team_mails.h"
#include "service/members/ask_about.h"
#include "service/members/mail_member.h"
#include "service/members/member_audit.h"
#include "service/membership/end_access.h"
#include "service/notices/tell.h"
#include "service/seats.h"

namespace rolecall::service {
namespace {

/// Active again with the seat that belongs to it.
Result<Done> bring_back(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                        const store::Team& team, store::Member& member, SeatPrice& price) {
  const store::Member before = member;
  member.status = MemberState::active;
  member.status_since = tx.now();
  member.return_at.reset();
  auto change = change_of(before, member);
  const auto recorded = store::record(tx, permit, "member.reactivate", {"member", member.id.value}, std::move(change.before),
                                      std::move(change.after));
  store::save_member(tx, permit, recorded, member);
  const auto seat = begin_seat(tx, environment, permit, recorded, team, member, price);
  if (!seat) return std::unexpected(seat.error());
  mail_member(tx, environment, member, "reactivated",
              compose::reactivated_mail(team.name, environment.settings.public_url + "/teams/" + team.id.value + "/members"));
  tell(tx, member, NoticeKind::reactivated, {});
  return Done{};
}

}  // namespace

Result<MemberView> suspend_member(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                  const SuspendMember& request) {
  lock_user_of(tx, request.team, request.member);
  const auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto member = store::find_member(tx, request.team, request.member);
  const audit::Resource resource{"member", request.member.value};
  const auto permit = store::authorize(tx, *caller, ask_about(*caller, policy::Action::member_suspend, member), resource);
  if (!permit) return std::unexpected(permit.error());
  const auto active =
      check_state(*member, policy::Action::member_suspend, tx.now(), "not_active", "only an active member can be suspended");
  if (!active) return std::unexpected(active.error());
  if (request.return_at && *request.return_at <= tx.now())
    return invalid_field("/return_at", "expected an instant in the future");
  const store::Member before = *member;
  member->status = MemberState::suspended;
  member->status_since = tx.now();
  member->return_at = request.return_at;
  auto change = change_of(before, *member);
  const auto recorded = store::record(tx, *permit, "member.suspend", resource, std::move(change.before), std::move(change.after));
  store::save_member(tx, *permit, recorded, *member);
  const auto ended = end_access(tx, environment, *permit, recorded, caller->team, *member);
  if (!ended) return std::unexpected(ended.error());
  mail_member(tx, environment, *member, "suspended", compose::suspended_mail({caller->team.name, request.return_at}));
  tell(tx, *member, NoticeKind::suspended,
       {{"return_at", request.return_at ? audit::Value(to_rfc3339(*request.return_at)) : audit::Value()}});
  return view_member(tx, *caller, *member);
}

Result<MemberView> reactivate_member(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                     const TeamId& team, const MemberId& id, const std::optional<QuoteId>& quote) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto member = store::find_member(tx, team, id);
  const auto permit =
      store::authorize(tx, *caller, ask_about(*caller, policy::Action::member_reactivate, member), {"member", id.value});
  if (!permit) return std::unexpected(permit.error());
  const auto suspended = check_state(*member, policy::Action::member_reactivate, tx.now(), "not_suspended",
                                     "only a suspended member can be reactivated");
  if (!suspended) return std::unexpected(suspended.error());
  SeatPrice price{quote};
  const auto back = bring_back(tx, environment, *permit, caller->team, *member, price);
  if (!back) return std::unexpected(back.error());
  return view_member(tx, *caller, *member);
}

Result<Done> return_member(store::Transaction& tx, const Environment& environment, const store::Team& team,
                           store::Member& member) {
  SeatPrice of_the_instant;
  const auto permit = store::permit_system(tx, team.id, store::SystemReason::suspension_over);
  return bring_back(tx, environment, permit, team, member, of_the_instant);
}

}  // namespace rolecall::service
