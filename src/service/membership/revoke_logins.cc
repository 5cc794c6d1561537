#include "service/membership/revoke_logins.h"

#include "service/members/ask_about.h"
#include "service/notices/tell.h"

namespace rolecall::service {

Result<Done> revoke_logins(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                           const TeamId& team, const MemberId& id) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto member = store::find_member(tx, team, id);
  const audit::Resource resource{"member", id.value};
  const auto permit = store::authorize(tx, *caller, ask_about(*caller, policy::Action::member_revoke_logins, member), resource);
  if (!permit) return std::unexpected(permit.error());
  const auto current = check_state(*member, policy::Action::member_revoke_logins, tx.now(), "not_current",
                                   "only active and suspended members have logins");
  if (!current) return std::unexpected(current.error());
  // A login of this very millisecond counts as older.
  const Instant valid_from = tx.now() + Duration{1};
  const auto recorded = store::record(tx, *permit, "member.revoke_logins", resource,
                                      audit::Object{{"logins_valid_from", to_rfc3339(member->logins_valid_from)}},
                                      audit::Object{{"logins_valid_from", to_rfc3339(valid_from)}});
  member->logins_valid_from = valid_from;
  store::save_member(tx, *permit, recorded, *member);
  tell(tx, *member, NoticeKind::logins_revoked, {});
  return Done{};
}

}  // namespace rolecall::service
