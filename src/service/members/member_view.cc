#include "service/members/member_view.h"

#include "policy/decide.h"
#include "service/members/ask_about.h"
#include "service/members/member_actions.h"

namespace rolecall::service {
namespace {

using policy::Action;

std::optional<std::string> unless_empty(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

/// The caller with the rights that he has after `member`, himself, was changed.
store::TeamCaller caller_after_change(store::Transaction& tx, store::TeamCaller caller, const store::Member& member) {
  caller.subject.state = member.status;
  caller.subject.owner = member.owner;
  caller.subject.roles = caller.caller.is_key() ? member.roles & caller.caller.key_roles : member.roles;
  caller.subject.custom = caller.caller.is_key() ? policy::GrantSet{} : store::custom_grants(tx, member);
  return caller;
}

store::MailOfMember mail_of(store::Transaction& tx, const store::Member& member) {
  if (!member.invitation) return {};
  return store::newest_mail_of_member(tx, member.id, "invitation").value_or(store::MailOfMember{});
}

}  // namespace

MemberViewer::MemberViewer(const store::TeamCaller& caller, Instant now)
    : caller_(caller),
      now_(now),
      reads_contact_(caller.may(Action::member_read_contact)),
      reinstates_(caller.may(Action::member_invite) && caller.may(Action::role_assign)) {}

policy::ActionSet MemberViewer::allowed_on(Target target) {
  auto& allowed = allowed_[(target.is_own ? 2U : 0U) + (target.is_owner ? 1U : 0U)];
  if (!allowed) {
    auto question = caller_.asks({});
    question.resource.kind = policy::ResourceKind::member;
    question.resource.own = target.is_own;
    question.resource.target_is_owner = target.is_owner;
    allowed = policy::allowed_actions(question);
    if (reinstates_) allowed->add(Action::member_invite);
  }
  return *allowed;
}

MemberView MemberViewer::view(const store::Member& member, const store::MailOfMember& mail) {
  const bool is_own = member.id == caller_.member.id;
  const MemberState status = member.status_at(now_);
  MemberView view;
  view.id = member.id;
  if (is_own || reads_contact_) view.email = unless_empty(member.address);
  view.name = unless_empty(member.name);
  view.title = member.title;
  view.roles = member.roles;
  view.custom_roles = member.custom_roles;
  view.owner = member.owner;
  view.status = status;
  if (member.invitation && (status == MemberState::invited || status == MemberState::expired)) {
    view.invitation = MemberView::Invitation{member.invitation->expires_at, mail};
  }
  view.joined_at = member.joined_at;
  if (status == MemberState::suspended) view.suspended_at = member.status_since;
  if (status == MemberState::removed) view.removed_at = member.status_since;
  view.return_at = member.return_at;
  view.allowed_actions = allowed_on({is_own, member.owner}) & actions_in(status);
  if (view.removed_at && *view.removed_at + reinstatement_period <= now_) view.allowed_actions.remove(Action::member_invite);
  view.revision = member.revision;
  return view;
}

MemberView view_member(store::Transaction& tx, const store::TeamCaller& caller, const store::Member& member) {
  if (member.id != caller.member.id) return MemberViewer(caller, tx.now()).view(member, mail_of(tx, member));
  const auto present = caller_after_change(tx, caller, member);
  return MemberViewer(present, tx.now()).view(member, mail_of(tx, member));
}

}  // namespace rolecall::service
