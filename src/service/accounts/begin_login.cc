#include "service/accounts/begin_login.h"

#include <stdexcept>

#include "base/crypto/token.h"
#include "base/text.h"
#include "service/accounts/account_rows.h"
#include "store/logins.h"

namespace rolecall::service {
namespace {

constexpr std::size_t agent_length = 200;

std::string_view name_of_proof(Proof proof) {
  switch (proof) {
    case Proof::password:
      return "password";
    case Proof::mailed_link:
      return "mailed_link";
    case Proof::totp_code:
      return "totp_code";
    case Proof::recovery_code:
      return "recovery_code";
  }
  return "";
}

}  // namespace

NewLogin begin_login(store::Transaction& tx, const Environment& environment, const store::Account& account, Proof proof,
                     const Client& client) {
  if (!account.is_verified()) throw std::logic_error("an unverified account signs in nowhere");
  NewLogin begun{LoginId::make(tx.now()), crypto::random_token()};
  auto event = own_event("login.succeeded", account, client);
  event.login = begun.id;
  event.after = audit::Object{{"proof", name_of_proof(proof)}};
  const auto recorded = store::record_account(tx, event);
  const bool used_mfa = proof == Proof::totp_code || proof == Proof::recovery_code;
  store::insert_login(tx, recorded,
                      {begun.id, account.id, used_mfa, cap(without_control_characters(client.agent), agent_length),
                       client.address, tx.now(), tx.now(), tx.now() + environment.settings.absolute_limit},
                      crypto::token_hash(begun.token));
  return begun;
}

}  // namespace rolecall::service
