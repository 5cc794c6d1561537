#include "service/billing/announce_prices.h"

#include "store/installation.h"
#include "store/seat_books.h"

namespace rolecall::service {
namespace {

/// The plan to be kept: a file without a trial takes nothing back.
std::optional<std::string> new_trial_plan(store::Transaction& tx, const billing::Plans& plans) {
  if (!plans.trial || store::installation_fact(tx, trial_plan_fact) == plans.trial->plan) return std::nullopt;
  return plans.trial->plan;
}

}  // namespace

Result<Done> announce_prices(store::Store& store, const Environment& environment) {
  const auto are_new = store::run_and_wait(store, store::Kind::read, [&](store::Transaction& tx) {
    return Result<bool>(store::has_new_prices(tx, environment.plans) || new_trial_plan(tx, environment.plans));
  });
  if (!are_new) return std::unexpected(are_new.error());
  if (!*are_new) return Done{};
  return store::run_and_wait(store, store::Kind::write, [&](store::Transaction& tx) -> Result<Done> {
    store::keep_prices(tx, environment.plans);
    if (const auto plan = new_trial_plan(tx, environment.plans)) store::set_installation_fact(tx, trial_plan_fact, *plan);
    return Done{};
  });
}

}  // namespace rolecall::service
