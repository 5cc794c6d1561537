#include "service/teams/transfer_ownership.h"

#include <stdexcept>

#include "service/compose/team_mails.h"
#include "service/members/mail_member.h"
#include "service/members/member_audit.h"
#include "service/notices/tell.h"
#include "service/teams/trial_owner.h"
#include "store/ownership.h"

namespace rolecall::service {
namespace {

constexpr std::string_view transfer_action = "team.transfer_ownership";

std::string team_url(const Environment& environment, const TeamId& team) {
  return environment.settings.public_url + "/teams/" + team.value + "/members";
}

/// The owner hears how the offer ended; the recipient only that it was withdrawn.
void tell_end(store::Transaction& tx, const store::OwnershipTransfer& offer, store::TransferOutcome outcome) {
  if (outcome == store::TransferOutcome::accepted) return;
  const MemberId& to = outcome == store::TransferOutcome::withdrawn ? offer.to : offer.from;
  const auto member = store::find_member(tx, offer.team, to);
  if (member) tell(tx, *member, NoticeKind::ownership_offer_ended, {{"outcome", store::name_of(outcome)}});
}

void end_open_offer(store::Transaction& tx, const store::Permit& permit, const TeamId& team, store::TransferOutcome outcome) {
  const auto open = store::find_open_transfer(tx, team);
  if (!open) return;
  const auto recorded = store::record(tx, permit, transfer_action, {"team", team.value}, audit::Object{{"offered_to", open->to}},
                                      audit::Object{{"offered_to", nullptr}, {"outcome", store::name_of(outcome)}});
  store::end_transfer(tx, permit, recorded, *open, outcome);
  tell_end(tx, *open, outcome);
}

/// The old owner first, since the schema allows one owner at a time; both inside one transaction.
store::Recorded swap_owner(store::Transaction& tx, const store::Permit& permit, store::Member& from, store::Member& to) {
  const store::Member from_before = from;
  const store::Member to_before = to;
  from.owner = false;
  to.owner = true;
  to.roles.add(policy::Role::administrator);
  const auto given = change_of(from_before, from);
  store::save_member(tx, permit, store::record(tx, permit, transfer_action, {"member", from.id.value}, given.before, given.after),
                     from);
  const auto taken = change_of(to_before, to);
  auto recorded = store::record(tx, permit, transfer_action, {"member", to.id.value}, taken.before, taken.after);
  store::save_member(tx, permit, recorded, to);
  return recorded;
}

}  // namespace

Result<TeamView> offer_ownership(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                 const OfferOwnership& request, const PasswordOutcome& outcome) {
  const auto signed_in = store::load_caller(tx, credential, environment.settings.idle_limit);
  if (!signed_in) return std::unexpected(signed_in.error());
  tx.lock_user(signed_in->user);
  const auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const audit::Resource resource{"team", request.team.value};
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::team_transfer_ownership), resource);
  if (!permit) return std::unexpected(permit.error());
  const auto proof = reauthenticate(tx, environment, caller->caller, request.client, request.proof, outcome);
  if (!proof) return std::unexpected(proof.error());
  const auto recipient = store::find_member(tx, request.team, request.to);
  if (!recipient || recipient->owner || recipient->status != MemberState::active) {
    return invalid_field("/member", "expected another active member of this team");
  }
  end_open_offer(tx, *permit, request.team, store::TransferOutcome::withdrawn);
  const store::OwnershipTransfer offer{TransferId::make(tx.now()),  request.team, caller->member.id, recipient->id, tx.now(),
                                       tx.now() + transfer_lifetime};
  const auto recorded = store::record(tx, *permit, transfer_action, resource, audit::Object{{"offered_to", nullptr}},
                                      audit::Object{{"offered_to", recipient->id}});
  store::insert_transfer(tx, *permit, recorded, offer);
  mail_member(tx, environment, *recipient, "ownership_offered",
              compose::ownership_offered_mail({caller->member.name, caller->team.name, 7, team_url(environment, request.team)}));
  tell(tx, *recipient, NoticeKind::ownership_offered, {{"expires_at", to_rfc3339(offer.expires_at)}});
  return view_team(tx, *caller);
}

Result<TeamView> accept_ownership(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                  const TeamId& team) {
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto readable = store::authorize(tx, *caller, caller->asks(policy::Action::team_read), {"team", team.value});
  if (!readable) return std::unexpected(readable.error());
  if (caller->caller.is_key()) return fail(Code::denied, "login_needed", "sign in yourself to accept an ownership");
  const auto offer = store::find_open_transfer(tx, team);
  if (!offer || offer->to != caller->member.id) return not_found();
  if (offer->expires_at <= tx.now())
    return fail(Code::gone, "transfer_expired", "the offer has expired; ask the owner for a new one");
  auto owner = store::find_owner(tx, team);
  if (!owner) throw std::logic_error("a team without an owner");
  const audit::Actor actor{audit::ActorType::member, caller->member.id.value,
                           audit::Personal{caller->caller.name, caller->caller.user.value}};
  const auto permit = store::permit_person(tx, team, actor, caller->caller.login.value);
  const auto recorded = swap_owner(tx, permit, *owner, caller->member);
  caller->team.owner_hash = trial_owner_hash(environment, caller->member.address_key);
  store::save_team(tx, permit, recorded, caller->team);
  end_open_offer(tx, permit, team, store::TransferOutcome::accepted);
  const compose::OwnershipTransferredMail about{caller->team.name, owner->name, caller->member.name, tx.now(),
                                                team_url(environment, team)};
  mail_member(tx, environment, *owner, "ownership_transferred", compose::ownership_transferred_mail(about));
  mail_member(tx, environment, caller->member, "ownership_transferred", compose::ownership_transferred_mail(about));
  tell(tx, *owner, NoticeKind::ownership_given, {});
  tell(tx, caller->member, NoticeKind::ownership_taken, {});
  caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  return view_team(tx, *caller);
}

Result<Done> cancel_ownership(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                              const TeamId& team) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto offer = store::find_open_transfer(tx, team);
  const bool is_recipient = offer && offer->to == caller->member.id;
  const auto asked = is_recipient ? policy::Action::team_read : policy::Action::team_transfer_ownership;
  const auto permit = store::authorize(tx, *caller, caller->asks(asked), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  if (!offer) return not_found();
  end_open_offer(tx, *permit, team, is_recipient ? store::TransferOutcome::declined : store::TransferOutcome::withdrawn);
  return Done{};
}

void end_offer_to(store::Transaction& tx, const store::Team& team, const store::Member& recipient) {
  const auto offer = store::find_open_transfer(tx, team.id);
  if (!offer || offer->to != recipient.id) return;
  end_open_offer(tx, store::permit_system(tx, team.id, store::SystemReason::member_left), team.id,
                 store::TransferOutcome::recipient_left);
}

void expire_offer(store::Transaction& tx, const TeamId& team) {
  tx.lock_team(team);
  const auto offer = store::find_open_transfer(tx, team);
  if (!offer || offer->expires_at > tx.now()) return;
  end_open_offer(tx, store::permit_system(tx, team, store::SystemReason::transfer_expired), team,
                 store::TransferOutcome::expired);
}

}  // namespace rolecall::service
