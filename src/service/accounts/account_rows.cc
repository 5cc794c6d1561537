#include "service/accounts/account_rows.h"

#include "service/accounts/throttle_subject.h"

namespace rolecall::service {
namespace {

store::AccountEvent event_by(std::string_view action, const UserId& user, const std::string& name, const Client& client) {
  store::AccountEvent event;
  event.action = action;
  event.actor = store::actor_of(user, name);
  event.resource = {"user", user.value};
  if (!client.address.empty()) event.client_address = personal(client.address, user);
  return event;
}

}  // namespace

store::AccountEvent own_event(std::string_view action, const store::Account& account, const Client& client) {
  return event_by(action, account.id, account.name, client);
}

store::AccountEvent own_event(std::string_view action, const store::Caller& caller, const Client& client) {
  auto event = event_by(action, caller.user, caller.name, client);
  event.login = caller.login;
  return event;
}

store::AccountEvent unproved_event(std::string_view action, const Environment& environment,
                                   const std::optional<store::Account>& account, const std::string& address_key,
                                   const Client& client) {
  store::AccountEvent event;
  event.action = action;
  event.actor = {audit::ActorType::user, "", nullptr};
  event.resource = account ? audit::Resource{"user", account->id.value}
                           : audit::Resource{"address", pseudonym_of(environment, "address", address_key)};
  event.client_address = audit::Personal{client.address, event.resource.id};
  return event;
}

store::AccountEvent system_event(std::string_view action, const UserId& user, store::SystemReason reason) {
  store::AccountEvent event;
  event.action = action;
  event.actor = store::system_actor();
  event.reason = store::name_of(reason);
  event.resource = {"user", user.value};
  return event;
}

}  // namespace rolecall::service
