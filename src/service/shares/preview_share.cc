#include "service/shares/preview_share.h"

#include <algorithm>

#include "service/access/session_rights.h"
#include "service/shares/share_tree.h"

namespace rolecall::service {
namespace {

using policy::ShareLevel;
using Shares = std::vector<store::Share>;

ShareLevel level_of(const Shares& shares, const MemberId& member) {
  auto level = ShareLevel::none;
  for (const store::Share& share : shares) {
    if (share.member == member) level = std::max(level, share.level);
  }
  return level;
}

/// Without the shares that hang under this one, as share_tree.h ends them.
void remove_below(Shares& shares, const ShareId& parent) {
  Shares children;
  std::ranges::copy_if(shares, std::back_inserter(children), [&](const store::Share& share) { return share.parent == parent; });
  std::erase_if(shares, [&](const store::Share& share) { return share.parent == parent; });
  for (const store::Share& child : children) remove_below(shares, child.id);
}

Shares shares_after(const PlannedShare& planned) {
  Shares shares = planned.shares;
  const auto present = std::ranges::find(shares, planned.wanted.id, &store::Share::id);
  if (present == shares.end()) {
    shares.push_back(planned.wanted);
    return shares;
  }
  *present = planned.wanted;
  if (planned.wanted.level < ShareLevel::full) remove_below(shares, planned.wanted.id);
  return shares;
}

std::vector<MemberId> holders(const PlannedShare& planned) {
  std::vector<MemberId> members{planned.wanted.member};
  for (const store::Share& share : planned.shares) {
    if (std::ranges::find(members, share.member) == members.end()) members.push_back(share.member);
  }
  return members;
}

/// Those of `rights` that are not in `others`.
void add_difference(const std::vector<SessionRight>& rights, const std::vector<SessionRight>& others, const store::Member& member,
                    std::vector<MemberGrant>& difference) {
  for (const SessionRight& right : rights) {
    if (std::ranges::find(others, right.action, &SessionRight::action) != others.end()) continue;
    difference.push_back({member.id, member.name, right.action, policy::grant_at(right.grant.id).scope});
  }
}

bool ends_sooner(const std::optional<Instant>& end, const store::Share& than) {
  return end && (!than.expires_at || *than.expires_at > *end);
}

/// Sentences about what hangs under the share.
std::vector<std::string> warnings_of(const PlannedShare& planned, const Shares& after) {
  std::vector<std::string> warnings;
  const auto ended = std::max(planned.shares.size(), after.size()) - after.size();
  if (ended > 0) warnings.push_back("Shares that were passed on from this one will end: " + std::to_string(ended) + ".");
  const auto shortened = std::ranges::count_if(after, [&](const store::Share& share) {
    return share.parent == planned.wanted.id && ends_sooner(planned.wanted.expires_at, share);
  });
  if (shortened > 0) {
    warnings.push_back("Shares that were passed on from this one will end with it: " + std::to_string(shortened) + ".");
  }
  return warnings;
}

}  // namespace

Result<SharePreview> preview_share(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                   const ShareSession& request) {
  const auto planned = plan_share(tx, environment, credential, request);
  static_cast<void>(tx.take_record());  // a question, even a refused one, writes nothing (SPEC section 7)
  if (!planned) return std::unexpected(planned.error());
  const Shares after = shares_after(*planned);
  const SessionReaders readers(tx, planned->permitted.caller);
  SharePreview preview{{}, {}, warnings_of(*planned, after)};
  for (const MemberId& id : holders(*planned)) {
    const auto level = level_of(after, id);
    const auto member = store::find_member(tx, request.team, id);
    const auto facts = store::find_session(tx, request.team, id, request.session);
    if (!member || !facts || facts->share == level) continue;
    auto question = readers.ask(*member, *facts);
    const auto before = rights_on(question);
    question.resource.share = level;
    const auto then = rights_on(question);
    add_difference(then, before, *member, preview.gained);
    add_difference(before, then, *member, preview.lost);
  }
  return preview;
}

}  // namespace rolecall::service
