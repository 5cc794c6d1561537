#include "service/accounts/export_account.h"

#include "service/accounts/reauthenticate.h"

namespace rolecall::service {
namespace {

constexpr int notice_limit = 100'000;

}  // namespace

Result<AccountExport> export_account(store::Transaction& tx, const Environment& environment,
                                     const store::Credential& credential) {
  const auto caller = load_signed_in(tx, environment, credential);
  if (!caller) return std::unexpected(caller.error());
  AccountExport exported;
  exported.account = store::find_account(tx, caller->user).value();
  exported.logins = store::live_logins(tx, caller->user, environment.settings.idle_limit);
  for (const auto& own : store::memberships_of(tx, caller->user)) {
    exported.memberships.push_back({own.team_name, store::find_member(tx, own.team, own.member).value()});
  }
  exported.audit_values = store::personal_values_of(tx, caller->user);
  exported.notices = store::list_notices(tx, caller->user, std::nullopt, notice_limit);
  return exported;
}

}  // namespace rolecall::service
