// GET /teams/{team}/billing and its ledger. Quotes are service/quotes.h; invoices and payments come later.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "billing/term.h"
#include "policy/action.h"
#include "policy/feature.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/seat_ledger.h"
#include "store/team.h"

namespace rolecall::service {

struct BillingView {
  store::Team team;
  std::string plan_name;
  billing::Term term;
  std::int64_t seats_used = 0;
  std::int64_t balance_minor = 0;
  std::string currency;
  bool is_trial_available = false;
  policy::FeatureSet features;
  std::array<std::optional<Refusal>, policy::feature_count> missing;  // by Feature: why it is closed
  policy::ActionSet allowed_actions;
};

/// As of now: terms that ended meanwhile count although no row says so yet. Errors: those of authorize for billing.read.
[[nodiscard]] Result<BillingView> get_billing(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const TeamId& team);

/// Newest first, rows below `before_seq`. Errors: those of authorize for billing.read.
[[nodiscard]] Result<std::vector<store::LedgerEntry>> list_ledger(store::Transaction& tx, const Environment& environment,
                                                                  const store::Credential& credential, const TeamId& team,
                                                                  std::int64_t before_seq, int limit);

}  // namespace rolecall::service
