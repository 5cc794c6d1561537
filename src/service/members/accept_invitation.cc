#include "service/members/accept_invitation.h"

#include "base/crypto/password_rules.h"
#include "base/text.h"
#include "service/accounts/begin_login.h"
#include "service/accounts/claim_account.h"
#include "service/members/invitation_link.h"
#include "service/members/member_audit.h"
#include "service/members/new_member.h"
#include "service/seats.h"
#include "store/invitations.h"
#include "store/outbox.h"

namespace rolecall::service {
namespace {

/// Who accepts, after the account stands.
struct Acceptor {
  store::Account account;
  LoginId login;
  Instant signed_in_at;
  std::optional<std::string> login_token;
};

Result<Done> check_user(const InvitationLink& link) {
  switch (link.user) {
    case LinkUser::newcomer:
    case LinkUser::invited:
    case LinkUser::member:
      return Done{};
    case LinkUser::somebody:
      return fail(Code::unauthenticated, "sign_in_needed", "sign in as the invited address to accept");
    case LinkUser::other:
      break;
  }
  if (link.has_verified_account()) {
    return fail(Code::unauthenticated, "sign_in_needed", "somebody else is signed in; sign in as the invited address to accept");
  }
  return fail(Code::conflict, "signed_in_as_other", "somebody else is signed in; sign out to accept as the invited address");
}

Result<std::string> check_new_account(const InvitationLink& link, const AcceptInvitation& request) {
  std::vector<FieldError> errors;
  const auto name = one_line(request.name.value_or(""), longest_name);
  if (!name) errors.push_back({"/name", "must be one line of 1 to 100 characters"});
  const auto problem = crypto::check_new_password(request.password.value_or(""), link.member.address);
  if (!request.password) {
    errors.push_back({"/password", "is required"});
  } else if (problem) {
    errors.push_back({"/password", *problem});
  }
  if (errors.empty()) return *name;
  return std::unexpected(Error{Code::invalid, "invalid", "a field is invalid", std::move(errors), std::nullopt, 0});
}

Result<Acceptor> claim(store::Transaction& tx, const Environment& environment, const InvitationLink& link,
                       const AcceptInvitation& request, const PasswordOutcome& passwords) {
  auto name = check_new_account(link, request);
  if (!name) return std::unexpected(std::move(name.error()));
  if (passwords.new_hash.empty()) return fail(Code::conflict, "account_changed", "the account changed at this moment; repeat");
  auto account =
      claim_account(tx, {{link.member.address, link.member.address_key}, std::move(*name), passwords.new_hash, request.client});
  if (!account) return std::unexpected(std::move(account.error()));
  auto login = begin_login(tx, environment, *account, Proof::mailed_link, request.client);
  return Acceptor{std::move(*account), login.id, tx.now(), std::move(login.token)};
}

Result<Acceptor> acceptor_of(store::Transaction& tx, const Environment& environment, const InvitationLink& link,
                             const AcceptInvitation& request, const PasswordOutcome& passwords) {
  if (link.user == LinkUser::newcomer) return claim(tx, environment, link, request, passwords);
  return Acceptor{*store::find_account(tx, link.caller->user), link.caller->login, link.caller->signed_in_at, std::nullopt};
}

/// Logins from before a removal stay shut out of the team: re-adding revives none.
Instant logins_valid_from(store::Transaction& tx, const store::Member& member, const Acceptor& acceptor) {
  return store::was_removed(tx, member.team, acceptor.account.id) ? acceptor.signed_in_at : member.logins_valid_from;
}

Result<Done> join(store::Transaction& tx, const Environment& environment, InvitationLink& link, const Acceptor& acceptor) {
  store::Member& member = link.member;
  const store::Member before = member;
  member.user = acceptor.account.id;
  member.name = acceptor.account.name;
  member.name_key = key_of_name(member.name);
  member.status = MemberState::active;
  member.status_since = tx.now();
  member.joined_at = tx.now();
  member.logins_valid_from = logins_valid_from(tx, member, acceptor);
  const auto actor = store::actor_of(acceptor.account.id, acceptor.account.name);
  const auto permit = store::permit_person(tx, link.team.id, actor, acceptor.login.value);
  auto change = change_of(before, member);
  const auto recorded = store::record(tx, permit, "invitation.accept", {"member", member.id.value}, std::move(change.before),
                                      std::move(change.after));
  store::save_member(tx, permit, recorded, member);
  store::withdraw_mails_of_member(tx, member.id, "invitation");
  // Whatever is charged when: who was invited without a seat, before the operator changed the setting, gets it here.
  const auto posted = begin_seat(tx, environment, permit, recorded, link.team, member);
  if (!posted) return std::unexpected(posted.error());
  return Done{};
}

}  // namespace

Result<PasswordWork> prepare_acceptance(store::Transaction& tx, const Environment& environment,
                                        const store::Credential& credential, const AcceptInvitation& request) {
  const auto link = read_invitation_link(tx, environment, credential, request.token);
  if (!link) return std::unexpected(link.error());
  if (const auto user = check_user(*link); !user) return std::unexpected(user.error());
  if (link->user != LinkUser::newcomer) return PasswordWork{};
  if (const auto name = check_new_account(*link, request); !name) return std::unexpected(name.error());
  return PasswordWork{std::nullopt, request.password};
}

Result<InvitationAccepted> accept_invitation(store::Transaction& tx, const Environment& environment,
                                             const store::Credential& credential, const AcceptInvitation& request,
                                             const PasswordOutcome& passwords) {
  auto link = lock_invitation_link(tx, environment, credential, request.token);
  if (!link) return std::unexpected(link.error());
  if (const auto user = check_user(*link); !user) return std::unexpected(user.error());
  auto acceptor = acceptor_of(tx, environment, *link, request, passwords);
  if (!acceptor) return std::unexpected(acceptor.error());
  if (link->user != LinkUser::member) {
    if (const auto joined = join(tx, environment, *link, *acceptor); !joined) return std::unexpected(joined.error());
  }
  return InvitationAccepted{std::move(acceptor->account), std::move(link->team), link->member.id,
                            std::move(acceptor->login_token)};
}

}  // namespace rolecall::service
