// How many sessions somebody can read, for previews: the same filter that lists use, counted exactly up to 10,000.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "policy/question.h"
#include "store/member.h"
#include "store/session_list.h"
#include "store/team.h"

namespace rolecall::service {

inline constexpr std::int64_t most_counted = 10'000;
/// "212", or "10,000+" where there are more.
[[nodiscard]] std::string shown_count(std::int64_t count);

/// The numbers of a preview (SPEC section 9): exact up to `most_counted`, and one more than that where there are more.
/// `clinicians` of those that are readable afterwards.
struct ReadableChange {
  std::int64_t before = 0;
  std::int64_t after = 0;
  std::int64_t clinicians = 0;
};

/// A member who need not be the caller, and the team as the policy sees it for him: he, or a custom role of his, may stand in the
/// audience of Session View.
struct MemberFacts {
  policy::Subject subject;
  policy::TeamFacts team;
};
/// `facts`: of the team, for whomever.
[[nodiscard]] MemberFacts facts_for(store::Transaction& tx, const store::Team& team, policy::TeamFacts facts,
                                    const store::Member& member);

[[nodiscard]] store::SessionCount readable_sessions(store::Transaction& tx, const store::Team& team,
                                                    const policy::TeamFacts& facts, const MemberId& member,
                                                    const policy::Subject& subject);
/// All that Session View opens to its audience, whoever is in it.
[[nodiscard]] store::SessionCount viewed_sessions(store::Transaction& tx, const store::Team& team,
                                                  const policy::TeamFacts& facts);

struct Viewer {
  store::Member member;
  policy::ActionSet readings;
};
/// Who else can read anything of the clinician's sessions by Session View now, restricted ones apart.
struct Viewers {
  std::vector<Viewer> members;  // at most 100 of them
  std::int64_t more = 0;        // how many others there are
};
[[nodiscard]] Viewers viewers_of(store::Transaction& tx, const store::Team& team, const policy::TeamFacts& facts,
                                 const MemberId& clinician);

/// How many of the clinician's sessions nobody can open once he may not: Session View opens them to nobody else, and shares and
/// delegations end with his right.
[[nodiscard]] std::int64_t sessions_lost_without(store::Transaction& tx, const store::Team& team, const policy::TeamFacts& facts,
                                                 const MemberId& clinician);

}  // namespace rolecall::service
