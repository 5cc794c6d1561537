#include "http/account_json.h"

#include <algorithm>

#include "base/crypto/password_rules.h"
#include "http/team_json.h"
#include "policy/catalog.h"
#include "policy/decide.h"

namespace rolecall::http {
namespace {

struct Shown {
  const UserId& id;
  const std::string& email;
  const std::string& name;
  bool mfa_enabled;
};

void write_shown(json::Writer& writer, const Shown& user) {
  writer.begin_object()
      .field("id", user.id)
      .field("email", user.email)
      .field("name", user.name)
      .field("email_verified", true)
      .field("mfa_enabled", user.mfa_enabled)
      .end_object();
}

std::optional<std::string_view> or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

void write_login(json::Writer& writer, const store::Login& login) {
  writer.field("id", login.id)
      .field("created_at", login.created_at)
      .field("last_seen_at", login.last_seen_at)
      .field("expires_at", login.expires_at)
      .field("client_address", or_null(login.client_address))
      .field("user_agent", or_null(login.agent))
      .field("mfa", login.used_mfa);
}

void write_roles(json::Writer& writer, const store::Member& member) {
  writer.name("roles").begin_array();
  for (const policy::Role role : member.roles) writer.value(policy::name_of(role));
  for (const RoleId& role : member.custom_roles) writer.value(role);
  writer.end_array();
}

void write_own_team(json::Writer& writer, const TeamId& id, const std::string& name) {
  writer.name("team").begin_object().field("id", id).field("name", name).end_object();
}

void write_membership(json::Writer& writer, const store::TeamCaller& own) {
  writer.begin_object();
  write_own_team(writer, own.team.id, own.team.name);
  writer.field("member", own.member.id);
  write_roles(writer, own.member);
  writer.field("owner", own.member.owner).field("status", name_of(own.member.status));
  write_actions(writer, policy::allowed_actions(own.asks(policy::Action::team_read)));
  writer.end_object();
}

/// The server's limit, or the shortest of the caller's teams when that is shorter, as it counts for his logins (store/caller.cc).
std::int64_t idle_minutes(const store::CallerEverywhere* caller, const service::Settings& settings) {
  std::int64_t shortest = settings.idle_limit.ms / minutes(1).ms;
  if (caller == nullptr) return shortest;
  for (const auto& own : caller->teams) {
    const auto& of_team = own.team.settings.sign_out_minutes;
    if (of_team) shortest = std::min<std::int64_t>(shortest, *of_team);
  }
  return shortest;
}

void write_server_settings(json::Writer& writer, const store::CallerEverywhere* caller, const service::Settings& settings) {
  writer.name("settings")
      .begin_object()
      .field("idle_minutes", idle_minutes(caller, settings))
      .field("absolute_hours", settings.absolute_limit.ms / hours(1).ms)
      .field("invitation_days", settings.invitation_lifetime.ms / days(1).ms)
      .field("password_min_length", crypto::password_min_length)
      .field("password_max_length", crypto::password_max_length)
      .end_object();
}

void write_own_member(json::Writer& writer, const service::AccountExport::Membership& own) {
  const auto& member = own.member;
  writer.begin_object();
  write_own_team(writer, member.team, own.team_name);
  writer.field("member", member.id).field("email", member.address).field("name", member.name).field("title", member.title);
  write_roles(writer, member);
  writer.field("owner", member.owner)
      .field("status", name_of(member.status))
      .field("created_at", member.created_at)
      .field("joined_at", member.joined_at)
      .field("status_since", member.status_since)
      .end_object();
}

void write_audit_value(json::Writer& writer, const store::PersonalValue& value) {
  writer.begin_object()
      .field("chain", value.chain)
      .field("seq", value.seq)
      .field("at", value.at)
      .field("action", value.action)
      .field("pointer", value.pointer)
      .field("value", value.value)
      .end_object();
}

void write_exported_notice(json::Writer& writer, const store::Notice& notice) {
  writer.begin_object()
      .field("id", notice.id)
      .field("team", notice.team)
      .field("kind", notice.kind)
      .raw_field("facts", notice.facts)
      .field("created_at", notice.created_at)
      .field("read_at", notice.read_at)
      .end_object();
}

}  // namespace

void write_user(json::Writer& writer, const store::Account& account) {
  write_shown(writer, {account.id, account.address, account.name, account.has_mfa()});
}

void write_user(json::Writer& writer, const store::Caller& caller) {
  write_shown(writer, {caller.user, caller.address, caller.name, caller.has_mfa});
}

std::string logins_json(const service::OwnLogins& logins) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object().name("items").begin_array();
  for (const auto& login : logins.logins) {
    writer.begin_object().field("current", login.id == logins.current);
    write_login(writer, login);
    writer.end_object();
  }
  writer.end_array().end_object();
  return body;
}

std::string me_json(const store::CallerEverywhere* caller, const service::Settings& settings) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object().name("user");
  if (caller == nullptr) {
    writer.null();
  } else {
    write_user(writer, caller->caller);
  }
  writer.name("memberships").begin_array();
  if (caller != nullptr) {
    for (const auto& own : caller->teams) write_membership(writer, own);
  }
  writer.end_array();
  write_server_settings(writer, caller, settings);
  writer.field("dev_clock", settings.has_dev_clock).end_object();
  return body;
}

std::string export_json(const service::AccountExport& exported) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object().name("user");
  write_user(writer, exported.account);
  writer.field("created_at", exported.account.created_at).field("verified_at", exported.account.verified_at);
  writer.name("logins").begin_array();
  for (const auto& login : exported.logins) {
    writer.begin_object();
    write_login(writer, login);
    writer.end_object();
  }
  writer.end_array().name("memberships").begin_array();
  for (const auto& own : exported.memberships) write_own_member(writer, own);
  writer.end_array().name("audit_values").begin_array();
  for (const auto& value : exported.audit_values) write_audit_value(writer, value);
  writer.end_array().name("notices").begin_array();
  for (const auto& notice : exported.notices) write_exported_notice(writer, notice);
  writer.end_array().end_object();
  return body;
}

}  // namespace rolecall::http
