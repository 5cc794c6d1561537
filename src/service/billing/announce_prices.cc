#include "service/billing/announce_prices.h"

#include "store/seat_books.h"

namespace rolecall::service {

Result<Done> announce_prices(store::Store& store, const Environment& environment) {
  const auto are_new = store::run_and_wait(store, store::Kind::read, [&](store::Transaction& tx) {
    return Result<bool>(store::has_new_prices(tx, environment.plans));
  });
  if (!are_new) return std::unexpected(are_new.error());
  if (!*are_new) return Done{};
  return store::run_and_wait(store, store::Kind::write, [&](store::Transaction& tx) -> Result<Done> {
    store::keep_prices(tx, environment.plans);
    return Done{};
  });
}

}  // namespace rolecall::service
