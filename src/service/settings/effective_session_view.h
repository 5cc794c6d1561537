// What Session View does in a team now, and the one step that tells those whose sessions it concerns when that has changed,
// whatever changed it: a setting, a role in its audience, the trial, a plan, or the clock.
#pragma once

#include <string>
#include <vector>

#include "service/compose/session_view_mails.h"
#include "service/environment.h"
#include "store/permit.h"
#include "store/session_view_audience.h"
#include "store/team.h"

namespace rolecall::service {

/// Off wherever the plan or the trial lacks it, whatever the settings remember.
struct EffectiveView {
  bool enabled = false;
  policy::RoleSet roles;
  /// Those that grant something in scope `viewed`, and only what they grant in it; transcripts only while they are included.
  std::vector<store::AudienceRole> custom_roles;
  std::vector<MemberId> members;
  bool include_transcripts = false;
  bool operator==(const EffectiveView&) const = default;
};

/// As everybody was told last. `team` is read in this transaction and nothing of it is written yet.
[[nodiscard]] EffectiveView told_view(store::Transaction& tx, const Environment& environment, const store::Team& team);

struct ViewChange {
  EffectiveView told;
  compose::ViewCause cause = compose::ViewCause::settings;
  MemberId by;  // who is not told; empty: the clock
  std::string by_name;
};
/// When the team's Session View does something else than was told: a mail and a notice to every active member who may hold own
/// sessions or has some. Notes when the clock may change it next. Call it when the team and its audience are written.
void settle_view(store::Transaction& tx, const Environment& environment, const store::Permit& permit, const store::Team& team,
                 const ViewChange& change);

/// The job: the clock has ended a trial or begun a plan.
[[nodiscard]] Result<Done> tell_view_by_clock(store::Transaction& tx, const Environment& environment, const TeamId& team);

}  // namespace rolecall::service
