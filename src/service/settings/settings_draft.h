// The team settings as a request changes them: read against the team, checked field by field. Who may change what is decided in
// update_settings.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/team.h"
#include "store/transaction.h"

namespace rolecall::service {

struct SessionViewDraft {
  std::optional<bool> enabled;
  std::optional<std::vector<std::string>> audience_roles;
  std::optional<std::vector<std::string>> audience_members;
  std::optional<bool> include_transcripts;
};
BOOST_DESCRIBE_STRUCT(SessionViewDraft, (), (enabled, audience_roles, audience_members, include_transcripts))

struct ConsentDraft {
  std::optional<bool> enabled;
  std::optional<std::string> text;
};
BOOST_DESCRIBE_STRUCT(ConsentDraft, (), (enabled, text))

/// Absent fields stay as they are, also inside the two objects.
struct SettingsDraft {
  std::optional<SessionViewDraft> session_view;
  std::optional<bool> require_mfa;
  std::optional<ConsentDraft> consent_prompt;
  std::optional<std::string> content_footer;
  std::optional<std::optional<int>> retention_days;
  std::optional<bool> emergency_access;
  std::optional<std::optional<int>> sign_out_minutes;
};
BOOST_DESCRIBE_STRUCT(SettingsDraft, (),
                      (session_view, require_mfa, consent_prompt, content_footer, retention_days, emergency_access,
                       sign_out_minutes))

/// How long a shorter retention waits before it bites. SPEC section 5.
inline constexpr Duration retention_delay = days(7);

/// The record of SPEC section 9 whole: the team's row, and who else is in the audience, by id, without duplicates; members who
/// are current ones.
struct SettingsRecord {
  store::TeamSettings settings;
  std::vector<MemberId> audience_members;
  std::vector<RoleId> audience_custom_roles;
  bool operator==(const SettingsRecord&) const = default;
};

/// A retention that waited and whose time has come stands as the one in force.
[[nodiscard]] SettingsRecord settings_of(store::Transaction& tx, const store::Team& team);

/// `before` with what the draft names. A shorter retention waits; naming the one in force again, a longer one or none takes it
/// back. Errors: invalid with one field each: roles and members that are no current ones of this team, texts that are too long,
/// days outside 1 to 90, minutes outside 5 to 240.
[[nodiscard]] Result<SettingsRecord> apply_draft(store::Transaction& tx, const TeamId& team, const SettingsDraft& draft,
                                                 const SettingsRecord& before);

}  // namespace rolecall::service
