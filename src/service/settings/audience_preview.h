// Who could read colleagues' sessions by Session View before and after a change of it, by the decisions that will enforce it.
#pragma once

#include <string>
#include <vector>

#include "policy/question.h"
#include "service/settings/settings_draft.h"

namespace rolecall::service {

struct AudienceQuestion {
  TeamId team;
  policy::TeamFacts facts;  // of the team as it is, apart from Session View
  SettingsRecord before;
  SettingsRecord after;
};

struct AudienceChange {
  std::vector<std::string> sentences;  // one for each group that gains or loses something, with names
  bool is_read_before = false;         // somebody could read colleagues' sessions
  bool is_read_after = false;
};
/// Reads every active member.
[[nodiscard]] AudienceChange preview_audience(store::Transaction& tx, const AudienceQuestion& question);

}  // namespace rolecall::service
