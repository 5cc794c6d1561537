#include "service/shares/share_session.h"

#include "service/compose/share_mails.h"
#include "service/notices/tell.h"
#include "service/shares/share_tree.h"
#include "store/outbox.h"

namespace rolecall::service {
namespace {

/// By mail and in the portal: somebody else has shut what the clinician had opened.
void tell_clinician(store::Transaction& tx, const Environment& environment, const PermittedSession& permitted) {
  if (permitted.facts.own) return;
  const store::Session& session = permitted.facts.session;
  const auto clinician = store::find_member(tx, session.team, session.clinician);
  if (!clinician || clinician->status != MemberState::active) return;
  const auto mail = compose::share_ended_mail(
      {permitted.caller.caller.name, permitted.caller.team.name,
       environment.settings.public_url + "/teams/" + session.team.value + "/sessions/" + session.id.value});
  store::add_mail(tx, environment.keys.sealer(),
                  {"share_ended", clinician->team, clinician->id, clinician->address, mail.subject, mail.text, mail.html});
  tell(tx, *clinician, NoticeKind::share_ended, {{"session", session.id}});
}

void tell_receiver(store::Transaction& tx, const store::Share& share) {
  const auto member = store::find_member(tx, share.team, share.member);
  if (member) tell(tx, *member, NoticeKind::share_given, {{"session", share.session}, {"level", name_of(share.level)}});
}

}  // namespace

Result<ShownShare> share_session(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                 const ShareSession& request) {
  auto planned = plan_share(tx, environment, credential, request);
  if (!planned) return std::unexpected(planned.error());
  if (!planned->changes) return show_share(planned->permitted, planned->shares, std::move(*planned->present), tx.now());
  const store::Permit& permit = planned->permitted.permit;
  store::Share share = std::move(planned->wanted);
  const audit::Value before = planned->present ? audit::Value(as_object(*planned->present)) : audit::Value();
  const auto recorded = store::record(tx, permit, "session.share", {"session", request.session.value}, before, as_object(share));
  if (planned->present) {
    store::replace_share(tx, permit, recorded, share);
    fit_below(tx, share);
  } else {
    store::insert_share(tx, permit, recorded, share);
  }
  tell_receiver(tx, share);
  const auto shares = store::shares_of_session(tx, request.team, request.session);
  return show_share(planned->permitted, shares, std::move(share), tx.now());
}

Result<std::int64_t> unshare_session(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                     const TeamId& team, const SessionId& session, const MemberId& member,
                                     const std::optional<std::string>& if_match) {
  const auto permitted = permit_on_session(tx, environment, credential, team, session, policy::Action::session_unshare);
  if (!permitted) return std::unexpected(permitted.error());
  const auto shares = store::shares_of_session(tx, team, session);
  const auto fresh = check_share_tag(if_match, share_tag(*permitted, shares, member, tx.now()));
  if (!fresh) return std::unexpected(fresh.error());
  std::int64_t ended = 0;
  for (const store::Share& share : shares) {
    if (share.member == member) ended += end_share(tx, permitted->permit, share);
  }
  if (ended == 0) return not_found();
  tell_clinician(tx, environment, *permitted);
  return ended;
}

}  // namespace rolecall::service
