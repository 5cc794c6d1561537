#include "service/shares/share_tree.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "policy/decide.h"
#include "policy/passing_on.h"

namespace rolecall::service {
namespace {

using policy::ShareLevel;

constexpr std::array<std::string_view, 4> level_names{"none", "view", "edit", "full"};

std::vector<store::Share> children_of(store::Transaction& tx, const store::Share& parent) {
  auto shares = store::shares_of_session(tx, parent.team, parent.session);
  std::erase_if(shares, [&](const store::Share& share) { return share.parent != parent.id; });
  return shares;
}

bool may_still_give(const Sharer& sharer, const store::Share& share) {
  return share.level <= (share.parent ? sharer.onwards : sharer.of_own);
}

/// Those at which ending begins.
std::vector<store::Share> shares_to_end(store::Transaction& tx, const store::Member& member, const Sharer& sharer) {
  auto shares = store::shares_by(tx, member.team, member.id);
  std::erase_if(shares, [&](const store::Share& share) { return may_still_give(sharer, share); });
  if (sharer.has_left) std::ranges::move(store::shares_to(tx, member.team, member.id), std::back_inserter(shares));
  return shares;
}

void collect(store::Transaction& tx, const store::Share& share, std::set<std::string>& ids) {
  if (!ids.insert(share.id.value).second) return;
  for (const store::Share& child : children_of(tx, share)) collect(tx, child, ids);
}

std::int64_t end_below(store::Transaction& tx, const store::Share& parent) {
  const auto permit = store::permit_system(tx, parent.team, store::SystemReason::parent_share_changed);
  std::int64_t count = 0;
  for (const store::Share& child : children_of(tx, parent)) count += end_share(tx, permit, child);
  return count;
}

}  // namespace

std::string_view name_of(ShareLevel level) { return level_names[static_cast<std::size_t>(level)]; }

std::optional<ShareLevel> share_level_from(std::string_view name) {
  for (const ShareLevel level : {ShareLevel::view, ShareLevel::edit, ShareLevel::full}) {
    if (name_of(level) == name) return level;
  }
  return std::nullopt;
}

std::optional<Instant> earlier(const std::optional<Instant>& a, const std::optional<Instant>& b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

audit::Object as_object(const store::Share& share) {
  return {{"share", share.id},
          {"member", share.member},
          {"granted_by", share.granted_by},
          {"level", name_of(share.level)},
          {"parent", share.parent ? audit::Value(*share.parent) : audit::Value()},
          {"expires_at", share.expires_at ? audit::Value(to_rfc3339(*share.expires_at)) : audit::Value()}};
}

std::int64_t end_share(store::Transaction& tx, const store::Permit& permit, const store::Share& share) {
  const auto open = store::shares_of_session(tx, share.team, share.session);
  if (std::ranges::find(open, share.id, &store::Share::id) == open.end()) return 0;
  const auto recorded = store::record(tx, permit, "session.unshare", {"session", share.session.value}, as_object(share), nullptr);
  store::close_share(tx, permit, recorded, share);
  return 1 + end_below(tx, share);
}

std::int64_t fit_below(store::Transaction& tx, const store::Share& parent) {
  if (parent.level < ShareLevel::full) return end_below(tx, parent);
  const auto permit = store::permit_system(tx, parent.team, store::SystemReason::parent_share_changed);
  std::int64_t count = 0;
  for (store::Share& child : children_of(tx, parent)) {
    const auto expires_at = earlier(child.expires_at, parent.expires_at);
    if (expires_at == child.expires_at) continue;
    auto before = as_object(child);
    child.expires_at = expires_at;
    const auto recorded =
        store::record(tx, permit, "session.share", {"session", child.session.value}, std::move(before), as_object(child));
    store::replace_share(tx, permit, recorded, child);
    count += 1 + fit_below(tx, child);
  }
  return count;
}

Sharer sharer_with(const policy::Subject& rights) {
  const auto scopes = policy::scopes_held(rights, policy::Action::session_share);
  Sharer sharer;
  for (const auto& [scope, highest] :
       {std::pair{policy::Scope::own, &sharer.of_own}, std::pair{policy::Scope::shared_full, &sharer.onwards}}) {
    if (scopes.has(scope)) *highest = policy::highest_share(rights, scope);
  }
  return sharer;
}

std::int64_t end_shares_of(store::Transaction& tx, const store::Member& member, const Sharer& sharer,
                           store::SystemReason reason) {
  const auto permit = store::permit_system(tx, member.team, reason);
  std::int64_t count = 0;
  for (const store::Share& share : shares_to_end(tx, member, sharer)) count += end_share(tx, permit, share);
  return count;
}

std::int64_t shares_that_would_end(store::Transaction& tx, const store::Member& member, const Sharer& sharer) {
  std::set<std::string> ids;
  for (const store::Share& share : shares_to_end(tx, member, sharer)) collect(tx, share, ids);
  return static_cast<std::int64_t>(ids.size());
}

std::int64_t end_shares_on(store::Transaction& tx, const TeamId& team, const SessionId& session) {
  const auto permit = store::permit_system(tx, team, store::SystemReason::sharer_lost_right);
  std::int64_t count = 0;
  for (const store::Share& share : store::shares_of_session(tx, team, session)) count += end_share(tx, permit, share);
  return count;
}

}  // namespace rolecall::service
