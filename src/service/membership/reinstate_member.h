// POST …/reinstate: a removed member is invited again with the roles of then. What was handed over stays where it is.
#pragma once

#include <optional>

#include "service/environment.h"
#include "service/members/member_view.h"
#include "store/credential.h"

namespace rolecall::service {

/// Needs member.invite and, for roles, role.assign. Errors: those of add_member; conflict (`not_removed`); gone
/// (`reinstatement_over`) after 90 days.
[[nodiscard]] Result<MemberView> reinstate_member(store::Transaction& tx, const Environment& environment,
                                                  const store::Credential& credential, const TeamId& team, const MemberId& member,
                                                  const std::optional<QuoteId>& quote = std::nullopt);

}  // namespace rolecall::service
