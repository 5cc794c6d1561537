#include "service/accounts/rename_account.h"

#include "base/text.h"
#include "service/accounts/account_name.h"
#include "service/accounts/account_rows.h"
#include "service/accounts/reauthenticate.h"
#include "service/members/member_audit.h"
#include "store/erasure.h"

namespace rolecall::service {
namespace {

void rename_in_team(store::Transaction& tx, const store::Caller& caller, const store::OwnMembership& membership,
                    const std::string& name) {
  tx.lock_team(membership.team);
  auto member = store::find_member(tx, membership.team, membership.member).value();
  if (member.status != MemberState::active && member.status != MemberState::suspended) return;
  const auto before = member;
  member.name = name;
  member.name_key = key_of_name(name);
  const audit::Actor actor{audit::ActorType::member, member.id.value, personal(caller.name, caller.user)};
  const auto permit = store::permit_person(tx, membership.team, actor, caller.login.value);
  auto change = change_of(before, member);
  const auto recorded =
      store::record(tx, permit, "member.update", {"member", member.id.value}, std::move(change.before), std::move(change.after));
  store::save_member(tx, permit, recorded, member);
}

}  // namespace

Result<store::Account> rename_account(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                      const Client& client, const std::string& name) {
  const auto caller = load_signed_in(tx, environment, credential);
  if (!caller) return std::unexpected(caller.error());
  const auto line = read_account_name(name);
  if (!line) return invalid_field("/name", "is one line of 1 to 100 characters");
  tx.lock_user(caller->user);
  auto account = store::find_account(tx, caller->user).value();
  if (account.name == *line) return account;
  for (const auto& membership : store::memberships_of(tx, caller->user)) rename_in_team(tx, *caller, membership, *line);
  auto event = own_event("account.renamed", *caller, client);
  event.before = audit::Object{{"name", personal(account.name, account.id)}};
  event.after = audit::Object{{"name", personal(*line, account.id)}};
  account.name = *line;
  store::save_account(tx, store::record_account(tx, event), account);
  return account;
}

}  // namespace rolecall::service
