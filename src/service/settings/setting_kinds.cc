#include "service/settings/setting_kinds.h"

#include <algorithm>

#include "policy/catalog.h"

namespace rolecall::service {
namespace {

audit::Value ids_of_members(const std::vector<MemberId>& members) {
  audit::Array ids;
  for (const MemberId& member : members) ids.emplace_back(member);
  return ids;
}

audit::Value audience_roles_of(const SettingsRecord& record) {
  audit::Array roles;
  for (const policy::Role role : record.settings.session_view_roles) roles.emplace_back(policy::name_of(role));
  for (const RoleId& role : record.audience_custom_roles) roles.emplace_back(role);
  return roles;
}

audit::Value number_or_null(const std::optional<int>& number) {
  if (!number) return nullptr;
  return *number;
}

audit::Value retention_facts(const store::TeamSettings& settings) {
  if (!settings.retention_next) return number_or_null(settings.retention_days);
  audit::Object facts;
  facts.emplace("days", number_or_null(settings.retention_days));
  facts.emplace("next_days", settings.retention_next->days);
  facts.emplace("next_from", to_rfc3339(settings.retention_next->from));
  return facts;
}

}  // namespace

std::optional<policy::Feature> feature_for(SettingKind kind) {
  switch (kind) {
    case SettingKind::session_view:
      return policy::feature_for_setting(policy::Setting::session_view);
    case SettingKind::require_mfa:
      return policy::feature_for_setting(policy::Setting::require_mfa);
    case SettingKind::consent_prompt:
      return policy::feature_for_setting(policy::Setting::consent_prompt);
    case SettingKind::content_footer:
      return policy::feature_for_setting(policy::Setting::content_footer);
    case SettingKind::retention_days:
      return policy::feature_for_setting(policy::Setting::retention_days);
    case SettingKind::emergency_access:
      return policy::feature_for_setting(policy::Setting::emergency_access);
    case SettingKind::sign_out_minutes:
      return std::nullopt;
  }
  return std::nullopt;
}

bool is_on(const SettingsRecord& record, SettingKind kind) {
  const store::TeamSettings& settings = record.settings;
  switch (kind) {
    case SettingKind::session_view:
      return settings.session_view_enabled;
    case SettingKind::require_mfa:
      return settings.require_mfa;
    case SettingKind::consent_prompt:
      return settings.consent_enabled;
    case SettingKind::content_footer:
      return !settings.content_footer.empty();
    case SettingKind::retention_days:
      return settings.retention_days.has_value() || settings.retention_next.has_value();
    case SettingKind::emergency_access:
      return settings.emergency_access;
    case SettingKind::sign_out_minutes:
      return settings.sign_out_minutes.has_value();
  }
  return false;
}

bool differs(const SettingsRecord& a, const SettingsRecord& b, SettingKind kind) {
  const store::TeamSettings& x = a.settings;
  const store::TeamSettings& y = b.settings;
  switch (kind) {
    case SettingKind::session_view:
      return x.session_view_enabled != y.session_view_enabled || x.session_view_roles != y.session_view_roles ||
             x.session_view_transcripts != y.session_view_transcripts || a.audience_members != b.audience_members ||
             a.audience_custom_roles != b.audience_custom_roles;
    case SettingKind::require_mfa:
      return x.require_mfa != y.require_mfa;
    case SettingKind::consent_prompt:
      return x.consent_enabled != y.consent_enabled || x.consent_text != y.consent_text;
    case SettingKind::content_footer:
      return x.content_footer != y.content_footer;
    case SettingKind::retention_days:
      return x.retention_days != y.retention_days || x.retention_next != y.retention_next;
    case SettingKind::emergency_access:
      return x.emergency_access != y.emergency_access;
    case SettingKind::sign_out_minutes:
      return x.sign_out_minutes != y.sign_out_minutes;
  }
  return false;
}

bool only_narrows_audience(const SettingsRecord& before, const SettingsRecord& after) {
  const store::TeamSettings& x = before.settings;
  const store::TeamSettings& y = after.settings;
  return x.session_view_enabled == y.session_view_enabled && x.session_view_transcripts == y.session_view_transcripts &&
         y.session_view_roles.is_within(x.session_view_roles) &&
         std::ranges::includes(before.audience_members, after.audience_members) &&
         std::ranges::includes(before.audience_custom_roles, after.audience_custom_roles);
}

SettingsRecord switched(SettingsRecord record, SettingKind kind) {
  store::TeamSettings& settings = record.settings;
  switch (kind) {
    case SettingKind::session_view:
      settings.session_view_enabled = !settings.session_view_enabled;
      break;
    case SettingKind::require_mfa:
      settings.require_mfa = !settings.require_mfa;
      break;
    case SettingKind::consent_prompt:
      settings.consent_enabled = !settings.consent_enabled;
      break;
    case SettingKind::content_footer:
      settings.content_footer.assign(settings.content_footer.empty() ? 1 : 0, 'x');
      break;
    case SettingKind::retention_days:
      settings.retention_days = is_on(record, kind) ? std::nullopt : std::optional(1);
      settings.retention_next.reset();
      break;
    case SettingKind::emergency_access:
      settings.emergency_access = !settings.emergency_access;
      break;
    case SettingKind::sign_out_minutes:
      settings.sign_out_minutes = settings.sign_out_minutes ? std::nullopt : std::optional(30);
      break;
  }
  return record;
}

audit::Value facts_of(const SettingsRecord& record, SettingKind kind, const TeamId& team) {
  const store::TeamSettings& settings = record.settings;
  switch (kind) {
    case SettingKind::session_view:
      return audit::Object{{"enabled", settings.session_view_enabled},
                           {"audience_roles", audience_roles_of(record)},
                           {"audience_members", ids_of_members(record.audience_members)},
                           {"include_transcripts", settings.session_view_transcripts}};
    case SettingKind::require_mfa:
      return settings.require_mfa;
    case SettingKind::consent_prompt:
      return audit::Object{{"enabled", settings.consent_enabled}, {"text", audit::Personal{settings.consent_text, team.value}}};
    case SettingKind::content_footer:
      return audit::Personal{settings.content_footer, team.value};
    case SettingKind::retention_days:
      return retention_facts(settings);
    case SettingKind::emergency_access:
      return settings.emergency_access;
    case SettingKind::sign_out_minutes:
      return number_or_null(settings.sign_out_minutes);
  }
  return nullptr;
}

}  // namespace rolecall::service
