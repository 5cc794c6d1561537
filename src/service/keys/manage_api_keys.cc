#include "service/keys/manage_api_keys.h"

#include "base/crypto/token.h"
#include "base/text.h"
#include "policy/catalog.h"
#include "policy/decide.h"
#include "service/keys/api_key_prefix.h"
#include "service/members/role_selection.h"
#include "store/caller.h"

namespace rolecall::service {
namespace {

using policy::Action;

constexpr std::size_t longest_key_name = 60;
constexpr Duration longest_life = days(366);

policy::Question ask_about_key(const store::TeamCaller& caller, Action action, const MemberId& maker) {
  auto question = caller.asks(action);
  question.resource.kind = policy::ResourceKind::api_key;
  question.resource.own = maker == caller.member.id;
  return question;
}

bool has_ended(const store::ApiKey& key, Instant now) { return key.revoked_at || key.expires_at <= now; }

ApiKeyView view_of(const store::TeamCaller& caller, store::ApiKey key, Instant now) {
  const auto question = ask_about_key(caller, Action::api_key_manage, key.maker);
  const auto allowed = has_ended(key, now) ? policy::ActionSet{} : policy::allowed_actions(question);
  return {std::move(key), allowed};
}

audit::Value key_facts(const store::ApiKey& key) {
  audit::Array roles;
  for (const policy::Role role : key.roles) roles.emplace_back(policy::name_of(role));
  return audit::Object{{"name", key.name}, {"roles", std::move(roles)}, {"expires_at", to_rfc3339(key.expires_at)}};
}

/// The built-in roles that a key of the caller may hold, each asked as if a key were made with it alone.
policy::RoleSet roles_for_a_key(const store::TeamCaller& caller) {
  auto question = ask_about_key(caller, Action::api_key_manage, caller.member.id);
  policy::RoleSet roles;
  for (const policy::RoleEntry& entry : policy::all_roles) {
    question.request.roles = policy::RoleRequest{{entry.role}, {}, false};
    if (policy::decide(question).permitted()) roles.add(entry.role);
  }
  return roles;
}

/// The roles, which have to be built-in ones that the maker holds, and the permit for them.
struct Granted {
  store::Permit permit;
  policy::RoleSet roles;
};

Result<Granted> authorize_roles(store::Transaction& tx, const store::TeamCaller& caller, const NewApiKey& request) {
  const audit::Resource resource{"team", request.team.value};
  auto question = ask_about_key(caller, Action::api_key_manage, caller.member.id);
  auto permit = store::authorize(tx, caller, question, resource);
  if (!permit) return std::unexpected(permit.error());
  const auto selection = read_roles(tx, request.team, request.roles);
  if (!selection) return std::unexpected(selection.error());
  if (!selection->custom.empty()) return invalid_field("/roles", "expected built-in roles only");
  question.request.roles = selection->request();
  permit = store::authorize(tx, caller, question, resource);
  if (!permit) return std::unexpected(permit.error());
  if (selection->empty()) return invalid_field("/roles", "expected at least one role");
  return Granted{std::move(*permit), selection->roles};
}

}  // namespace

Result<ApiKeyMade> make_api_key(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const NewApiKey& request) {
  const auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto granted = authorize_roles(tx, *caller, request);
  if (!granted) return std::unexpected(granted.error());
  const auto name = one_line(request.name, longest_key_name);
  if (!name) return invalid_field("/name", "expected a name of 1 to 60 characters");
  if (request.expires_at <= tx.now() || request.expires_at > tx.now() + longest_life) {
    return invalid_field("/expires_at", "expected a time within a year from now");
  }
  const std::string secret = std::string(api_key_prefix) + crypto::random_token();
  store::ApiKey key{.id = ApiKeyId::make(tx.now()),
                    .team = request.team,
                    .maker = caller->member.id,
                    .maker_name = caller->member.name,
                    .name = *name,
                    .roles = granted->roles,
                    .used_mfa = caller->caller.used_mfa,
                    .created_at = tx.now(),
                    .expires_at = request.expires_at,
                    .last_used_at = std::nullopt,
                    .revoked_at = std::nullopt};
  const auto recorded = store::record(tx, granted->permit, "api_key.manage", {"api_key", key.id.value}, nullptr, key_facts(key));
  store::insert_api_key(tx, granted->permit, recorded, key, crypto::token_hash(secret));
  return ApiKeyMade{view_of(*caller, std::move(key), tx.now()), secret};
}

Result<ApiKeyList> list_api_keys(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                 const TeamId& team, const ApiKeyId& after, int limit) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const bool sees_all = policy::decide(ask_about_key(*caller, Action::api_key_revoke, {})).permitted();
  const auto action = sees_all ? Action::api_key_revoke : Action::api_key_manage;
  const auto permit = store::authorize(tx, *caller, ask_about_key(*caller, action, caller->member.id), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  const auto maker = sees_all ? std::nullopt : std::optional(caller->member.id);
  ApiKeyList list{{}, roles_for_a_key(*caller)};
  for (auto& key : store::list_api_keys(tx, {team, maker, after, limit})) {
    list.keys.push_back(view_of(*caller, std::move(key), tx.now()));
  }
  return list;
}

Result<Done> end_api_key(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                         const TeamId& team, const ApiKeyId& id) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto key = store::find_api_key(tx, team, id);
  const bool is_own = key && key->maker == caller->member.id;
  const auto action = is_own ? Action::api_key_manage : Action::api_key_revoke;
  auto question = ask_about_key(*caller, action, key ? key->maker : MemberId{});
  question.resource.known = key.has_value();
  const audit::Resource resource{"api_key", id.value};
  const auto permit = store::authorize(tx, *caller, question, resource);
  if (!permit) return std::unexpected(permit.error());
  if (has_ended(*key, tx.now())) return Done{};
  const auto recorded = store::record(tx, *permit, "api_key.revoke", resource, audit::Object{{"revoked_at", nullptr}},
                                      audit::Object{{"revoked_at", to_rfc3339(tx.now())}});
  store::revoke_api_key(tx, *permit, recorded, *key);
  return Done{};
}

}  // namespace rolecall::service
