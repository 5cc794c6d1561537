#include "service/shares/share_session.h"

#include <algorithm>

#include "service/compose/share_mails.h"
#include "service/notices/tell.h"
#include "service/sessions/ask_about_session.h"
#include "service/shares/share_tree.h"
#include "store/outbox.h"

namespace rolecall::service {
namespace {

using policy::Action;
using policy::ShareLevel;
using Shares = std::vector<store::Share>;
using Parent = std::optional<store::Share>;

/// A session that the caller may do this to, with the proof.
struct Opened {
  store::TeamCaller caller;
  store::Session session;
  bool own = false;
  store::Permit permit;
};

Result<Opened> open_for(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                        const TeamId& team, const SessionId& session, Action action) {
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto facts = store::find_session(tx, team, caller->member.id, session);
  auto permit = store::authorize(tx, *caller, ask_about_session(*caller, action, facts, tx.now()), {"session", session.value});
  if (!permit) return std::unexpected(permit.error());
  return Opened{std::move(*caller), std::move(facts->session), facts->own, std::move(*permit)};
}

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
Result<Parent> parent_for(const Shares& shares, const Opened& opened) {
  if (opened.own) return Parent();
  const MemberId& holder = opened.caller.member.id;
  Parent best;
  for (const store::Share& share : shares) {
    if (share.member != holder || share.level < ShareLevel::full || comes_from(shares, share, holder)) continue;
    if (!best || lasts_longer(share, *best)) best = share;
  }
  if (!best) return fail(Code::conflict, "share_of_own", "this share was passed on from one that you gave yourself");
  return best;
}

Result<Done> check_receiver(const std::optional<store::Member>& member, const Opened& opened) {
  if (!member) return not_found();
  const bool may_receive = member->status == MemberState::active && member->id != opened.session.clinician &&
                           member->id != opened.caller.member.id;
  if (may_receive) return Done{};
  return invalid_field("/member", "expected another active member who is not the session's clinician");
}

store::Share share_of(const ShareSession& request, const Opened& opened, const Parent& parent, Instant now) {
  store::Share share{.id = ShareId::make(now), .team = request.team, .session = request.session, .member = request.member};
  share.granted_by = opened.caller.member.id;
  share.granted_by_name = opened.caller.member.name;
  if (parent) share.parent = parent->id;
  share.level = request.level;
  share.expires_at = parent ? earlier(request.expires_at, parent->expires_at) : request.expires_at;
  share.session_started_at = opened.session.started_at;
  share.created_at = now;
  return share;
}

bool is_same(const store::Share& a, const store::Share& b) {
  return a.level == b.level && a.expires_at == b.expires_at && a.parent == b.parent;
}

/// Writes the first share with a member, or puts `wanted` in the place of `present`.
store::Share write_share(store::Transaction& tx, const Opened& opened, const Parent& present, store::Share wanted) {
  const audit::Resource resource{"session", wanted.session.value};
  if (!present) {
    const auto recorded = store::record(tx, opened.permit, "session.share", resource, nullptr, as_object(wanted));
    store::insert_share(tx, opened.permit, recorded, wanted);
    return wanted;
  }
  wanted.id = present->id;
  const auto recorded = store::record(tx, opened.permit, "session.share", resource, as_object(*present), as_object(wanted));
  store::replace_share(tx, opened.permit, recorded, wanted);
  fit_below(tx, wanted, store::SystemReason::reconciliation);
  return wanted;
}

/// By mail and in the portal: somebody else has shut what the clinician had opened.
void tell_clinician(store::Transaction& tx, const Environment& environment, const Opened& opened) {
  if (opened.own) return;
  const auto clinician = store::find_member(tx, opened.session.team, opened.session.clinician);
  if (!clinician || clinician->status != MemberState::active) return;
  const auto mail = compose::share_ended_mail(
      {opened.caller.caller.name, opened.caller.team.name,
       environment.settings.public_url + "/teams/" + opened.session.team.value + "/sessions/" + opened.session.id.value});
  store::add_mail(tx, environment.keys.sealer(),
                  {"share_ended", clinician->team, clinician->id, clinician->address, mail.subject, mail.text, mail.html});
  tell(tx, *clinician, NoticeKind::share_ended, {{"session", opened.session.id}});
}

}  // namespace

Result<store::Share> share_session(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                   const ShareSession& request) {
  const auto opened = open_for(tx, environment, credential, request.team, request.session, Action::session_share);
  if (!opened) return std::unexpected(opened.error());
  const auto member = store::find_member(tx, request.team, request.member);
  if (const auto fits = check_receiver(member, *opened); !fits) return std::unexpected(fits.error());
  if (request.expires_at && *request.expires_at <= tx.now()) {
    return invalid_field("/expires_at", "expected an instant in the future");
  }
  const auto shares = store::shares_of_session(tx, request.team, request.session);
  const auto parent = parent_for(shares, *opened);
  if (!parent) return std::unexpected(parent.error());
  auto wanted = share_of(request, *opened, *parent, tx.now());
  wanted.member_name = member->name;
  const auto present = std::ranges::find_if(shares, [&](const store::Share& share) {
    return share.member == wanted.member && share.granted_by == wanted.granted_by;
  });
  if (present == shares.end()) return write_share(tx, *opened, std::nullopt, std::move(wanted));
  if (is_same(*present, wanted)) return *present;
  return write_share(tx, *opened, *present, std::move(wanted));
}

Result<std::int64_t> unshare_session(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                     const TeamId& team, const SessionId& session, const MemberId& member) {
  const auto opened = open_for(tx, environment, credential, team, session, Action::session_unshare);
  if (!opened) return std::unexpected(opened.error());
  std::int64_t ended = 0;
  for (const store::Share& share : store::shares_of_session(tx, team, session)) {
    if (share.member == member) ended += end_share(tx, opened->permit, share, store::SystemReason::reconciliation);
  }
  if (ended == 0) return not_found();
  tell_clinician(tx, environment, *opened);
  return ended;
}

Result<std::vector<store::Share>> list_shares(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const TeamId& team, const SessionId& session) {
  const auto opened = open_for(tx, environment, credential, team, session, Action::session_access_read);
  if (!opened) return std::unexpected(opened.error());
  return store::shares_of_session(tx, team, session);
}

}  // namespace rolecall::service
