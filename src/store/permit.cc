#include "store/permit.h"

#include <array>
#include <stdexcept>

#include "policy/explain.h"
#include "policy/table.h"
#include "store/audit_log.h"
#include "store/caller.h"
#include "store/stopped_attempt.h"

namespace rolecall::store {
namespace {

constexpr std::array<std::string_view, 13> reason_names{
    "invitation_expired", "suspension_over",  "inviter_lost_right", "sharer_lost_right", "parent_share_changed",
    "member_left",        "transfer_expired", "retention",          "billing_due",       "erasure",
    "reconciliation",     "demo_data",        "operator_command",
};

const std::string& hash_of_policy() {
  static const std::string hash = policy::policy_hash();
  return hash;
}

audit::Actor acting(const TeamCaller& caller) {
  const audit::Personal name{caller.caller.name, caller.caller.user.value};
  if (caller.caller.is_key()) return {audit::ActorType::api_key, caller.caller.key.value, name};
  return {audit::ActorType::member, caller.member.id.value, name};
}

audit::Event event_of(const TeamId& team, const audit::Actor& actor, const std::string& login, std::string_view action,
                      const audit::Resource& resource) {
  audit::Event event;
  event.chain = team.value;
  event.actor = actor;
  event.login = login;
  event.action = std::string(action);
  event.resource = resource;
  event.policy_hash = hash_of_policy();
  return event;
}

/// Three letters, `_` and what Id::make appends.
bool has_shape_of_id(std::string_view text) {
  constexpr std::size_t body_at = 4;
  constexpr std::size_t size = 30;
  return text.size() == size && text[body_at - 1] == '_' && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == body_at - 1 &&
         text.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz", body_at) == std::string_view::npos;
}

/// What a path gives as an id may be anything at all, an address for one, and the chain would keep it for ever.
audit::Resource without_foreign_text(audit::Resource resource) {
  if (!has_shape_of_id(resource.id)) resource.id.clear();
  return resource;
}

Error refusal(const TeamCaller& caller, const policy::Question& question, const policy::Decision& decision) {
  if (decision.rule == policy::Rule::not_found) {
    if (caller.team.deleted_at && caller.member.owner) {
      return Error{Code::gone, "team_deleted", "the team was deleted; its owner can restore it for 30 days"};
    }
    return not_found().error();
  }
  Error error{Code::denied, "denied", "the team's rules do not allow this"};
  error.refusal = policy::refusal_of(decision, question);
  return error;
}

}  // namespace

std::string_view name_of(SystemReason reason) { return reason_names[static_cast<std::size_t>(reason)]; }

Result<Permit> authorize(Transaction& tx, const TeamCaller& caller, const policy::Question& question,
                         const audit::Resource& resource) {
  const policy::Decision decision = policy::decide(question);
  if (!decision.permitted()) {
    // Outsiders never write into a team's chain; everybody else's refused attempt is recorded.
    if (!caller.team.deleted_at) note_stopped(tx, caller, question.action, policy::name_of(decision.rule), resource);
    return std::unexpected(refusal(caller, question, decision));
  }
  Permit permit(tx, caller.team.id, acting(caller), caller.caller.login_or_key(), policy::name_of(decision.rule), {});
  permit.grant_ = decision.grant;
  return permit;
}

void note_stopped(Transaction& tx, const TeamCaller& caller, policy::Action action, std::string_view rule,
                  const audit::Resource& resource) {
  auto event = event_of(caller.team.id, acting(caller), caller.caller.login_or_key(), policy::name_of(action),
                        without_foreign_text(resource));
  event.rule = std::string(rule);
  tx.record_on_error([event](Transaction& later) { append_refusal(later, event); });
}

Permit permit_system(Transaction& tx, const TeamId& team, SystemReason reason) {
  return {tx, team, {audit::ActorType::system, "", nullptr}, "", {}, name_of(reason)};
}

Permit permit_person(Transaction& tx, const TeamId& team, const audit::Actor& actor, const std::string& login) {
  return {tx, team, actor, login, {}, {}};
}

void Permit::require(const Transaction& tx, const TeamId& team) const {
  if (transaction_ != &tx || team_ != team) throw std::logic_error("a permit was used outside its transaction or team");
}

Recorded record(Transaction& tx, const Permit& permit, std::string_view action, const audit::Resource& resource,
                audit::Value before, audit::Value after) {
  permit.require(tx, permit.team());
  auto event = event_of(permit.team(), permit.actor(), permit.login(), action, resource);
  event.rule = std::string(permit.rule());
  if (!permit.reason().empty()) event.reason = permit.reason();
  event.before = std::move(before);
  event.after = std::move(after);
  return {append_audit(tx, std::move(event)), action};
}

}  // namespace rolecall::store
