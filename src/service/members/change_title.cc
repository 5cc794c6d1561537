#include "service/members/change_title.h"

#include "service/members/ask_about.h"
#include "service/members/member_audit.h"
#include "service/members/new_member.h"
#include "service/revision.h"

namespace rolecall::service {

using policy::Action;

Result<MemberView> change_title(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const ChangeTitle& request) {
  const auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto member = store::find_member(tx, request.team, request.member);
  const auto permit =
      store::authorize(tx, *caller, ask_about(*caller, Action::member_update, member), {"member", request.member.value});
  if (!permit) return std::unexpected(permit.error());
  auto title = read_title(request.title);
  if (!title) return std::unexpected(title.error());
  if (const auto seen = check_revision(request.expected_revision, member->revision); !seen) return std::unexpected(seen.error());
  const auto fits = check_state(*member, Action::member_update, tx.now(), "not_current",
                                "this membership is over, so its title stays as it was");
  if (!fits) return std::unexpected(fits.error());
  if (member->title == *title) return view_member(tx, *caller, *member);
  const store::Member before = *member;
  member->title = std::move(*title);
  auto change = change_of(before, *member);
  const auto recorded = store::record(tx, *permit, policy::name_of(Action::member_update), {"member", member->id.value},
                                      std::move(change.before), std::move(change.after));
  store::save_member(tx, *permit, recorded, *member);
  return view_member(tx, *caller, *member);
}

}  // namespace rolecall::service
