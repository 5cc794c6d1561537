// What a team had subscribed to, and what a plan cost, at a past instant: the evidence that the terms and prices of a ledger are
// compared with. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "billing/term.h"

namespace rolecall::billing {

/// What waits for the end of a term. `interval` is unknown in histories that were written before it was kept.
struct KeptNext {
  std::string plan;
  std::optional<Interval> interval;
  Instant from;
};

/// As the team's history has it from `since` on.
struct KeptSubscription {
  Instant since;
  std::string plan;
  Interval interval = Interval::year;
  Instant term_anchor;
  std::optional<KeptNext> next;
};

/// What was in force at one instant.
struct PastSubscription {
  std::string plan;
  Interval interval = Interval::year;
  Instant term_anchor;
};

/// Whether a change of that very instant counts: the term begins before it, a change of plan is it.
enum class SameInstant { before, included };

/// Nothing where the history does not say it. `kept` is ordered by `since`.
[[nodiscard]] std::optional<PastSubscription> subscription_at(const std::vector<KeptSubscription>& kept, Instant at,
                                                              SameInstant same);

/// A price as servers had it in their plans; no price: the plan was no longer listed.
struct KeptPrice {
  std::string plan;
  Interval interval = Interval::year;
  std::optional<std::int64_t> price_minor;
  Instant since;
};

/// Servers take new plans one after the other: a price counts an hour before and after it was the one in force.
inline constexpr Duration price_overlap = hours(1);

/// Whether `price_minor` may have been charged at `at`; also when nothing is known. `kept` is ordered by `since`.
[[nodiscard]] bool is_known_price(const std::vector<KeptPrice>& kept, const PastSubscription& subscription,
                                  std::int64_t price_minor, Instant at);

}  // namespace rolecall::billing
