#include "billing/plan.h"

#include <algorithm>

namespace rolecall::billing {

bool Plan::has(std::string_view feature) const { return std::ranges::find(features, feature) != features.end(); }

Money Plan::price(Interval interval) const {
  return {interval == Interval::year ? price_per_seat_year : price_per_seat_month, currency};
}

const Plan* Plans::find(std::string_view id) const {
  const auto found = std::ranges::find(plans, id, &Plan::id);
  return found == plans.end() ? nullptr : &*found;
}

const Plan& Plans::find_or_default(std::string_view id) const {
  const Plan* plan = find(id);
  return plan != nullptr ? *plan : *find(default_plan);
}

}  // namespace rolecall::billing
