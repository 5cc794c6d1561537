// A proposal with the proof that the caller may decide it, and as he sees it. Shared by the use cases of proposals: who may
// create templates of the team sees all of them, everybody else his own.
#pragma once

#include "policy/action.h"
#include "service/environment.h"
#include "store/caller.h"
#include "store/credential.h"
#include "store/permit.h"
#include "store/template_proposals.h"

namespace rolecall::service {

struct ProposalPlace {
  TeamId team;
  ProposalId id;
};

struct OpenedProposal {
  store::TeamCaller caller;
  store::TemplateProposal proposal;
  store::Permit permit;
};

/// The proof that the caller may do what the proposal asks for: template.team.create or template.team.update. Errors:
/// unauthenticated, not_found (also for one that he does not see), denied, conflict (`proposal_decided`).
[[nodiscard]] Result<OpenedProposal> open_to_decide(store::Transaction& tx, const Environment& environment,
                                                    const store::Credential& credential, const ProposalPlace& place);
/// The proof that it is the caller's own. Errors: as open_to_decide, conflict (`not_your_proposal`).
[[nodiscard]] Result<OpenedProposal> open_to_withdraw(store::Transaction& tx, const Environment& environment,
                                                      const store::Credential& credential, const ProposalPlace& place);

/// template.team.update for a proposal that changes a template, template.team.create for a new one.
[[nodiscard]] policy::Action action_to_decide(const store::TemplateProposal& proposal);

/// Whether the caller sees the proposals of everybody.
[[nodiscard]] bool sees_all_proposals(const store::TeamCaller& caller);

struct ShownProposal {
  store::TemplateProposal proposal;
  /// While it waits: what deciding it needs when the caller may, and template.propose when he may withdraw it.
  policy::ActionSet allowed_actions;
};
[[nodiscard]] ShownProposal show_proposal(const store::TeamCaller& caller, store::TemplateProposal proposal);

/// Writes the end of a proposal into the audit and then into the table; the proposal as it is then.
[[nodiscard]] store::TemplateProposal end_proposal(store::Transaction& tx, const OpenedProposal& opened, policy::Action action,
                                                   store::ProposalState state, const std::string& answer);

}  // namespace rolecall::service
