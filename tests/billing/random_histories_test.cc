// 1,000 random histories of a team against an independent computation in unbounded rationals. The ledger adds and takes back the
// rest of a term; the check counts what each seat used of each stretch of one price.
#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <optional>
#include <random>
#include <vector>

#include "billing/at.h"
#include "billing/ledger.h"
#include "billing/quote.h"

namespace rolecall::billing {
namespace {

using Rational = boost::multiprecision::cpp_rational;
using Integer = boost::multiprecision::cpp_int;

struct Seat {
  Instant charged_from;
  std::optional<Instant> removed;
  std::optional<Instant> expires;  // and is not booked yet
};

/// A price that held from `from` on, until the next stretch or the end of the term.
struct Stretch {
  Instant from;
  std::int64_t price;
};

std::int64_t overlap_seconds(Instant a_from, Instant a_to, Instant b_from, Instant b_to) {
  return std::max<std::int64_t>(0, std::min(a_to, b_to).unix_seconds() - std::max(a_from, b_from).unix_seconds());
}

Integer rounded_half_up(const Rational& value) {
  const Rational shifted = value + Rational(1, 2);
  Integer whole = numerator(shifted) / denominator(shifted);
  if (whole * denominator(shifted) > numerator(shifted)) --whole;
  return whole;
}

class History {
 public:
  explicit History(unsigned seed) : random_(seed) {
    now_ = at("2023-11-01T00:00:00Z") + seconds(number(0, 800 * 86400)) + Duration{number(0, 999)};
    anchor_ = at_second(now_);
    interval_ = number(0, 1) == 0 ? Interval::month : Interval::year;
    state_ = open_ledger(term_at(anchor_, interval_, now_), number(0, 200000));
    stretches_ = {{state_.term.start, state_.price_minor}};
  }

  void run(int events) {
    add();
    for (int i = 0; i < events; ++i) {
      go_on();
      do_something();
      check();
    }
  }

 private:
  std::int64_t number(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
  }

  /// Sometimes within the same second, sometimes past several terms; some seats end in between and are booked only now.
  void go_on() {
    const std::int64_t most = interval_ == Interval::month ? 20 * 86400 : 200 * 86400;
    const Instant before = now_;
    now_ = now_ + (number(0, 4) == 0 ? Duration{number(0, 900)} : seconds(number(0, most)));
    draw_expiries(before);
    while (now_ >= state_.term.end) {
      book_expiries();
      begin(LedgerKind::term, term_at(anchor_, interval_, state_.term.end), number(0, 200000));
    }
    book_expiries();
  }

  void draw_expiries(Instant before) {
    for (Seat& seat : seats_) {
      if (seat.removed || number(0, 9) != 0) continue;
      seat.expires = before + Duration{number(0, (now_ - before).ms)};
    }
  }

  /// Of the running term, in no order: whoever touches the ledger books them first, in the term of their instant.
  void book_expiries() {
    for (Seat& seat : seats_) {
      if (seat.removed || !seat.expires || *seat.expires >= state_.term.end) continue;
      book(remove_seats(state_, {*seat.expires, {1}, seat.charged_from}));
      seat.removed = seat.expires;
      is_even_ = true;
    }
  }

  void do_something() {
    switch (number(0, 9)) {
      case 0:
        return change_plan();
      case 1:
        return change_interval();
      case 2:
        return start_trial();
      case 3:
      case 4:
      case 5:
        return remove();
      case 6:
        return add_quoted();
      default:
        return add();
    }
  }

  void add() {
    const std::int64_t seats = number(1, 5);
    book(add_seats(state_, {now_, {seats}, charged_from(trial_, now_)}));
    for (std::int64_t i = 0; i < seats; ++i) seats_.push_back({charged_from(trial_, now_), std::nullopt, std::nullopt});
    is_even_ = true;
  }

  void add_quoted() {
    const QuoteBasis basis{"pro", interval_, "AUD", trial_};
    const Quote quote = make_quote(state_, basis, {1}, now_);
    const Instant later = std::min(now_ + seconds(number(0, 3599)), {state_.term.end.ms - 1});
    ASSERT_TRUE(check_quote(quote, state_, basis, {1}, later));
    book(post_quoted_seat(state_, basis, quote));
    seats_.push_back({charged_from(trial_, quote.at), std::nullopt, std::nullopt});
    is_even_ = false;
  }

  void remove() {
    for (Seat& seat : seats_) {
      if (seat.removed || number(0, 2) != 0) continue;
      book(remove_seats(state_, {now_, {1}, seat.charged_from}));
      seat.removed = now_;
      is_even_ = true;
      if (number(0, 1) == 0) return;
    }
  }

  void change_plan() {
    const std::int64_t price = number(0, 200000);
    book(change_price(state_, now_, price));
    stretches_.push_back({now_, price});
    is_even_ = true;
  }

  void change_interval() {
    interval_ = interval_ == Interval::month ? Interval::year : Interval::month;
    anchor_ = at_second(now_);
    begin(LedgerKind::plan, term_at(anchor_, interval_, now_), number(0, 200000));
  }

  void start_trial() {
    if (!trial_) trial_ = Trial{at_second(now_), at_second(now_) + days(30)};
  }

  void begin(LedgerKind kind, const Term& next, std::int64_t price) {
    closed_ += rounded_half_up(used(next.start));
    book(begin_term(state_, kind, next, price));
    stretches_ = {{next.start, price}};
    is_even_ = true;
  }

  void book(const Posting& posting) {
    state_ = decode_state(encode_state(posting.state)).value();
    sum_ += posting.row.amount_minor;
    ASSERT_EQ(posting.row.balance_minor, sum_);
  }

  /// What all seats used of the running term until `until`, each stretch at its price.
  Rational used(Instant until) const {
    Rational total = 0;
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
      const Instant to = i + 1 < stretches_.size() ? stretches_[i + 1].from : until;
      for (const Seat& seat : seats_) {
        const std::int64_t used_seconds =
            overlap_seconds(seat.charged_from, seat.removed.value_or(until), stretches_[i].from, to);
        total += Rational(Integer(stretches_[i].price) * used_seconds, state_.term.length_seconds());
      }
    }
    return total;
  }

  void check() const {
    const Rational exact = used(state_.term.end);
    ASSERT_EQ(Rational(state_.exact.whole) + Rational(state_.exact.part, state_.exact.of), exact);
    const auto in_use = std::ranges::count_if(seats_, [](const Seat& seat) { return !seat.removed; });
    ASSERT_EQ(state_.quantity.count, in_use);
    if (!is_even_) return;
    ASSERT_LE(abs(Rational(state_.posted_minor) - exact), Rational(1, 2));
    ASSERT_EQ(Integer(sum_), closed_ + rounded_half_up(exact))
        << "all amounts ever posted are the rounded terms and nothing else";
  }

  std::mt19937 random_;
  Instant now_, anchor_;
  Interval interval_ = Interval::year;
  std::optional<Trial> trial_;
  LedgerState state_;
  std::vector<Seat> seats_;
  std::vector<Stretch> stretches_;
  std::int64_t sum_ = 0;
  Integer closed_ = 0;
  bool is_even_ = true;
};

TEST(RandomHistories, AreNeverOffByMoreThanHalfAMinorUnitInAThousand) {
  for (unsigned seed = 0; seed < 1000; ++seed) {
    SCOPED_TRACE(seed);
    History(seed).run(60);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace rolecall::billing
