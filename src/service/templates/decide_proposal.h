// POST /teams/{team}/templates/proposals/{proposal}/accept and …/decline: by whoever manages the team's templates.
#pragma once

#include <string>

#include "service/templates/open_proposal.h"

namespace rolecall::service {

/// Makes the new template, or the next version of the one that shall change; its author is who proposed it. Errors:
/// unauthenticated, not_found, denied (template.team.create, template.team.update, plan_lacks_feature), conflict
/// (`proposal_decided`; `template_gone` when the template was deleted meanwhile).
[[nodiscard]] Result<ShownProposal> accept_proposal(store::Transaction& tx, const Environment& environment,
                                                    const store::Credential& credential, const ProposalPlace& place);

/// Errors: as accept_proposal without `template_gone`, invalid at `/answer`.
[[nodiscard]] Result<ShownProposal> decline_proposal(store::Transaction& tx, const Environment& environment,
                                                     const store::Credential& credential, const ProposalPlace& place,
                                                     const std::string& answer);

}  // namespace rolecall::service
