// PUT /teams/{team}/billing/subscription: another plan or interval, now or from the end of the term on (billing/plan_change.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "billing/money.h"
#include "billing/plan_change.h"
#include "service/billing/billing_view.h"
#include "service/sessions/readable_sessions.h"
#include "store/credential.h"

namespace rolecall::service {

struct ChangeSubscription {
  TeamId team;
  std::string plan;
  std::string interval;  // month or year
  std::optional<std::string> if_match;
};

/// A downgrade is asked as billing.cancel, everything else as billing.upgrade.
[[nodiscard]] policy::Action action_to_choose(const billing::PlanChoice& present, const billing::PlanChoice& wished);

/// Asked as action_to_choose says. What bites at once is posted to the seat ledger; what waits takes the place of what waited
/// before, and naming what is in force takes that back. A remembered retention that comes back waits seven days. Errors: those of
/// authorize; invalid at `/plan` or `/interval`; stale.
[[nodiscard]] Result<BillingView> change_subscription(store::Transaction& tx, const Environment& environment,
                                                      const store::Credential& credential, const ChangeSubscription& request);

struct SubscriptionPreview {
  billing::Money price;  // what is posted now: above 0 owed, below 0 credited
  billing::Seats seats;
  Instant at;                        // of the price
  billing::Term term;                // that runs after the change
  Instant from;                      // when all of the change is in force: `at`, or the end of the term
  std::int64_t next_term_minor = 0;  // what all present seats cost in the next term
  policy::FeatureSet gained;
  policy::FeatureSet lost;
  ReadableChange sessions;            // that Session View opens, now and from then on
  std::vector<std::string> warnings;  // sentences
};

/// Same errors; writes nothing, not even a refusal.
[[nodiscard]] Result<SubscriptionPreview> preview_subscription(store::Transaction& tx, const Environment& environment,
                                                               const store::Credential& credential,
                                                               const ChangeSubscription& request);

}  // namespace rolecall::service
