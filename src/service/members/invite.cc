#include "service/members/invite.h"

#include "base/crypto/token.h"
#include "base/text.h"
#include "service/accounts/mail_rate.h"
#include "service/compose/team_mails.h"
#include "service/members/end_invitation.h"
#include "service/members/member_audit.h"
#include "store/invitations.h"
#include "store/outbox.h"

namespace rolecall::service {
namespace {

/// What makes an invitation new, and the token that goes into the mail and nowhere else.
struct Issued {
  std::string token;
  store::Invitation invitation;
};

store::InvitedSeat invited_seat(const Environment& environment) {
  return environment.settings.seat_charge == SeatCharge::at_invitation ? store::InvitedSeat::taken
                                                                       : store::InvitedSeat::not_taken;
}

Issued issue(const Environment& environment, const MemberId& inviter, Instant now) {
  Issued issued;
  issued.token = crypto::random_token();
  issued.invitation = {crypto::token_hash(issued.token), now, now + environment.settings.invitation_lifetime, inviter,
                       invited_seat(environment)};
  return issued;
}

int whole_days(Duration length) { return static_cast<int>((length.ms + days(1).ms - 1) / days(1).ms); }

void mail_invitation(store::Transaction& tx, const Environment& environment, const store::TeamCaller& caller,
                     const store::Member& member, const std::string& token) {
  auto mail = compose::invitation_mail({.inviter = caller.caller.name,
                                        .team = caller.team.name,
                                        .roles = role_titles(tx, member),
                                        .days_left = whole_days(member.invitation->expires_at - tx.now()),
                                        .url = environment.settings.public_url + "/invitations/" + token});
  store::withdraw_mails_of_member(tx, member.id, "invitation");
  store::add_mail(tx, environment.keys.sealer(),
                  {"invitation", member.team, member.id, member.address, std::move(mail.subject), std::move(mail.text),
                   std::move(mail.html)});
}

Result<Done> count_invitation(store::Transaction& tx, const Environment& environment, const store::TeamCaller& caller,
                              const std::string& address_key) {
  return count_mail(tx, environment, {address_key, caller.caller.user, caller.team.id, {}});
}

Result<Done> begin_invited_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                                const store::Recorded& recorded, const store::Team& team, const store::Member& member,
                                SeatPrice& price) {
  if (member.invitation->seat == store::InvitedSeat::not_taken) return check_price(tx, environment, team, price);
  const auto posted = begin_seat(tx, environment, permit, recorded, team, member, price);
  if (!posted) return std::unexpected(posted.error());
  return Done{};
}

/// An invitation that ended without an answer gives way to the new one.
Result<Done> replace_expired(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                             const store::Team& team, const std::string& address_key) {
  auto due = store::find_current_member(tx, team.id, address_key);
  if (due) {
    if (const auto expired = expire_invitation(tx, environment, team, *due); !expired) return expired;
  }
  auto old = store::find_expired_member(tx, team.id, address_key);
  if (!old) return Done{};
  return end_invitation(tx, environment, permit, team, *old, {MemberState::revoked, "member.revoke_invitation", {}});
}

store::Member member_from(const store::TeamCaller& caller, const Invitee& invitee, const store::Invitation& invitation,
                          Instant now) {
  store::Member member;
  member.id = MemberId::make(now);
  member.team = caller.team.id;
  member.address = invitee.address.spelling;
  member.address_key = invitee.address.key;
  member.name = invitee.name;
  member.name_key = key_of_name(invitee.name);
  member.title = invitee.title;
  member.status = MemberState::invited;
  member.roles = invitee.roles.roles;
  member.custom_roles = invitee.roles.custom;
  member.custom_role_count = static_cast<std::int64_t>(invitee.roles.custom.size());
  member.created_at = now;
  member.status_since = now;
  member.invitation = invitation;
  return member;
}

}  // namespace

Result<Done> check_can_be_invited(store::Transaction& tx, const TeamId& team, const std::string& address_key) {
  const auto current = store::find_current_member(tx, team, address_key);
  if (!current || current->status_at(tx.now()) == MemberState::expired) return Done{};
  if (current->status == MemberState::invited) {
    return fail(Code::conflict, "already_invited", "this address has a pending invitation; resend or revoke it");
  }
  return fail(Code::conflict, "already_member", "this address belongs to a member of the team");
}

Result<store::Member> invite(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                             const store::TeamCaller& caller, const Invitee& invitee, SeatPrice& price) {
  if (const auto free = check_can_be_invited(tx, caller.team.id, invitee.address.key); !free)
    return std::unexpected(free.error());
  if (const auto counted = count_invitation(tx, environment, caller, invitee.address.key); !counted) {
    return std::unexpected(counted.error());
  }
  if (const auto replaced = replace_expired(tx, environment, permit, caller.team, invitee.address.key); !replaced) {
    return std::unexpected(replaced.error());
  }
  const auto issued = issue(environment, caller.member.id, tx.now());
  auto member = member_from(caller, invitee, issued.invitation, tx.now());
  auto change = addition_of(member);
  const auto recorded =
      store::record(tx, permit, "member.invite", {"member", member.id.value}, std::move(change.before), std::move(change.after));
  store::insert_member(tx, permit, recorded, member);
  const auto seated = begin_invited_seat(tx, environment, permit, recorded, caller.team, member, price);
  if (!seated) return std::unexpected(seated.error());
  mail_invitation(tx, environment, caller, member, issued.token);
  return member;
}

Result<store::Member> invite_again(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                                   const store::TeamCaller& caller, const store::Member& member, SeatPrice& price) {
  if (const auto counted = count_invitation(tx, environment, caller, member.address_key); !counted) {
    return std::unexpected(counted.error());
  }
  store::Member again = member;
  if (again.status == MemberState::invited && again.status_at(tx.now()) == MemberState::expired) {
    if (const auto expired = expire_invitation(tx, environment, caller.team, again); !expired)
      return std::unexpected(expired.error());
  }
  const store::Member before = again;
  const bool was_expired = before.status == MemberState::expired;
  const MemberId inviter = was_expired ? caller.member.id : before.invitation->invited_by.value_or(caller.member.id);
  const auto issued = issue(environment, inviter, tx.now());
  const bool keeps_seat = !was_expired && before.invitation->seat == store::InvitedSeat::taken;
  again.invitation = issued.invitation;
  if (keeps_seat) again.invitation->seat = store::InvitedSeat::taken;
  again.status = MemberState::invited;
  if (was_expired) again.status_since = tx.now();
  auto change = change_of(before, again);
  const auto recorded = store::record(tx, permit, "member.resend_invitation", {"member", again.id.value},
                                      std::move(change.before), std::move(change.after));
  store::save_member(tx, permit, recorded, again);
  const auto seated = begin_invited_seat(tx, environment, permit, recorded, caller.team, again, price);
  if (!seated) return std::unexpected(seated.error());
  mail_invitation(tx, environment, caller, again, issued.token);
  return again;
}

Result<Done> check_may_give(store::Transaction& tx, const store::TeamCaller& caller, const RoleSelection& roles) {
  if (roles.empty()) return Done{};
  auto question = caller.asks(policy::Action::role_assign);
  question.request.roles = roles.request();
  const auto permit = store::authorize(tx, caller, question, {"team", caller.team.id.value});
  if (!permit) return std::unexpected(permit.error());
  return Done{};
}

}  // namespace rolecall::service
