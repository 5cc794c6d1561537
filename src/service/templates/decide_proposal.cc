#include "service/templates/decide_proposal.h"

#include "service/notices/tell.h"
#include "service/sessions/session_fields.h"
#include "service/templates/propose_template.h"

namespace rolecall::service {
namespace {

using policy::Action;
using store::ProposalState;
using store::TemplateProposal;

/// Words that nobody compared with the present ones would take back what was changed since.
Result<Done> change_template(store::Transaction& tx, const OpenedProposal& opened, std::optional<std::int64_t> seen_version) {
  const TemplateProposal& proposal = opened.proposal;
  const auto found = store::find_template(tx, proposal.team, *proposal.changes);
  if (!found) return fail(Code::conflict, "template_gone", "the template was deleted meanwhile; decline the proposal");
  if (found->version != seen_version.value_or(proposal.base_version.value_or(0))) {
    return fail(
        Code::conflict, "template_changed",
        "the template was changed since this was proposed; compare with its present version and name it as `version` to accept");
  }
  static_cast<void>(save_changes(tx, opened.permit, Action::template_team_update,
                                 {*found, with_words(*found, {proposal.name, proposal.body})}, proposal.proposer));
  return Done{};
}

void make_template(store::Transaction& tx, const OpenedProposal& opened) {
  const TemplateProposal& proposal = opened.proposal;
  store::Template one;
  one.id = TemplateId::make(tx.now());
  one.team = proposal.team;
  one.author = proposal.proposer;
  one.visibility = store::Visibility::team;
  one.kind = proposal.kind;
  one.name = proposal.name;
  one.body = proposal.body;
  auto facts = facts_of(one);
  facts.emplace("proposal", proposal.id);
  const auto recorded = store::record(tx, opened.permit, policy::name_of(Action::template_team_create),
                                      {"template", one.id.value}, nullptr, std::move(facts));
  store::insert_template(tx, opened.permit, recorded, one);
}

void tell_proposer(store::Transaction& tx, const OpenedProposal& opened, ProposalState state) {
  const TemplateProposal& proposal = opened.proposal;
  const bool is_his_own = proposal.proposer == opened.caller.member.id;
  const auto proposer = is_his_own ? std::nullopt : store::find_member(tx, proposal.team, proposal.proposer);
  if (!proposer) return;
  tell(tx, *proposer, NoticeKind::proposal_decided, {{"proposal", proposal.id}, {"accepted", state == ProposalState::accepted}});
}

ShownProposal end(store::Transaction& tx, const OpenedProposal& opened, ProposalState state, const std::string& answer) {
  tell_proposer(tx, opened, state);
  return show_proposal(opened.caller, end_proposal(tx, opened, action_to_decide(opened.proposal), state, answer));
}

}  // namespace

Result<ShownProposal> accept_proposal(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                      const AcceptProposal& request) {
  const auto opened = open_to_decide(tx, environment, credential, request.place);
  if (!opened) return std::unexpected(opened.error());
  // What was a placeholder then may be none now.
  const auto words = check_words({opened->proposal.name, opened->proposal.body});
  if (!words) return std::unexpected(words.error());
  if (opened->proposal.changes) {
    const auto changed = change_template(tx, *opened, request.seen_version);
    if (!changed) return std::unexpected(changed.error());
  } else {
    make_template(tx, *opened);
  }
  return end(tx, *opened, ProposalState::accepted, "");
}

Result<ShownProposal> decline_proposal(store::Transaction& tx, const Environment& environment,
                                       const store::Credential& credential, const ProposalPlace& place,
                                       const std::string& answer) {
  const auto opened = open_to_decide(tx, environment, credential, place);
  if (!opened) return std::unexpected(opened.error());
  const auto checked = many_lines(answer, longest_message);
  if (!checked) return invalid_field("/answer", "expected at most 1,000 characters");
  return end(tx, *opened, ProposalState::declined, *checked);
}

}  // namespace rolecall::service
