#include "service/billing/read_billing.h"

#include "store/caller.h"

namespace rolecall::service {
Result<BillingView> get_billing(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const TeamId& team) {
  const auto caller = load_billing_reader(tx, environment, credential, team);
  if (!caller) return std::unexpected(caller.error());
  return view_billing(tx, environment, *caller);
}

Result<std::vector<store::LedgerEntry>> list_ledger(store::Transaction& tx, const Environment& environment,
                                                    const store::Credential& credential, const TeamId& team,
                                                    std::int64_t before_seq, int limit) {
  const auto caller = load_billing_reader(tx, environment, credential, team);
  if (!caller) return std::unexpected(caller.error());
  return store::list_ledger(tx, team, before_seq, limit);
}

}  // namespace rolecall::service
