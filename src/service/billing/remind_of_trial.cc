#include "service/billing/remind_of_trial.h"

#include <algorithm>

#include "service/compose/billing_mails.h"
#include "service/notices/tell.h"
#include "store/invoices.h"
#include "store/member.h"
#include "store/outbox.h"
#include "store/team.h"

namespace rolecall::service {

Result<Done> remind_of_trial(store::Transaction& tx, const Environment& environment, const TeamId& id) {
  tx.lock_team(id);
  const auto team = store::find_team(tx, id);
  const auto owner = store::find_owner(tx, id);
  if (!team || team->deleted_at || !owner || !team->trial || !team->trial->is_running(tx.now())) return Done{};
  const bool is_last = team->trial->ends_at - tx.now() <= last_trial_reminder;
  const auto permit = store::permit_system(tx, id, store::SystemReason::billing_due);
  store::record(tx, permit, "system.remind_of_trial", {"team", id.value}, nullptr,
                audit::Object{{"trial_ends_at", to_rfc3339(team->trial->ends_at)}});
  store::mark_trial_reminded(tx, permit, is_last ? 2 : 1);
  const auto mail = compose::trial_ending_mail(
      {team->name, team->trial->ends_at, environment.settings.public_url + "/teams/" + id.value + "/billing"});
  store::add_mail(tx, environment.keys.sealer(),
                  {"trial_ending", id, owner->id, owner->address, mail.subject, mail.text, mail.html});
  tell(tx, *owner, NoticeKind::trial_ending, {{"ends_at", to_rfc3339(team->trial->ends_at)}});
  return Done{};
}

}  // namespace rolecall::service
