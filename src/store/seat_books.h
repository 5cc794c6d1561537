// The two books that say who occupied a seat, the members' history and the ledger, with what the ledger's terms, prices and
// invoices are compared with. Read to be compared: billing/reconcile.h, billing/ledger_audit.h and billing/invoice_audit.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "billing/invoice_audit.h"
#include "billing/ledger_audit.h"
#include "billing/plan.h"
#include "billing/reconcile.h"
#include "store/due_team.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

/// As of `at`, from the history of the members and of the team (a deleted team has no seats), ordered by member and begin;
/// without those that began and ended at one instant.
[[nodiscard]] std::vector<billing::SeatSpan> seats_of_history(Transaction& tx, const TeamId& team, Instant at);

/// What the team had subscribed to, and what the plans cost, as the histories have it.
[[nodiscard]] billing::LedgerEvidence ledger_evidence(Transaction& tx, const TeamId& team);
/// All rows of the ledger, followed. INVARIANT: `evidence` outlives the answer.
[[nodiscard]] billing::LedgerAudit audit_ledger(Transaction& tx, const TeamId& team, const billing::LedgerEvidence& evidence);
/// The team's invoices against its ledger.
[[nodiscard]] std::vector<std::string> audit_invoices(Transaction& tx, const TeamId& team, const billing::LedgerAudit& ledger);

/// Whether `plans` say other prices than were kept last.
[[nodiscard]] bool has_new_prices(Transaction& tx, const billing::Plans& plans);
/// Keeps the prices of `plans` from now on.
void keep_prices(Transaction& tx, const billing::Plans& plans);

/// Teams whose books were last compared before `before`, the longest ago first, behind `after`.
[[nodiscard]] std::vector<DueTeam> teams_to_reconcile(Transaction& tx, Instant before, const DueTeam& after, int limit);
/// All teams with a ledger, by id, behind `after`.
[[nodiscard]] std::vector<TeamId> teams_with_ledger(Transaction& tx, const TeamId& after, int limit);
/// They count as compared at `at`.
void mark_reconciled(Transaction& tx, const Permit& permit, Instant at);

/// Facts about the team's books that no posting settles, of which the operator was told; in order.
[[nodiscard]] std::vector<std::string> known_findings(Transaction& tx, const TeamId& team);
void keep_finding(Transaction& tx, const Permit& permit, const Recorded& recorded, const std::string& fact);
/// It is not so any more: it is news when it is so again.
void forget_finding(Transaction& tx, const Permit& permit, const std::string& fact);

}  // namespace rolecall::store
