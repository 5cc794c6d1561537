#include "service/accounts/claim_account.h"

#include "service/accounts/account_rows.h"
#include "store/address_tokens.h"
#include "store/logins.h"

namespace rolecall::service {
namespace {

store::Account account_for(store::Transaction& tx, const ClaimAccount& request, const std::optional<store::Account>& unverified) {
  store::Account account;
  account.id = unverified ? unverified->id : UserId::make(tx.now());
  account.address = request.address.spelling;
  account.address_key = request.address.key;
  account.name = request.name;
  account.password_hash = request.password_hash;
  account.verified_at = tx.now();
  account.created_at = unverified ? unverified->created_at : tx.now();
  return account;
}

/// Whatever somebody prepared who never proved the address.
void take_over(store::Transaction& tx, const store::AccountRecorded& recorded, const store::Account& account) {
  store::save_account(tx, recorded, account);
  store::set_pending_totp(tx, account.id, {});
  store::replace_recovery_codes(tx, recorded, account.id, {});
  store::delete_logins(tx, recorded, account.id);
  store::delete_address_tokens(tx, account.id, store::TokenPurpose::verify);
  store::delete_address_tokens(tx, account.id, store::TokenPurpose::reset);
}

}  // namespace

Result<store::Account> claim_account(store::Transaction& tx, const ClaimAccount& request) {
  auto existing = store::find_account_by_address(tx, request.address.key);
  if (existing) {
    tx.lock_user(existing->id);
    existing = store::find_account(tx, existing->id);
  }
  if (existing && existing->is_verified()) {
    return fail(Code::conflict, "account_exists", "this address has an account; sign in to it");
  }
  store::Account account = account_for(tx, request, existing);
  auto event = own_event("account.verified", account, request.client);
  event.after = audit::Object{{"email", personal(account.address, account.id)}, {"name", personal(account.name, account.id)}};
  const auto recorded = store::record_account(tx, event);
  if (existing) {
    take_over(tx, recorded, account);
  } else {
    store::insert_account(tx, recorded, account);
  }
  return account;
}

}  // namespace rolecall::service
