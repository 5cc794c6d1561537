#include "store/seat_books.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

#include "base/json.h"
#include "model/member_state.h"
#include "store/member.h"
#include "store/seat_ledger.h"
#include "store/sql.h"

namespace rolecall::store {
namespace {

using billing::SeatSpan;

/// [deleted, restored) of the team; the last one may be open.
struct Absence {
  Instant from;
  std::optional<Instant> to;
};

std::vector<Absence> absences_of(Transaction& tx, const TeamId& team) {
  std::vector<Absence> absences;
  bool is_absent = false;
  for (auto rows = query(tx, "SELECT valid_from, facts FROM team_history WHERE team_id = $1 ORDER BY seq, valid_from", team);
       rows.next();) {
    const auto facts = json::parse(rows.text_view(1));
    if (!facts) throw std::logic_error("the history of a team cannot be read");
    const auto deleted_at = facts->root().find("deleted_at");
    const bool is_deleted = deleted_at && deleted_at->kind() != json::Kind::null;
    if (is_deleted && !is_absent) absences.push_back({rows.instant(0), std::nullopt});
    if (!is_deleted && is_absent) absences.back().to = rows.instant(0);
    is_absent = is_deleted;
  }
  return absences;
}

/// What remains of a seat when the team is away.
void add_present(std::vector<SeatSpan>& seats, SeatSpan span, const std::vector<Absence>& absences) {
  for (const Absence& absence : absences) {
    if (span.end && *span.end <= absence.from) break;
    if (absence.to && *absence.to <= span.begin) continue;
    if (span.begin < absence.from) seats.push_back({span.member, span.begin, absence.from});
    if (!absence.to || (span.end && *span.end <= *absence.to)) return;
    span.begin = *absence.to;
  }
  if (!span.end || span.begin < *span.end) seats.push_back(std::move(span));
}

/// An interval of a member's history.
struct MemberInterval {
  MemberState status = MemberState::invited;
  Instant from;
  std::optional<Instant> invitation_end;
  InvitedSeat invited = InvitedSeat::not_taken;
  [[nodiscard]] bool occupies_seat() const {
    return status == MemberState::active || (status == MemberState::invited && invited == InvitedSeat::taken);
  }
  /// When the invitation has ended at `now`.
  [[nodiscard]] std::optional<Instant> ended_at(Instant now) const {
    return status == MemberState::invited && invitation_end && *invitation_end <= now ? invitation_end : std::nullopt;
  }
};

/// Builds the seats of one member after the other.
class HistoryReader {
 public:
  HistoryReader(std::vector<SeatSpan>& seats, const std::vector<Absence>& absences, Instant now)
      : seats_(seats), absences_(absences), now_(now) {}

  void next_member(std::string_view member) {
    if (member == member_) return;
    finish();
    member_ = member;
  }
  void interval(const MemberInterval& next) {
    if (next.occupies_seat() && !begin_) begin_ = next.from;
    if (!next.occupies_seat() && begin_) {
      end_at(std::min(last_.ended_at(next.from).value_or(next.from), next.from));
    }
    last_ = next;
  }
  void finish() {
    if (!begin_) return;
    const auto due = last_.ended_at(now_);
    if (!due) return add_present(seats_, {member_, *std::exchange(begin_, std::nullopt), std::nullopt}, absences_);
    end_at(*due);
    if (!seats_.empty() && seats_.back().member == member_ && seats_.back().end == due) {
      seats_.back().ending = SeatSpan::End::due;
    }
  }

 private:
  void end_at(Instant end) { add_present(seats_, {member_, *std::exchange(begin_, std::nullopt), end}, absences_); }

