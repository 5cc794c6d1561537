#include "service/accounts/delete_account.h"

#include <algorithm>

#include "service/accounts/account_rows.h"
#include "service/members/member_audit.h"
#include "service/membership/end_access.h"
#include "store/erasure.h"

namespace rolecall::service {
namespace {

Result<Done> refuse_while_owner(const std::vector<store::OwnMembership>& memberships) {
  const auto owned = std::ranges::find_if(memberships, &store::OwnMembership::owner);
  if (owned == memberships.end()) return Done{};
  const std::string what = owned->team_is_deleted ? "the deleted team `" : "the team `";
  const std::string way_out = owned->team_is_deleted ? "` until it is erased or restored and transferred"
                                                     : "`: transfer its ownership or delete it first";
  return fail(Code::conflict, "owns_team", "you own " + what + owned->team_name + way_out);
}

/// Nobody is there to name an heir for what he would leave behind.
Result<Done> refuse_with_holdings(store::Transaction& tx, const std::vector<store::OwnMembership>& memberships) {
  for (const auto& membership : memberships) {
    const auto holdings = store::holdings_of(tx, membership.member);
    if (holdings.sessions + holdings.templates == 0) continue;
    Error error = handover_needed(holdings);
    error.detail = "leave the team `" + membership.team_name + "` first and name who takes over the sessions and templates";
    return std::unexpected(std::move(error));
  }
  return Done{};
}

bool is_member_now(const store::Member& member) {
  return member.status == MemberState::active || member.status == MemberState::suspended;
}

/// He leaves the team as everybody does, with all that ends then.
Result<Done> leave(store::Transaction& tx, const Environment& environment, const store::OwnMembership& membership) {
  tx.lock_team(membership.team);
  auto member = store::find_member(tx, membership.team, membership.member).value();
  if (!is_member_now(member)) return Done{};
  const auto team = store::find_team(tx, membership.team).value();
  const auto permit = store::permit_system(tx, membership.team, store::SystemReason::member_left);
  const auto before = member;
  member.status = MemberState::removed;
  member.status_since = tx.now();
  member.return_at.reset();
  auto change = change_of(before, member);
  const auto recorded =
      store::record(tx, permit, "team.leave", {"member", member.id.value}, std::move(change.before), std::move(change.after));
  store::save_member(tx, permit, recorded, member);
  const auto ended = end_access(tx, environment, permit, recorded, team, member);
  if (!ended) return std::unexpected(ended.error());
  return Done{};
}

}  // namespace

Result<Done> delete_account(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                            const Client& client, const Reauthentication& request, const PasswordOutcome& outcome) {
  const auto caller = load_signed_in(tx, environment, credential);
  if (!caller) return std::unexpected(caller.error());
  if (auto proved = reauthenticate(tx, environment, *caller, client, request, outcome); !proved) return proved;
  for (const auto& membership : store::memberships_of(tx, caller->user)) tx.lock_team(membership.team);
  const auto memberships = store::memberships_of(tx, caller->user);
  if (auto owner = refuse_while_owner(memberships); !owner) return owner;
  if (auto empty_handed = refuse_with_holdings(tx, memberships); !empty_handed) return empty_handed;
  for (const auto& membership : memberships) {
    if (auto left = leave(tx, environment, membership); !left) return left;
  }
  store::erase_user(tx, store::record_account(tx, own_event("account.deleted", *caller, client)), caller->user);
  return Done{};
}

}  // namespace rolecall::service
