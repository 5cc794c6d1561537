// POST /teams/{team}/templates/proposals/{proposal}/accept and …/decline: by whoever manages the team's templates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "service/templates/open_proposal.h"

namespace rolecall::service {

struct AcceptProposal {
  ProposalPlace place;
  std::optional<std::int64_t> seen_version;  // of the template, over which it is accepted; nothing: the one that was changed
};
/// Makes the new template, or the next version of the one that shall change; its author is who proposed it. Errors:
/// unauthenticated, not_found, denied (template.team.create, template.team.update, plan_lacks_feature), conflict
/// (`proposal_decided`; `template_gone` when the template was deleted meanwhile; `template_changed` when it has another version
/// than the one that was seen).
[[nodiscard]] Result<ShownProposal> accept_proposal(store::Transaction& tx, const Environment& environment,
                                                    const store::Credential& credential, const AcceptProposal& request);

/// Errors: as accept_proposal without those about the template, invalid at `/answer`.
[[nodiscard]] Result<ShownProposal> decline_proposal(store::Transaction& tx, const Environment& environment,
                                                     const store::Credential& credential, const ProposalPlace& place,
                                                     const std::string& answer);

}  // namespace rolecall::service
