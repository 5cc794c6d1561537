// Plans as data: what a plan costs and which features it opens. Reads TOML text (not files) and refuses what it does not know.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "billing/money.h"
#include "billing/term.h"

namespace rolecall::billing {

/// The closed list of features that a plan may name (SPEC section 6).
inline constexpr std::array<std::string_view, 7> feature_names = {
    "session_view", "team_templates", "team_policies", "custom_roles", "sso", "scim", "audit_export"};

struct Plan {
  std::string id;
  std::string name;
  std::vector<std::string> features;  ///< of `feature_names`, no duplicates, in their order
  std::int64_t price_per_seat_month = 0;
  std::int64_t price_per_seat_year = 0;
  std::string currency;

  [[nodiscard]] bool has(std::string_view feature) const;
  /// Price of one seat for one term of this length.
  [[nodiscard]] Money price(Interval interval) const;
};

/// What a team may try once, and for how long.
struct TrialOffer {
  std::string plan;
  int days = 0;
};

/// All plans of an installation. INVARIANT: made by `parse_plans`, so every named plan exists and all share one currency.
struct Plans {
  std::vector<Plan> plans;
  std::string default_plan;
  Interval default_interval = Interval::year;
  std::optional<TrialOffer> trial;

  /// Null when there is no such plan.
  [[nodiscard]] const Plan* find(std::string_view id) const;
  /// The plan with this id, or the default one when the file no longer lists it.
  [[nodiscard]] const Plan& find_or_default(std::string_view id) const;
};

/// Reads the text of a plans file. Code `invalid` with a detail that names the key (`plan[2].currency`) or, for broken TOML, the
/// line. Unknown keys are refused. `trial_plan` and `trial_days` come together or not at all; `default_interval` is `year` when
/// absent.
[[nodiscard]] Result<Plans> parse_plans(std::string_view toml);

/// The text of `packaging/plans.toml`, compiled in: what holds without `--plans`.
[[nodiscard]] std::string_view default_plans_text();

}  // namespace rolecall::billing
