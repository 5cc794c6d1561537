#include "service/sessions/delete_expired.h"

#include "store/retention.h"

namespace rolecall::service {
namespace {

constexpr int most_in_one_transaction = 100;

}  // namespace

Instant midnight_before(Instant now) { return {now.ms - now.ms % days(1).ms}; }

Instant midnight_after(Instant now) { return midnight_before(now) + days(1); }

std::int64_t delete_expired_sessions(store::Transaction& tx, const Environment& environment, const TeamId& id) {
  tx.lock_team(id);
  const auto team = store::find_team(tx, id);
  if (!team || team->deleted_at) return 0;
  const auto kept = store::retention_of(*team, store::features_of(*team, environment.plans, tx.now()), tx.now());
  if (!kept) return 0;
  const auto expired = store::sessions_created_until(tx, id, midnight_before(tx.now()) - *kept, most_in_one_transaction);
  const auto permit = store::permit_system(tx, id, store::SystemReason::retention);
  for (const store::Session& session : expired) {
    const auto recorded = store::record(tx, permit, "session.delete", {"session", session.id.value},
                                        audit::Object{{"clinician", session.clinician},
                                                      {"created_at", to_rfc3339(session.created_at)},
                                                      {"retention_days", kept->ms / days(1).ms}},
                                        nullptr);
    store::delete_session(tx, permit, recorded, session);
  }
  return static_cast<std::int64_t>(expired.size());
}

}  // namespace rolecall::service
