// GET /teams/{team}/emergency and the review of one: an administrator other than who opened it says whether it was justified.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/environment.h"
#include "store/caller.h"
#include "store/credential.h"
#include "store/emergency.h"

namespace rolecall::service {

struct ShownEmergency {
  store::EmergencyAccess access;
  std::optional<std::string> reason;   // nothing: damaged on the disk; all else is shown all the same
  std::optional<std::string> comment;  // of the review; nothing as above
  bool overdue = false;                // not reviewed in time
  bool can_end = false;                // it is open, and the caller may end it
  policy::ActionSet allowed_actions;
};
struct EmergencyPage {
  std::vector<ShownEmergency> items;
  bool has_more = false;
};
/// Newest first. Errors: unauthenticated, not_found, denied (emergency.review).
[[nodiscard]] Result<EmergencyPage> list_emergencies(store::Transaction& tx, const Environment& environment,
                                                     const store::Credential& credential, const TeamId& team,
                                                     const std::optional<store::EmergencyPosition>& after, int limit);

/// How many emergency accesses wait for the caller's review; nothing for who does not review.
[[nodiscard]] std::optional<std::int64_t> reviews_waiting(store::Transaction& tx, const store::TeamCaller& caller);

struct ReviewEmergency {
  TeamId team;
  EmergencyId access;
  std::string verdict;  // justified, not_justified
  std::string comment;
};
/// Once. `not_justified` ends an access that is still open. Errors: unauthenticated, not_found, denied (emergency.review,
/// review_of_own_access), invalid at `/verdict` or `/comment`, conflict (`already_reviewed`).
[[nodiscard]] Result<ShownEmergency> review_emergency(store::Transaction& tx, const Environment& environment,
                                                      const store::Credential& credential, const ReviewEmergency& request);

}  // namespace rolecall::service
