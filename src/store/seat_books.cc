#include "store/seat_books.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/json.h"
#include "model/member_state.h"
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

/// Builds the seats of one member after the other.
class HistoryReader {
 public:
  HistoryReader(std::vector<SeatSpan>& seats, const std::vector<Absence>& absences, InvitedSeats invited)
      : seats_(seats), absences_(absences), invited_(invited) {}

  void next_member(std::string_view member) {
    if (member == member_) return;
    finish();
    member_ = member;
    was_invited_ = false;
  }
  void state(MemberState state, Instant from, std::optional<Instant> invitation_end) {
    const bool is_invited = state == MemberState::invited;
    const bool occupies = state == MemberState::active || (is_invited && invited_ == InvitedSeats::counted);
    if (occupies && !begin_) begin_ = from;
    if (!occupies && begin_) {
      const bool is_expiry = was_invited_ && invitation_end && *invitation_end < from;
      add_present(seats_, {member_, *begin_, is_expiry ? *invitation_end : from}, absences_);
      begin_.reset();
    }
    was_invited_ = is_invited;
  }
  void finish() {
    if (begin_) add_present(seats_, {member_, *begin_, std::nullopt}, absences_);
    begin_.reset();
  }

 private:
  std::vector<SeatSpan>& seats_;
  const std::vector<Absence>& absences_;
  InvitedSeats invited_;
  std::string member_;
  std::optional<Instant> begin_;
  bool was_invited_ = false;
};

struct OpenSeat {
  Instant begin;
  Instant charged_from;
};

billing::LedgerState state_in(std::string_view text) {
  auto state = billing::decode_state(text);
  if (!state) throw std::logic_error("a row of a seat ledger cannot be read");
  return *state;
}

/// Follows the rows in their order.
class LedgerReader {
 public:
  explicit LedgerReader(LedgerBook& book) : book_(book) {}

  void row(const Rows& rows) {
    billing::StoredRow stored;
    stored.after = state_in(rows.text_view(6));
    const auto kind = billing::parse_ledger_kind(rows.text_view(2));
    stored.row = {rows.instant(1),       kind.value_or(billing::LedgerKind::payment),
                  stored.after.quantity, stored.after.exact,
                  rows.integer(4),       rows.integer(5)};
    stored.charged_from = rows.instant_or_null(7).value_or(stored.row.at);
    if (!rows.is_null(3)) change_seat(rows.text(3), stored);
    const bool is_right = kind && rows.integer(8) == stored.after.quantity.count && billing::follows(before_, stored);
    if (!is_right && !book_.first_wrong_seq) book_.first_wrong_seq = rows.integer(0);
    before_ = stored.after;
  }
  void finish() {
    for (auto& [member, seat] : open_) book_.seats.push_back({member, seat.begin, std::nullopt});
    std::ranges::sort(book_.seats, [](const SeatSpan& a, const SeatSpan& b) {
      return std::tie(a.member, a.begin) < std::tie(b.member, b.begin);
    });
  }

 private:
  void change_seat(std::string member, billing::StoredRow& stored) {
    if (stored.row.kind == billing::LedgerKind::seat_added) {
      open_[std::move(member)] = {stored.row.at, stored.charged_from};
      return;
    }
    const auto seat = open_.find(member);
    if (seat == open_.end()) return;
    stored.charged_from = seat->second.charged_from;
    if (seat->second.begin < stored.row.at) book_.seats.push_back({std::move(member), seat->second.begin, stored.row.at});
    open_.erase(seat);
  }

  LedgerBook& book_;
  std::optional<billing::LedgerState> before_;
  std::unordered_map<std::string, OpenSeat> open_;
};

std::vector<TeamId> teams_in(Rows rows) {
  std::vector<TeamId> teams;
  while (rows.next()) teams.push_back(rows.id<TeamId>(0));
  return teams;
}

}  // namespace

std::vector<SeatSpan> seats_of_history(Transaction& tx, const TeamId& team, InvitedSeats invited) {
  std::vector<SeatSpan> seats;
  const auto absences = absences_of(tx, team);
  HistoryReader reader(seats, absences, invited);
  for (auto rows = query(tx,
                         "SELECT h.member_id, h.status, h.valid_from, m.invitation_expires_at FROM member m "
                         "JOIN member_history h ON h.member_id = m.id WHERE m.team_id = $1 ORDER BY m.id, h.seq",
                         team);
       rows.next();) {
    reader.next_member(rows.text_view(0));
    reader.state(static_cast<MemberState>(rows.integer(1)), rows.instant(2), rows.instant_or_null(3));
  }
  reader.finish();
  return seats;
}

LedgerBook read_ledger_book(Transaction& tx, const TeamId& team) {
  LedgerBook book;
  LedgerReader reader(book);
  for (auto rows = query(tx,
                         "SELECT seq, at, kind, member_id, amount_minor, balance_minor, state, charged_from, quantity "
                         "FROM seat_ledger WHERE team_id = $1 ORDER BY seq",
                         team);
       rows.next();) {
    reader.row(rows);
  }
  reader.finish();
  return book;
}

std::vector<TeamId> teams_to_reconcile(Transaction& tx, Instant before, int limit) {
  return teams_in(query(tx, "SELECT team_id FROM invoicing WHERE reconciled_at < $1 ORDER BY reconciled_at, team_id LIMIT $2",
                        before, limit));
}

std::vector<TeamId> teams_with_ledger(Transaction& tx, const TeamId& after, int limit) {
  return teams_in(query(tx, "SELECT team_id FROM invoicing WHERE team_id > $1 ORDER BY team_id LIMIT $2", after, limit));
}

void mark_reconciled(Transaction& tx, const Permit& permit) {
  permit.require(tx, permit.team());
  execute(tx, "UPDATE invoicing SET reconciled_at = $2 WHERE team_id = $1", permit.team(), tx.now());
}

}  // namespace rolecall::store
