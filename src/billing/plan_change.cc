#include "billing/plan_change.h"

#include <algorithm>

namespace rolecall::billing {
namespace {

bool is_lower(const PlanChoice& present, const PlanChoice& wished) {
  const bool keeps_all =
      std::ranges::all_of(present.plan.features, [&](const std::string& feature) { return wished.plan.has(feature); });
  return !keeps_all || wished.plan.price(wished.interval).minor < present.plan.price(wished.interval).minor;
}

}  // namespace

PlanChange plan_change(const PlanChoice& present, const PlanChoice& wished) {
  const bool is_downgrade = is_lower(present, wished);
  const bool is_shorter = present.interval == Interval::year && wished.interval == Interval::month;
  const bool interval_waits = present.interval != wished.interval && (is_downgrade || is_shorter);
  return {is_downgrade ? Bites::at_term_end : Bites::at_once, interval_waits ? Bites::at_term_end : Bites::at_once};
}

}  // namespace rolecall::billing
