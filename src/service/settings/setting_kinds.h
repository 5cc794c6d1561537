// The settings of a team one by one: whether each is on, whether it changed, how the audit keeps it. Decides nothing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "audit/value.h"
#include "policy/feature.h"
#include "service/settings/settings_draft.h"

namespace rolecall::service {

/// In the order of `setting_names` and of the locks of a SettingsView.
enum class SettingKind : std::uint8_t {
  session_view,
  require_mfa,
  consent_prompt,
  content_footer,
  retention_days,
  emergency_access,
  sign_out_minutes,
};
inline constexpr std::size_t setting_count = 7;
inline constexpr std::array all_settings{SettingKind::session_view,    SettingKind::require_mfa,    SettingKind::consent_prompt,
                                         SettingKind::content_footer,  SettingKind::retention_days, SettingKind::emergency_access,
                                         SettingKind::sign_out_minutes};
inline constexpr std::array<std::string_view, setting_count> setting_names{
    "session_view", "require_mfa", "consent_prompt", "content_footer", "retention_days", "emergency_access", "sign_out_minutes"};
[[nodiscard]] constexpr std::string_view name_of(SettingKind kind) { return setting_names[static_cast<std::size_t>(kind)]; }

/// The feature without which it may not be switched on; none for settings of every plan.
[[nodiscard]] std::optional<policy::Feature> feature_for(SettingKind kind);

[[nodiscard]] bool is_on(const SettingsRecord& record, SettingKind kind);
[[nodiscard]] bool differs(const SettingsRecord& a, const SettingsRecord& b, SettingKind kind);
/// Nothing of Session View differs but that fewer stand in its audience.
[[nodiscard]] bool only_narrows_audience(const SettingsRecord& before, const SettingsRecord& after);
/// The record with this setting switched over: on where it is off, off where it is on.
[[nodiscard]] SettingsRecord switched(SettingsRecord record, SettingKind kind);
/// As the audit keeps it. Free texts stand beside the chain, since nobody knows what was typed into them.
[[nodiscard]] audit::Value facts_of(const SettingsRecord& record, SettingKind kind, const TeamId& team);

}  // namespace rolecall::service
