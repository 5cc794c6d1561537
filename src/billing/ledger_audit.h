// Follows a stored ledger row by row: whether each is what its event makes of the state before it, and what its columns, the
// team's subscription and the trial say. Collects the seat events for compare_seats. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "billing/past_prices.h"
#include "billing/reconcile.h"
#include "billing/subscription_history.h"

namespace rolecall::billing {

/// A row as it stands in the ledger.
struct StoredRow {
  std::int64_t seq = 0;
  LedgerRow row;      ///< `quantity` as the column has it; `exact` is that of the state
  LedgerState after;  ///< as decoded from the row
  std::string_view member;
  std::optional<Instant> charged_from;
  Instant event_at;                  ///< of the member's history; the row may count from another instant
  std::optional<Instant> posted_at;  ///< nothing: a row of before this was kept, of which it is not known whether it was quoted
  std::string_view exact_minor;
  std::string_view currency;
};

struct RowFinding {
  enum class Kind {
    does_not_follow,  ///< amount, balance, quantity or state is not what the event makes of the state before
    column,           ///< a column says something else than the row's state
    term,             ///< the borders are not those of the team's subscription
    price,            ///< the plan cost something else
    currency,         ///< it changes within a term
  };
  std::int64_t seq = 0;
  Kind kind = Kind::does_not_follow;
};

/// Sentence for the operator.
[[nodiscard]] std::string describe(const RowFinding& finding);

/// What the rows are compared with beside themselves.
struct LedgerEvidence {
  std::vector<KeptSubscription> subscriptions;
  std::vector<KeptPrice> prices;
};

class LedgerAudit {
 public:
  /// INVARIANT: `evidence` outlives this.
  explicit LedgerAudit(const LedgerEvidence& evidence) : evidence_(evidence) {}

  /// The next row, by seq.
  void follow(const StoredRow& stored);

  /// The posting that begins (`repair.seats` 1) or ends a seat at the instant of the history, whatever terms and prices came
  /// since; the next follow() gets it. INVARIANT: the ledger is posted up to `repair.at`, and has a seat to end.
  [[nodiscard]] Posting repair(const LedgerState& state, const SeatRepair& repair);

  [[nodiscard]] const std::vector<SeatEvent>& events() const { return events_; }
  [[nodiscard]] const std::vector<RowFinding>& findings() const { return findings_; }
  /// Sum of the amounts of the rows up to `seq` but of payments. INVARIANT: 0 <= seq <= row_count().
  [[nodiscard]] std::int64_t charged_through(std::int64_t seq) const { return charged_[static_cast<std::size_t>(seq)]; }
  /// The latest instant at which a row was posted, by the clock of its server; nothing where no row keeps it.
  [[nodiscard]] std::optional<Instant> last_posted_at() const { return last_posted_at_; }
  /// Sum of all payments.
  [[nodiscard]] std::int64_t paid_minor() const { return paid_minor_; }
  [[nodiscard]] std::int64_t row_count() const { return static_cast<std::int64_t>(charged_.size()) - 1; }

 private:
  /// A state of the running term, and when it was posted: quotes are made from one.
  struct QuoteBase {
    Instant posted_at;
    LedgerState state;
  };
  /// A row that may belong to the same quote as the next one.
  struct QuoteRow {
    std::optional<Instant> posted_at;
    Instant at;
    Instant charged_from;
    std::int64_t amount_minor = 0;
  };
  void note_quote_row(const StoredRow& stored);
  void find(const StoredRow& stored, RowFinding::Kind kind) { findings_.push_back({stored.seq, kind}); }
  void check_columns(const StoredRow& stored);
  void check_evidence(const StoredRow& stored);
  [[nodiscard]] bool follows(const LedgerState& before, const StoredRow& stored);
  [[nodiscard]] Posting posting_of(const LedgerState& before, const StoredRow& stored);
  [[nodiscard]] Posting seat_posting(const LedgerState& before, const StoredRow& stored);
  [[nodiscard]] bool is_an_amount_quoted(const StoredRow& stored, SeatChange change) const;
  void note_seat(const StoredRow& stored);
  void note_state(const StoredRow& stored);

  const LedgerEvidence& evidence_;
  std::optional<LedgerState> before_;
  std::string currency_;
  PastPrices past_;
  std::vector<QuoteBase> quote_bases_;                     // newest last, those that a quote may still be made from
  std::vector<QuoteRow> quote_rows_;                       // of one instant
  std::unordered_map<std::string, Instant> charged_from_;  // of each member's last seat
  Instant seat_charged_from_;                              // of the row that is looked at
  std::vector<SeatEvent> events_;
  std::vector<RowFinding> findings_;
  std::vector<std::int64_t> charged_{0};
  std::optional<Instant> last_posted_at_;
  std::int64_t paid_minor_ = 0;
};

}  // namespace rolecall::billing
