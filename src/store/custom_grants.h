// What the custom roles of one member grant, and what of it counts in the audience of Session View.
#pragma once

#include "base/time.h"
#include "policy/grants.h"
#include "policy/question.h"
#include "store/member.h"
#include "store/transaction.h"

namespace rolecall::store {

struct CustomGrants {
  policy::GrantSet all;
  policy::GrantSet in_audience;  // what those roles grant that the team's settings put into the audience
};
/// In one query, or none for who has no custom role.
[[nodiscard]] CustomGrants custom_grants_of(Transaction& tx, const Member& member);

/// A member who is not the caller, when what his custom roles grant together has been read.
[[nodiscard]] policy::Subject subject_with(const Member& member, const policy::GrantSet& custom, Instant now);
/// A member who is not the caller, as `subject_of` sees him, with what Session View has to know beside it.
struct AskedMember {
  policy::Subject subject;
  policy::GrantSet audience_custom;  // belongs into the team's facts when he is asked about
};
[[nodiscard]] AskedMember asked_member(Transaction& tx, const Member& member, Instant now);

}  // namespace rolecall::store
