// GET and PATCH /teams/{team}/settings: the record, why a field is locked, and the change with its preview.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "policy/action.h"
#include "service/environment.h"
#include "service/sessions/readable_sessions.h"
#include "service/settings/setting_kinds.h"
#include "store/caller.h"
#include "store/credential.h"

namespace rolecall::service {

struct SettingsView {
  SettingsRecord record;
  std::int64_t revision = 0;                                // of the team
  std::array<std::optional<Refusal>, setting_count> locks;  // by SettingKind: why the caller cannot change it now
  policy::ActionSet allowed_actions;
};

/// Errors: those of authorize for team.settings.read.
[[nodiscard]] Result<SettingsView> get_settings(store::Transaction& tx, const Environment& environment,
                                                const store::Credential& credential, const TeamId& team);

struct UpdateSettings {
  TeamId team;
  SettingsDraft draft;
  std::optional<std::string> if_match;
};

/// Every changed field is asked about: Session View as team.session_view.update, the others as team.settings.update with the
/// feature that switching them on needs. Taking roles or members out of the audience, and nothing more, needs no feature.
/// Switching emergency access off ends what is open. Errors: those of authorize and apply_draft; stale; conflict `mfa_first` for
/// demanding a second factor in a login that used none, its own user's.
[[nodiscard]] Result<SettingsView> update_settings(store::Transaction& tx, const Environment& environment,
                                                   const store::Credential& credential, const UpdateSettings& request);

/// What the change would mean today. `sessions` are those that Session View opens to its audience.
struct SettingsPreview {
  ReadableChange sessions;
  std::vector<std::string> warnings;  // sentences
};

/// Same errors; writes nothing, not even a refusal.
[[nodiscard]] Result<SettingsPreview> preview_settings(store::Transaction& tx, const Environment& environment,
                                                       const store::Credential& credential, const UpdateSettings& request);

}  // namespace rolecall::service
