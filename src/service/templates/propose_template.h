// GET and POST /teams/{team}/templates/proposals, and DELETE of one: what members would like the team's templates to be.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/templates/open_proposal.h"
#include "service/templates/template_fields.h"

namespace rolecall::service {

inline constexpr std::size_t longest_message = 1'000;

struct ProposeTemplate {
  TeamId team;
  std::optional<TemplateId> changes;         // a template of the team; nothing: a new one
  std::optional<std::int64_t> base_version;  // of it, whose words were changed; nothing: the present one
  store::TextKind kind = store::TextKind::note;
  TemplateWords words;
  std::string message;
};
/// Errors: unauthenticated, not_found, denied (template.propose, plan_lacks_feature), invalid as check_words, at `/template`,
/// `/version` or `/message`.
[[nodiscard]] Result<ShownProposal> propose_template(store::Transaction& tx, const Environment& environment,
                                                     const store::Credential& credential, const ProposeTemplate& request);

/// Errors: unauthenticated, not_found, conflict (`proposal_decided`, `not_your_proposal`).
[[nodiscard]] Result<Done> withdraw_proposal(store::Transaction& tx, const Environment& environment,
                                             const store::Credential& credential, const ProposalPlace& place);

struct ListProposals {
  TeamId team;
  std::optional<store::ProposalState> state;
  std::optional<store::ProposalPosition> after;
  int limit = 50;
};
struct ProposalPage {
  std::vector<ShownProposal> items;
  std::optional<store::ProposalPosition> next;  // nothing on the last page
};
/// Newest first: the caller's own, and everybody's for who may create templates of the team. Errors: unauthenticated, not_found,
/// denied.
[[nodiscard]] Result<ProposalPage> list_proposals(store::Transaction& tx, const Environment& environment,
                                                  const store::Credential& credential, const ListProposals& request);

}  // namespace rolecall::service
