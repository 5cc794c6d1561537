#include "store/account_audit.h"

#include "store/audit_log.h"

namespace rolecall::store {
namespace {

audit::Event event_in_installation(const AccountEvent& event) {
  audit::Event row;
  row.chain = std::string(audit::installation_chain);
  row.actor = event.actor;
  row.action = std::string(event.action);
  row.resource = event.resource;
  row.login = event.login.value;
  row.client_address = event.client_address;
  row.reason = event.reason;
  row.before = event.before;
  row.after = event.after;
  return row;
}

}  // namespace

audit::Actor actor_of(const UserId& user, const std::string& name) {
  return {audit::ActorType::user, user.value, audit::Personal{name, user.value}};
}

audit::Actor system_actor() { return {audit::ActorType::system, "", nullptr}; }

AccountRecorded record_account(Transaction& tx, const AccountEvent& event) {
  append_audit(tx, event_in_installation(event));
  return {};
}

void record_refused_attempt(Transaction& tx, const AccountEvent& event, std::string_view rule) {
  auto row = event_in_installation(event);
  row.rule = std::string(rule);
  append_refusal(tx, std::move(row));
}

}  // namespace rolecall::store
