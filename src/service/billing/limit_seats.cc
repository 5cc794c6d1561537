#include "service/billing/limit_seats.h"

#include "service/revision.h"

namespace rolecall::service {
namespace {

audit::Value limit_value(std::optional<std::int64_t> seats) { return seats ? audit::Value(*seats) : audit::Value(); }

}  // namespace

Result<BillingView> limit_seats(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const LimitSeats& request) {
  const auto& seats = request.seats;
  auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const audit::Resource resource{"team", request.team.value};
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::billing_change_seats), resource);
  if (!permit) return std::unexpected(permit.error());
  if (seats && (*seats < 1 || *seats > billing::max_seats)) {
    return invalid_field("/seats", "expected a number from 1 to 1000000, or null for no limit");
  }
  if (const auto current = check_revision(request.if_match, caller->team.revision); !current) {
    return std::unexpected(current.error());
  }
  if (seats != caller->team.seat_limit) {
    const auto recorded = store::record(tx, *permit, "billing.change_seats", resource,
                                        audit::Object{{"seat_limit", limit_value(caller->team.seat_limit)}},
                                        audit::Object{{"seat_limit", limit_value(seats)}});
    caller->team.seat_limit = seats;
    store::save_team(tx, *permit, recorded, caller->team);
  }
  return view_billing(tx, environment, *caller);
}

}  // namespace rolecall::service
