#include "service/master_key/reseal.h"

#include "service/accounts/second_factor.h"
#include "store/account_audit.h"
#include "store/outbox.h"
#include "store/team_vault.h"

namespace rolecall::service {

Resealed reseal_all(store::Transaction& tx, const Environment& environment) {
  const crypto::Sealer& sealer = environment.keys.sealer();
  const Resealed resealed{store::rewrap_team_keys(tx, sealer), reseal_second_factors(tx, environment),
                          store::reseal_mails(tx, sealer)};
  store::AccountEvent event;
  event.action = "system.rotate_master_key";
  event.actor = store::system_actor();
  event.resource = {"installation", "installation"};
  event.reason = store::name_of(store::SystemReason::operator_command);
  event.after =
      audit::Object{{"team_keys", resealed.team_keys}, {"second_factors", resealed.second_factors}, {"mails", resealed.mails}};
  store::record_account(tx, event);
  return resealed;
}

}  // namespace rolecall::service
