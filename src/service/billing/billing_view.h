// What a team's billing page shows, as of now. Asks no right: the use cases that answer with it have.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/result.h"
#include "billing/term.h"
#include "policy/action.h"
#include "policy/feature.h"
#include "service/environment.h"
#include "store/caller.h"

namespace rolecall::service {

/// A retention that does not delete yet (SPEC section 5), and how many sessions go when it begins; exact up to 10,000.
struct RetentionToCome {
  store::WaitingRetention waiting;
  std::int64_t sessions = 0;
};

struct BillingView {
  store::Team team;
  store::Subscription subscription;                // in force
  std::optional<store::WaitingSubscription> next;  // not yet
  std::string plan_name;
  billing::Term term;
  std::int64_t seats_used = 0;
  std::int64_t balance_minor = 0;
  std::string currency;
  SeatCharge charged = SeatCharge::at_invitation;
  bool is_trial_available = false;
  bool is_trial_running = false;
  std::optional<RetentionToCome> retention_to_come;  // where the plan or the trial has team policies
  policy::FeatureSet features;
  std::array<std::optional<Refusal>, policy::feature_count> missing;  // by Feature: why it is closed
  policy::ActionSet allowed_actions;
};

/// Whoever may read the team's billing. Errors: those of authorize.
[[nodiscard]] Result<store::TeamCaller> load_billing_reader(store::Transaction& tx, const Environment& environment,
                                                            const store::Credential& credential, const TeamId& team);

/// Terms that ended meanwhile count although no row says so yet. INVARIANT: the caller's facts are those of its team now.
[[nodiscard]] BillingView view_billing(store::Transaction& tx, const Environment& environment, const store::TeamCaller& caller);

}  // namespace rolecall::service
