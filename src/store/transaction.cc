#include "store/transaction.h"

#include "store/connection.h"

namespace rolecall::store {

void Transaction::lock_team(const TeamId& team) {
  if (mode_ == Mode::write) connection_.lock_row("team", "id", team.value);
}

void Transaction::lock_user(const UserId& user) {
  if (mode_ == Mode::write) connection_.lock_row("users", "id", user.value);
}

void Transaction::lock_chain(std::string_view chain) {
  if (mode_ == Mode::write) connection_.lock_row("audit_head", "chain", chain);
}

void Transaction::record_on_error(Record record) {
  if (!record_) {
    record_ = std::move(record);
    return;
  }
  record_ = [first = std::move(record_), second = std::move(record)](Transaction& tx) mutable {
    first(tx);
    second(tx);
  };
}

}  // namespace rolecall::store
