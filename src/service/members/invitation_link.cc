#include "service/members/invitation_link.h"

#include "base/crypto/token.h"
#include "policy/catalog.h"

namespace rolecall::service {
namespace {

std::unexpected<Error> keys_accept_nothing() {
  Error error{Code::denied, "denied", "an API key accepts or declines no invitation"};
  error.refusal = Refusal{std::string(policy::name_of(policy::Rule::above_own_rights)),
                          std::string(policy::entry_of(policy::Rule::above_own_rights).sentence), std::nullopt};
  return std::unexpected(std::move(error));
}

bool is_signed_in_member(const InvitationLink& link) { return link.caller && link.member.user == link.caller->user; }

/// Whether the link still leads somewhere; a used one leads only the member who used it.
Result<Done> check_link_state(const InvitationLink& link, Instant now) {
  switch (link.member.status_at(now)) {
    case MemberState::invited:
      return Done{};
    case MemberState::active:
    case MemberState::suspended:
      if (is_signed_in_member(link)) return Done{};
      return fail(Code::gone, "invitation_used", "this invitation was already used; sign in to open the team");
    case MemberState::removed:
      return fail(Code::gone, "invitation_used", "this invitation was already used");
    case MemberState::expired:
      return fail(Code::gone, "invitation_expired", "this invitation has expired; ask for a new one");
    case MemberState::revoked:
      return fail(Code::gone, "invitation_revoked", "this invitation was taken back");
    case MemberState::declined:
      return fail(Code::gone, "invitation_declined", "this invitation was declined");
  }
  return not_found();
}

LinkUser user_of(const InvitationLink& link, Instant now) {
  if (link.member.status_at(now) != MemberState::invited) return LinkUser::member;
  if (link.caller) return link.caller->address_key == link.member.address_key ? LinkUser::invited : LinkUser::other;
  return link.has_verified_account() ? LinkUser::somebody : LinkUser::newcomer;
}

/// Whoever was expected: the answer says whether he is the one who was invited.
std::optional<store::Caller> signed_in(store::Transaction& tx, const Environment& environment, store::Credential credential) {
  credential.expected_user.reset();
  auto caller = store::load_caller(tx, credential, environment.settings.idle_limit);
  return caller ? std::optional(std::move(*caller)) : std::nullopt;
}

}  // namespace

Result<InvitationLink> read_invitation_link(store::Transaction& tx, const Environment& environment,
                                            const store::Credential& credential, const std::string& token) {
  if (credential.kind == store::Credential::Kind::api_key) return keys_accept_nothing();
  auto member = store::find_member_by_invitation(tx, crypto::token_hash(token));
  if (!member) return not_found();
  auto team = store::find_team(tx, member->team);
  if (!team || team->deleted_at) return not_found();
  InvitationLink link{std::move(*member), std::move(*team), std::nullopt, signed_in(tx, environment, credential)};
  if (const auto leads = check_link_state(link, tx.now()); !leads) return std::unexpected(leads.error());
  link.account = store::find_account_by_address(tx, link.member.address_key);
  link.user = user_of(link, tx.now());
  return link;
}

Result<InvitationLink> lock_invitation_link(store::Transaction& tx, const Environment& environment,
                                            const store::Credential& credential, const std::string& token) {
  const auto seen = read_invitation_link(tx, environment, credential, token);
  if (!seen) return seen;
  if (seen->account) tx.lock_user(seen->account->id);
  tx.lock_team(seen->team.id);
  return read_invitation_link(tx, environment, credential, token);
}

}  // namespace rolecall::service