  std::vector<SeatSpan>& seats_;
  const std::vector<Absence>& absences_;
  Instant now_;
  std::string member_;
  std::optional<Instant> begin_;
  MemberInterval last_;
};

/// Its views live as long as the row is read.
billing::StoredRow stored_row(const Rows& rows) {
  const auto kind = billing::parse_ledger_kind(rows.text_view(2));
  if (!kind) throw std::logic_error("a row of a seat ledger has no kind");
  billing::StoredRow stored;
  stored.seq = rows.integer(0);
  stored.after = read_ledger_state(rows.text_view(6));
  stored.row = {.at = rows.instant(1),
                .kind = *kind,
                .quantity = {rows.integer(8)},
                .exact = stored.after.exact,
                .amount_minor = rows.integer(4),
                .balance_minor = rows.integer(5),
                .pricing = static_cast<billing::Pricing>(rows.integer(11)),
                .past_minor = rows.integer(12)};
  if (!rows.is_null(3)) stored.member = rows.text_view(3);
  stored.charged_from = rows.instant_or_null(7);
  stored.event_at = rows.instant_or_null(9).value_or(stored.row.at);
  stored.posted_at = rows.instant_or_null(10);
  stored.exact_minor = rows.text_view(13);
  stored.currency = rows.text_view(14);
  return stored;
}

std::optional<Instant> instant_in(const json::Value& facts, std::string_view name) {
  const auto value = facts.find(name);
  if (!value || value->kind() == json::Kind::null) return std::nullopt;
  return parse_rfc3339(value->string());
}

/// Nothing when this entry was written before plans were kept in it.
std::optional<billing::KeptSubscription> subscription_in(Instant since, const json::Value& facts) {
  const auto plan = facts.find("plan");
  const auto interval = facts.find("interval");
  const auto anchor = instant_in(facts, "term_anchor");
  if (!plan || !interval || !anchor) return std::nullopt;
  billing::KeptSubscription kept{
      since, std::string(plan->string()), billing::parse_interval(interval->string()).value(), *anchor, {}};
  if (const auto from = instant_in(facts, "plan_next_from")) {
    const auto next = facts.find("plan_next_interval");
    kept.next.emplace(std::string(facts.find("plan_next")->string()),
                      next ? billing::parse_interval(next->string()) : std::nullopt, *from);
  }
  return kept;
}

std::vector<billing::KeptPrice> kept_prices(Transaction& tx) {
  std::vector<billing::KeptPrice> prices;
  for (auto rows =
           query(tx, "SELECT plan, plan_interval, price_minor, since FROM plan_price ORDER BY since, plan, plan_interval");
       rows.next();) {
    prices.push_back({rows.text(0), billing::parse_interval(rows.text_view(1)).value(),
                      rows.is_null(2) ? std::nullopt : std::optional(rows.integer(2)), rows.instant(3)});
  }
  return prices;
}

using PlanAndInterval = std::pair<std::string, billing::Interval>;

/// What is to be kept of the prices in `plans`, and of those that they no longer list.
std::map<PlanAndInterval, std::optional<std::int64_t>> new_prices(Transaction& tx, const billing::Plans& plans) {
  std::map<PlanAndInterval, std::optional<std::int64_t>> kept;
  for (const auto& price : kept_prices(tx)) kept[{price.plan, price.interval}] = price.price_minor;
  std::map<PlanAndInterval, std::optional<std::int64_t>> changed;
  for (const auto& [which, price] : kept) {
    if (price && plans.find(which.first) == nullptr) changed[which] = std::nullopt;
  }
  for (const billing::Plan& plan : plans.plans) {
    for (const auto interval : {billing::Interval::month, billing::Interval::year}) {
      const auto last = kept.find({plan.id, interval});
      const std::int64_t price = plan.price(interval).minor;
      if (last == kept.end() || last->second != price) changed[{plan.id, interval}] = price;
    }
  }
  return changed;
}

std::vector<TeamId> teams_in(Rows rows) {
  std::vector<TeamId> teams;
  while (rows.next()) teams.push_back(rows.id<TeamId>(0));
  return teams;
}

}  // namespace

std::vector<SeatSpan> seats_of_history(Transaction& tx, const TeamId& team, Instant at) {
  std::vector<SeatSpan> seats;
  const auto absences = absences_of(tx, team);
  HistoryReader reader(seats, absences, at);
  for (auto rows = query(tx,
                         "SELECT h.member_id, h.status, h.valid_from, h.invitation_expires_at, h.invitation_takes_seat "
                         "FROM member m JOIN member_history h ON h.member_id = m.id WHERE m.team_id = $1 ORDER BY m.id, h.seq",
                         team);
       rows.next();) {
    reader.next_member(rows.text_view(0));
    reader.interval({static_cast<MemberState>(rows.integer(1)), rows.instant(2), rows.instant_or_null(3),
                     static_cast<InvitedSeat>(rows.integer(4))});
  }
  reader.finish();
  return seats;
}

billing::LedgerEvidence ledger_evidence(Transaction& tx, const TeamId& team) {
  billing::LedgerEvidence evidence;
  for (auto rows = query(tx, "SELECT valid_from, facts FROM team_history WHERE team_id = $1 ORDER BY seq, valid_from", team);
       rows.next();) {
    const auto facts = json::parse(rows.text_view(1));
    if (!facts) throw std::logic_error("the history of a team cannot be read");
    if (auto kept = subscription_in(rows.instant(0), facts->root())) evidence.subscriptions.push_back(std::move(*kept));
  }
  evidence.prices = kept_prices(tx);
  return evidence;
}

billing::LedgerAudit audit_ledger(Transaction& tx, const TeamId& team, const billing::LedgerEvidence& evidence) {
  billing::LedgerAudit audit(evidence);
  for (auto rows =
           query(tx,
                 "SELECT seq, at, kind, member_id, amount_minor, balance_minor, state, charged_from, quantity, event_at, "
                 "posted_at, is_quoted, past_minor, exact_minor, currency FROM seat_ledger WHERE team_id = $1 ORDER BY seq",
                 team);
       rows.next();) {
    audit.follow(stored_row(rows));
  }
  return audit;
}

std::vector<std::string> audit_invoices(Transaction& tx, const TeamId& team, const billing::LedgerAudit& ledger) {
  std::vector<billing::StoredInvoice> invoices;
  for (auto rows =
           query(tx,
                 "SELECT i.number, i.from_seq, i.to_seq, i.total_minor, "
                 "CAST((SELECT coalesce(sum(c.amount_minor), 0) FROM invoice_credit c WHERE c.invoice_id = i.id) AS BIGINT), "
                 "CAST((SELECT coalesce(sum(c.amount_minor), 0) FROM invoice_credit c WHERE c.team_id = i.team_id "
                 "AND c.shown_on = i.number) AS BIGINT), i.paid_at FROM invoice i WHERE i.team_id = $1 ORDER BY i.number",
                 team);
       rows.next();) {
    invoices.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4), rows.integer(5),
                        rows.is_null(6) ? billing::StoredInvoice::Paid::no : billing::StoredInvoice::Paid::yes});
  }
  billing::InvoicedUpTo kept;
  if (auto rows = query(tx, "SELECT last_number, invoiced_seq FROM invoicing WHERE team_id = $1", team); rows.next()) {
    kept = {rows.integer(0), rows.integer(1)};
  }
  return billing::check_invoices(invoices, kept, ledger);
}

