// Emergency accesses: who opened which patient's sessions without any other right, why, and what the review said. What an open
// one allows is the policy's; the reason and the comment are sealed.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/permit.h"
#include "store/session.h"
#include "store/team_vault.h"

namespace rolecall::store {

struct EmergencyReview {
  Instant at;
  MemberId by;
  std::string by_name;
  std::string verdict;  // justified, not_justified
  Bytes comment;
};

struct EmergencyAccess {
  EmergencyId id;
  TeamId team;
  MemberId member;
  std::string member_name;
  Instant opened_at;
  Instant expires_at;               // as promised when it was opened
  std::optional<Instant> ended_at;  // earlier than that
  Instant review_due_at;
  Bytes reason;
  std::int64_t sessions = 0;
  std::optional<EmergencyReview> review;

  [[nodiscard]] bool is_open(Instant now) const { return !ended_at && now < expires_at; }
  [[nodiscard]] Instant over_at() const { return ended_at ? std::min(*ended_at, expires_at) : expires_at; }
};

/// The sessions of the team whose patient has both, exactly. `identifier` as clinical::identifier_key makes it.
[[nodiscard]] std::vector<Session> sessions_of_patient(Transaction& tx, const TeamVault& vault, std::string_view identifier,
                                                       std::string_view date_of_birth);

/// `access.reason` and `access.sessions` are set here.
void insert_emergency_access(Transaction& tx, const Permit& permit, const Recorded& recorded, const TeamVault& vault,
                             const EmergencyAccess& access, std::string_view reason, const std::vector<Session>& sessions);
[[nodiscard]] std::optional<EmergencyAccess> find_emergency_access(Transaction& tx, const TeamId& team, const EmergencyId& id);

/// Open now, of the team or of one of its members, oldest first.
[[nodiscard]] std::vector<EmergencyAccess> open_emergency_accesses(Transaction& tx, const TeamId& team,
                                                                   const std::optional<MemberId>& of);
/// Kept as a fact and not as an hour that is over sooner: it stays ended where the clock is behind, and for whoever took the time
/// before he waited.
void end_emergency_access(Transaction& tx, const Permit& permit, const Recorded& recorded, const EmergencyAccess& access);

struct EmergencyPosition {
  Instant opened_at;
  EmergencyId id;
};
/// Newest first; at most `limit` behind `after`.
[[nodiscard]] std::vector<EmergencyAccess> list_emergency_accesses(Transaction& tx, const TeamId& team,
                                                                   const std::optional<EmergencyPosition>& after, int limit);

/// How many wait for a review by somebody else than `member`.
[[nodiscard]] std::int64_t count_waiting_reviews(Transaction& tx, const TeamId& team, const MemberId& member);

struct Verdict {
  MemberId by;
  std::string verdict;
  std::string comment;
};
void save_emergency_review(Transaction& tx, const Permit& permit, const Recorded& recorded, const TeamVault& vault,
                           const EmergencyId& id, const Verdict& verdict);

/// Errors: unavailable (`content_damaged`).
[[nodiscard]] Result<std::string> open_reason(const TeamVault& vault, const EmergencyAccess& access);
[[nodiscard]] Result<std::string> open_comment(const TeamVault& vault, const EmergencyAccess& access);

}  // namespace rolecall::store
