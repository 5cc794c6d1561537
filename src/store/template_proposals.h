// Proposals of members for the team's templates: a new one, or other words for one that there is (SPEC section 5). Whoever
// manages the templates decides; rights are asked by service/templates/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "store/permit.h"
#include "store/session_text.h"
#include "store/transaction.h"

namespace rolecall::store {

enum class ProposalState { waiting, accepted, declined, withdrawn };
[[nodiscard]] std::string_view name_of(ProposalState state);
[[nodiscard]] std::optional<ProposalState> proposal_state_from(std::string_view name);

struct TemplateProposal {
  ProposalId id;
  TeamId team;
  MemberId proposer;
  std::string proposer_name;
  std::optional<TemplateId> changes;         // the team template that shall change; nothing: a new one
  std::optional<std::int64_t> base_version;  // of that template: whose words are changed
  TextKind kind = TextKind::note;
  std::string name;
  std::string body;
  std::string message;  // to who decides
  Instant created_at;
  ProposalState state = ProposalState::waiting;
  struct Verdict {
    Instant at;
    MemberId by;
    std::string by_name;
    std::string answer;  // to the proposer; may be empty
  };
  std::optional<Verdict> verdict;  // when it no longer waits
};

/// Nothing when the team has no such proposal.
[[nodiscard]] std::optional<TemplateProposal> find_proposal(Transaction& tx, const TeamId& team, const ProposalId& id);

struct ProposalPosition {
  Instant created_at;
  ProposalId id;
};
struct ProposalFilter {
  TeamId team;
  std::optional<MemberId> proposer;  // nothing: everybody's
  std::optional<ProposalState> state;
};
/// Newest first; at most `limit` behind `after`.
[[nodiscard]] std::vector<TemplateProposal> list_proposals(Transaction& tx, const ProposalFilter& filter,
                                                           const std::optional<ProposalPosition>& after, int limit);
/// Those that would change this template.
[[nodiscard]] std::int64_t waiting_proposals_to(Transaction& tx, const TeamId& team, const TemplateId& id);

void insert_proposal(Transaction& tx, const Permit& permit, const Recorded& recorded, const TemplateProposal& proposal);
/// Writes state and verdict. INVARIANT: `ended` has one of the three ends, and waits in the table.
void end_proposal(Transaction& tx, const Permit& permit, const Recorded& recorded, const TemplateProposal& ended);

}  // namespace rolecall::store