bool has_new_prices(Transaction& tx, const billing::Plans& plans) { return !new_prices(tx, plans).empty(); }

void keep_prices(Transaction& tx, const billing::Plans& plans) {
  for (const auto& [which, price] : new_prices(tx, plans)) {
    execute(tx,
            "INSERT INTO plan_price(plan, plan_interval, since, price_minor) VALUES ($1, $2, $3, $4) "
            "ON CONFLICT (plan, plan_interval, since) DO NOTHING",
            which.first, billing::to_string(which.second), tx.now(), price);
  }
}

std::vector<std::string> known_findings(Transaction& tx, const TeamId& team) {
  std::vector<std::string> facts;
  for (auto rows = query(tx, "SELECT fact FROM ledger_finding WHERE team_id = $1 ORDER BY fact", team); rows.next();) {
    facts.push_back(rows.text(0));
  }
  return facts;
}

void keep_finding(Transaction& tx, const Permit& permit, const Recorded&, const std::string& fact) {
  permit.require(tx, permit.team());
  execute(tx, "INSERT INTO ledger_finding(team_id, fact, found_at) VALUES ($1, $2, $3)", permit.team(), fact, tx.now());
}

void forget_finding(Transaction& tx, const Permit& permit, const std::string& fact) {
  permit.require(tx, permit.team());
  execute(tx, "DELETE FROM ledger_finding WHERE team_id = $1 AND fact = $2", permit.team(), fact);
}

std::vector<DueTeam> teams_to_reconcile(Transaction& tx, Instant before, const DueTeam& after, int limit) {
  std::vector<DueTeam> teams;
  for (auto rows = query(tx,
                         "SELECT reconciled_at, team_id FROM invoicing WHERE reconciled_at < $1 "
                         "AND (reconciled_at, team_id) > ($2, $3) ORDER BY reconciled_at, team_id LIMIT $4",
                         before, after.since, after.team, limit);
       rows.next();) {
    teams.push_back({rows.instant(0), rows.id<TeamId>(1)});
  }
  return teams;
}

std::vector<TeamId> teams_with_ledger(Transaction& tx, const TeamId& after, int limit) {
  return teams_in(query(tx, "SELECT team_id FROM invoicing WHERE team_id > $1 ORDER BY team_id LIMIT $2", after, limit));
}

void mark_reconciled(Transaction& tx, const Permit& permit, Instant at) {
  permit.require(tx, permit.team());
  execute(tx, "UPDATE invoicing SET reconciled_at = $2 WHERE team_id = $1", permit.team(), at);
}

}  // namespace rolecall::store
