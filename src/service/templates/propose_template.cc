#include "service/templates/propose_template.h"

#include "service/sessions/session_fields.h"
#include "service/templates/open_template.h"

namespace rolecall::service {
namespace {

using policy::Action;
using store::ProposalState;

/// The version that is changed; nothing for a new template. A personal template is as unknown here as one that nobody has.
Result<std::optional<std::int64_t>> base_of(store::Transaction& tx, const ProposeTemplate& request) {
  if (!request.changes) {
    if (request.base_version) return invalid_field("/version", "expected only beside `template`");
    return std::nullopt;
  }
  const auto found = store::find_template(tx, request.team, *request.changes);
  if (!found || found->visibility != store::Visibility::team || found->kind != request.kind) {
    return invalid_field("/template", "expected a template of the team, of this kind");
  }
  const auto base = request.base_version.value_or(found->version);
  if (base < 1 || base > found->version) return invalid_field("/version", "expected a version that this template has");
  return base;
}

}  // namespace

Result<ShownProposal> propose_template(store::Transaction& tx, const Environment& environment,
                                       const store::Credential& credential, const ProposeTemplate& request) {
  const auto opened = open_team_for(tx, environment, credential, request.team, Action::template_propose);
  if (!opened) return std::unexpected(opened.error());
  const auto base = base_of(tx, request);
  if (!base) return std::unexpected(base.error());
  auto words = check_words(request.words);
  if (!words) return std::unexpected(words.error());
  auto message = many_lines(request.message, longest_message);
  if (!message) return invalid_field("/message", "expected at most 1,000 characters");
  store::TemplateProposal proposal;
  proposal.id = ProposalId::make(tx.now());
  proposal.team = request.team;
  proposal.proposer = opened->caller.member.id;
  proposal.proposer_name = opened->caller.member.name;
  proposal.changes = request.changes;
  proposal.base_version = *base;
  proposal.kind = request.kind;
  proposal.name = std::move(words->name);
  proposal.body = std::move(words->body);
  proposal.message = std::move(*message);
  proposal.created_at = tx.now();
  const auto recorded =
      store::record(tx, opened->permit, policy::name_of(Action::template_propose), {"proposal", proposal.id.value}, nullptr,
                    audit::Object{{"kind", store::name_of(proposal.kind)},
                                  {"template", proposal.changes ? audit::Value(*proposal.changes) : audit::Value()},
                                  {"version", *base ? audit::Value(**base) : audit::Value()},
                                  {"state", store::name_of(proposal.state)}});
  store::insert_proposal(tx, opened->permit, recorded, proposal);
  return show_proposal(opened->caller, std::move(proposal));
}

Result<Done> withdraw_proposal(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                               const ProposalPlace& place) {
  const auto opened = open_to_withdraw(tx, environment, credential, place);
  if (!opened) return std::unexpected(opened.error());
  static_cast<void>(end_proposal(tx, *opened, Action::template_propose, ProposalState::withdrawn, ""));
  return Done{};
}

Result<ProposalPage> list_proposals(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                    const ListProposals& request) {
  const auto opened = open_team_for(tx, environment, credential, request.team, Action::template_use);
  if (!opened) return std::unexpected(opened.error());
  const bool all = sees_all_proposals(opened->caller);
  const store::ProposalFilter filter{request.team, all ? std::nullopt : std::optional(opened->caller.member.id), request.state};
  auto proposals = store::list_proposals(tx, filter, request.after, request.limit + 1);
  ProposalPage page;
  if (proposals.size() > static_cast<std::size_t>(request.limit)) {
    proposals.pop_back();
    page.next = store::ProposalPosition{proposals.back().created_at, proposals.back().id};
  }
  for (auto& one : proposals) page.items.push_back(show_proposal(opened->caller, std::move(one)));
  return page;
}

}  // namespace rolecall::service
