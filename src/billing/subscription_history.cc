#include "billing/subscription_history.h"

#include <algorithm>
#include <ranges>

namespace rolecall::billing {

std::optional<PastSubscription> subscription_at(const std::vector<KeptSubscription>& kept, Instant at, SameInstant same) {
  const auto later = std::ranges::find_if(
      kept, [&](const KeptSubscription& entry) { return same == SameInstant::included ? entry.since > at : entry.since >= at; });
  if (later == kept.begin()) return std::nullopt;
  const KeptSubscription& entry = *std::prev(later);
  if (!entry.next || entry.next->from > at) return PastSubscription{entry.plan, entry.interval, entry.term_anchor};
  if (!entry.next->interval) return std::nullopt;
  const bool is_longer = *entry.next->interval == Interval::year && entry.interval == Interval::month;
  return PastSubscription{entry.next->plan, *entry.next->interval, is_longer ? entry.next->from : entry.term_anchor};
}

bool is_known_price(const std::vector<KeptPrice>& kept, const PastSubscription& subscription, std::int64_t price_minor,
                    Instant at) {
  bool is_anything_known = false;
  std::optional<Instant> until;  // of the entry that is looked at: the beginning of the one after it
  for (const KeptPrice& entry : std::views::reverse(kept)) {
    if (entry.plan != subscription.plan || entry.interval != subscription.interval) continue;
    const bool is_in_force = entry.since - price_overlap <= at && (!until || at < *until + price_overlap);
    until = entry.since;
    if (!is_in_force) continue;
    if (!entry.price_minor || *entry.price_minor == price_minor) return true;
    is_anything_known = true;
  }
  return !is_anything_known;
}

}  // namespace rolecall::billing
