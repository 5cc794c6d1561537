#include "service/templates/open_proposal.h"

#include "policy/decide.h"

namespace rolecall::service {
namespace {

using policy::Action;
using store::ProposalState;
using store::TemplateProposal;

/// Asked on the template that shall change, otherwise on the team; a template that is gone is told after the rights.
policy::Question ask_to_decide(const store::TeamCaller& caller, const std::optional<TemplateProposal>& seen) {
  auto question = caller.asks(seen ? action_to_decide(*seen) : Action::template_team_create);
  if (seen && seen->changes)
    question.resource = policy::Resource{.kind = policy::ResourceKind::template_, .personal_template = false};
  question.resource.known = seen.has_value();
  return question;
}

/// Withdrawing stays possible when the plan no longer lets anybody propose.
policy::Question ask_to_withdraw(const store::TeamCaller& caller, const std::optional<TemplateProposal>& seen) {
  auto question = caller.asks(Action::template_use);
  question.resource.known = seen.has_value();
  return question;
}

using Ask = policy::Question (*)(const store::TeamCaller&, const std::optional<TemplateProposal>&);

Result<OpenedProposal> open_proposal(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                     const ProposalPlace& place, Ask ask) {
  auto caller = store::load_team_caller(tx, credential, place.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto seen = store::find_proposal(tx, place.team, place.id);
  if (seen && seen->proposer != caller->member.id && !sees_all_proposals(*caller)) seen.reset();
  auto permit = store::authorize(tx, *caller, ask(*caller, seen), {"proposal", place.id.value});
  if (!permit) return std::unexpected(permit.error());
  if (seen->state != ProposalState::waiting) {
    return fail(Code::conflict, "proposal_decided", "this proposal no longer waits; look at it again");
  }
  return OpenedProposal{std::move(*caller), std::move(*seen), std::move(*permit)};
}

}  // namespace

Action action_to_decide(const TemplateProposal& proposal) {
  return proposal.changes ? Action::template_team_update : Action::template_team_create;
}

bool sees_all_proposals(const store::TeamCaller& caller) {
  return policy::scopes_held(caller.subject, Action::template_team_create).has(policy::Scope::team);
}

Result<OpenedProposal> open_to_decide(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                      const ProposalPlace& place) {
  return open_proposal(tx, environment, credential, place, ask_to_decide);
}

Result<OpenedProposal> open_to_withdraw(store::Transaction& tx, const Environment& environment,
                                        const store::Credential& credential, const ProposalPlace& place) {
  auto opened = open_proposal(tx, environment, credential, place, ask_to_withdraw);
  if (opened && opened->proposal.proposer != opened->caller.member.id) {
    return fail(Code::conflict, "not_your_proposal", "only who made a proposal withdraws it; decline it instead");
  }
  return opened;
}

ShownProposal show_proposal(const store::TeamCaller& caller, TemplateProposal proposal) {
  ShownProposal shown{std::move(proposal), {}};
  if (shown.proposal.state != ProposalState::waiting) return shown;
  if (policy::decide(ask_to_decide(caller, shown.proposal)).permitted())
    shown.allowed_actions.add(action_to_decide(shown.proposal));
  if (shown.proposal.proposer == caller.member.id) shown.allowed_actions.add(Action::template_propose);
  return shown;
}

TemplateProposal end_proposal(store::Transaction& tx, const OpenedProposal& opened, Action action, ProposalState state,
                              const std::string& answer) {
  TemplateProposal ended = opened.proposal;
  ended.state = state;
  ended.verdict = TemplateProposal::Verdict{tx.now(), opened.caller.member.id, opened.caller.member.name, answer};
  const auto recorded = store::record(tx, opened.permit, policy::name_of(action), {"proposal", ended.id.value},
                                      audit::Object{{"state", store::name_of(opened.proposal.state)}},
                                      audit::Object{{"state", store::name_of(state)}});
  store::end_proposal(tx, opened.permit, recorded, ended);
  return ended;
}

}  // namespace rolecall::service
