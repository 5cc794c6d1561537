#include "service/shares/plan_share.h"

#include <algorithm>

#include "service/shares/share_tag.h"
#include "service/shares/share_tree.h"

namespace rolecall::service {
namespace {

using policy::ShareLevel;
using Shares = std::vector<store::Share>;
using Parent = std::optional<store::Share>;

/// Whether the share, or one above it, was given by this member: he cannot pass it on, or two shares would keep each other alive.
bool comes_from(const Shares& shares, const store::Share& share, const MemberId& granter) {
  if (share.granted_by == granter) return true;
  if (!share.parent) return false;
  const auto above = std::ranges::find(shares, *share.parent, &store::Share::id);
  return above != shares.end() && comes_from(shares, *above, granter);
}

bool lasts_longer(const store::Share& a, const store::Share& b) {
  if (!a.expires_at || !b.expires_at) return !a.expires_at && b.expires_at;
  return *a.expires_at > *b.expires_at;
}

/// What the caller passes on: nothing for the session's clinician, else his full share that lasts longest.
Result<Parent> parent_for(const Shares& shares, const PermittedSession& permitted) {
  if (permitted.facts.own) return Parent();
  const MemberId& holder = permitted.caller.member.id;
  Parent best;
  for (const store::Share& share : shares) {
    if (share.member != holder || share.level < ShareLevel::full || comes_from(shares, share, holder)) continue;
    if (!best || lasts_longer(share, *best)) best = share;
  }
  if (!best) return fail(Code::conflict, "share_of_own", "this share was passed on from one that you gave yourself");
  return best;
}

Result<Done> check_receiver(const std::optional<store::Member>& member, const PermittedSession& permitted) {
  if (!member) return not_found();
  const bool may_receive = member->status == MemberState::active && member->id != permitted.facts.session.clinician &&
                           member->id != permitted.caller.member.id;
  if (may_receive) return Done{};
  return invalid_field("/member", "expected another active member who is not the session's clinician");
}

store::Share share_of(const ShareSession& request, const PermittedSession& permitted, const Parent& parent, Instant now) {
  store::Share share{.id = ShareId::make(now), .team = request.team, .session = request.session, .member = request.member};
  share.granted_by = permitted.caller.member.id;
  share.granted_by_name = permitted.caller.member.name;
  if (parent) share.parent = parent->id;
  share.level = request.level;
  share.expires_at = parent ? earlier(request.expires_at, parent->expires_at) : request.expires_at;
  share.session_started_at = permitted.facts.session.started_at;
  share.created_at = now;
  return share;
}

bool is_same(const store::Share& a, const store::Share& b) {
  return a.level == b.level && a.expires_at == b.expires_at && a.parent == b.parent;
}

std::optional<store::Share> given_before(const Shares& shares, const store::Share& wanted) {
  const auto found = std::ranges::find_if(
      shares, [&](const store::Share& share) { return share.member == wanted.member && share.granted_by == wanted.granted_by; });
  return found == shares.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

Result<PlannedShare> plan_share(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const ShareSession& request) {
  auto permitted = permit_on_session(tx, environment, credential, request.team, request.session, policy::Action::session_share,
                                     {.share = request.level});
  if (!permitted) return std::unexpected(permitted.error());
  auto shares = store::shares_of_session(tx, request.team, request.session);
  const auto fresh = check_share_tag(request.if_match, share_tag(*permitted, shares, request.member, tx.now()));
  if (!fresh) return std::unexpected(fresh.error());
  const auto member = store::find_member(tx, request.team, request.member);
  if (const auto fits = check_receiver(member, *permitted); !fits) return std::unexpected(fits.error());
  if (request.expires_at && *request.expires_at <= tx.now()) {
    return invalid_field("/expires_at", "expected an instant in the future");
  }
  const auto parent = parent_for(shares, *permitted);
  if (!parent) return std::unexpected(parent.error());
  auto wanted = share_of(request, *permitted, *parent, tx.now());
  wanted.member_name = member->name;
  auto present = given_before(shares, wanted);
  if (present) wanted.id = present->id;
  const bool changes = !present || !is_same(*present, wanted);
  return PlannedShare{std::move(*permitted), std::move(shares), std::move(present), std::move(wanted), changes};
}

}  // namespace rolecall::service
