// POST /teams/{team}/billing/trial: once per team and once per owner's address, on a plan that lacks what the trial shows
// (SPEC section 6). It ends by the clock: nothing runs when it is over.
#pragma once

#include <string>
#include <vector>

#include "service/billing/billing_view.h"
#include "store/credential.h"

namespace rolecall::service {

/// Seats that are paid run on; those added from now to its end cost nothing until then. A remembered retention that it brings
/// back waits seven days. Errors: those of authorize for billing.start_trial (`trial_used` among them); conflict
/// `nothing_to_try` when the installation offers no trial, or the plan
/// has all of it.
[[nodiscard]] Result<BillingView> start_trial(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const TeamId& team);

struct TrialPreview {
  Instant ends_at;
  policy::FeatureSet gained;
  std::vector<std::string> warnings;  // sentences
};
/// Same errors; writes nothing, not even a refusal.
[[nodiscard]] Result<TrialPreview> preview_trial(store::Transaction& tx, const Environment& environment,
                                                 const store::Credential& credential, const TeamId& team);

}  // namespace rolecall::service
