#include "store/template_proposals.h"

#include <array>
#include <limits>
#include <stdexcept>

#include "store/sql.h"
#include "store/templates.h"

namespace rolecall::store {
namespace {

constexpr std::array<std::string_view, 4> state_names{"waiting", "accepted", "declined", "withdrawn"};

#define ROLECALL_PROPOSAL_SELECT                                                                                                 \
  "SELECT p.id, p.team_id, p.proposer_id, a.name, p.template_id, p.kind, p.name, p.body, p.message, p.created_at, p.state, "     \
  "p.decided_at, p.decided_by, d.name, p.answer, p.base_version FROM template_proposal p JOIN member a ON a.id = p.proposer_id " \
  "LEFT JOIN member d ON d.id = p.decided_by "

TemplateProposal read_proposal(const Rows& rows) {
  TemplateProposal one;
  one.id = rows.id<ProposalId>(0);
  one.team = rows.id<TeamId>(1);
  one.proposer = rows.id<MemberId>(2);
  one.proposer_name = rows.text(3);
  if (!rows.is_null(4)) one.changes = rows.id<TemplateId>(4);
  one.kind = text_kind_from(rows.text_view(5)).value();
  one.name = rows.text(6);
  one.body = rows.text(7);
  one.message = rows.text(8);
  one.created_at = rows.instant(9);
  one.state = proposal_state_from(rows.text_view(10)).value();
  if (!rows.is_null(11)) {
    one.verdict =
        TemplateProposal::Verdict{rows.instant(11), rows.id<MemberId>(12), rows.text_or_null(13).value_or(""), rows.text(14)};
  }
  if (!rows.is_null(15)) one.base_version = rows.integer(15);
  return one;
}

}  // namespace

std::string_view name_of(ProposalState state) { return state_names.at(static_cast<std::size_t>(state)); }

std::optional<ProposalState> proposal_state_from(std::string_view name) {
  for (std::size_t i = 0; i < state_names.size(); ++i) {
    if (state_names.at(i) == name) return static_cast<ProposalState>(i);
  }
  return std::nullopt;
}

std::optional<TemplateProposal> find_proposal(Transaction& tx, const TeamId& team, const ProposalId& id) {
  auto rows = query(tx, ROLECALL_PROPOSAL_SELECT "WHERE p.team_id = $1 AND p.id = $2", team, id);
  if (!rows.next()) return std::nullopt;
  return read_proposal(rows);
}

std::vector<TemplateProposal> list_proposals(Transaction& tx, const ProposalFilter& filter,
                                             const std::optional<ProposalPosition>& after, int limit) {
  const auto from = after.value_or(ProposalPosition{Instant{std::numeric_limits<std::int64_t>::max()}, {}});
  const std::string_view state = filter.state ? name_of(*filter.state) : "";
  std::vector<TemplateProposal> proposals;
  for (auto rows =
           query(tx,
                 ROLECALL_PROPOSAL_SELECT "WHERE p.team_id = $1 AND (CAST($2 AS TEXT) = '' OR p.proposer_id = $2) "
                                          "AND (CAST($3 AS TEXT) = '' OR p.state = $3) AND (p.created_at, p.id) < ($4, $5) "
                                          "ORDER BY p.created_at DESC, p.id DESC LIMIT $6",
                 filter.team, filter.proposer.value_or(MemberId{}), state, from.created_at, from.id, limit);
       rows.next();) {
    proposals.push_back(read_proposal(rows));
  }
  return proposals;
}

std::int64_t waiting_proposals_to(Transaction& tx, const TeamId& team, const TemplateId& id) {
  auto rows =
      query(tx, "SELECT count(*) FROM template_proposal WHERE team_id = $1 AND state = 'waiting' AND template_id = $2", team, id);
  rows.next();
  return rows.integer(0);
}

void insert_proposal(Transaction& tx, const Permit& permit, const Recorded&, const TemplateProposal& proposal) {
  permit.require(tx, proposal.team);
  execute(tx,
          "INSERT INTO template_proposal(id, team_id, proposer_id, template_id, kind, name, body, message, created_at, state, "
          "base_version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', $10)",
          proposal.id, proposal.team, proposal.proposer, proposal.changes, name_of(proposal.kind), proposal.name, proposal.body,
          proposal.message, tx.now(), proposal.base_version);
}

void end_proposal(Transaction& tx, const Permit& permit, const Recorded&, const TemplateProposal& ended) {
  permit.require(tx, ended.team);
  const auto& verdict = ended.verdict.value();
  const auto changed = execute(tx,
                               "UPDATE template_proposal SET state = $2, decided_at = $3, decided_by = $4, answer = $5 "
                               "WHERE id = $1 AND state = 'waiting'",
                               ended.id, name_of(ended.state), verdict.at, verdict.by, verdict.answer);
  if (changed != 1) throw std::logic_error("a proposal ends that does not wait");
}

}  // namespace rolecall::store
