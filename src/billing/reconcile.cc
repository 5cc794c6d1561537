#include "billing/reconcile.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <tuple>
#include <unordered_set>

#include "billing/term.h"

namespace rolecall::billing {
namespace {

/// Plus what the history has, minus what the ledger has.
struct Change {
  Instant at;
  Instant charged_from;  // not before `at`
  int seats = 0;
};

using Spans = std::span<const SeatSpan>;
using Events = std::span<const SeatEvent>;

bool is_paid_when_trial_begins(const SeatSpan& span, const Trial& trial) {
  const Instant begin = at_second(trial.started_at);
  return span.begin < begin && (!span.end || *span.end >= begin);
}

/// Who pays through the trial: the addresses, and the members whose address is not known.
class PaidBefore {
 public:
  PaidBefore(Spans spans, const std::optional<Trial>& trial) {
    if (!trial) return;
    for (const SeatSpan& span : spans) {
      if (!is_paid_when_trial_begins(span, *trial)) continue;
      members_.insert(span.member);
      if (!span.address.empty()) addresses_.insert(span.address);
    }
  }
  [[nodiscard]] bool has(Spans spans) const {
    return std::ranges::any_of(
        spans, [&](const SeatSpan& span) { return members_.contains(span.member) || addresses_.contains(span.address); });
  }

 private:
  std::unordered_set<std::string> members_;
  std::unordered_set<std::string> addresses_;
};

enum class Seated { no, yes };

/// The books of one member.
class MemberBooks {
 public:
  MemberBooks(Spans spans, Events events, const std::optional<Trial>& trial, const PaidBefore& paid_before)
      : spans_(spans), events_(events), trial_(trial), keeps_paying_(trial && paid_before.has(spans)) {}

  /// The usual case, seen without building anything: every seat has its two rows, and nothing was ever free.
  bool is_plainly_equal() const {
    if (trial_) return false;
    auto event = events_.begin();
    const auto is_next = [&](Instant at, int seats) {
      if (event == events_.end() || event->at != at || event->seats != seats || event->charged_from > at) return false;
      ++event;
      return true;
    };
    for (const SeatSpan& span : spans_) {
      if (span.ending == SeatSpan::End::due || !is_next(span.begin, 1)) return false;
      if (span.end && !is_next(*span.end, -1)) return false;
    }
    return event == events_.end();
  }

  /// What remains, by instant; `due` says how a due end is read.
  std::vector<Change> difference(SeatSpan::End due) const {
    std::vector<Change> changes;
    for (const SeatSpan& span : spans_) {
      const Instant charged = charged_from_of(span);
      changes.push_back({span.begin, std::max(span.begin, charged), 1});
      const bool is_over = span.end && (span.ending == SeatSpan::End::written || due == SeatSpan::End::written);
      if (is_over) changes.push_back({*span.end, std::max(*span.end, charged), -1});
    }
    for (const SeatEvent& event : events_) changes.push_back({event.at, std::max(event.at, event.charged_from), -event.seats});
    return summed(std::move(changes));
  }

  /// Now, by the history.
  Seated seated() const { return !spans_.empty() && !spans_.back().end ? Seated::yes : Seated::no; }

 private:
  Instant right_charge(Instant counted_from) const { return keeps_paying_ ? counted_from : charged_from(trial_, counted_from); }
  /// The ledger's, where it follows from the rule: a quote's seat counts, and is charged, from the quote's instant.
  Instant charged_from_of(const SeatSpan& span) const {
    for (const SeatEvent& event : events_) {
      if (event.seats > 0 && event.at == span.begin && is_right(event)) return event.charged_from;
    }
    return right_charge(span.begin);
  }
  bool is_right(const SeatEvent& event) const {
    if (event.charged_from == right_charge(event.counted_from)) return true;
    if (!trial_) return false;
    // A seat of the second in which the trial began may have begun before it.
    const bool is_same_second = at_second(event.counted_from) == at_second(trial_->started_at);
    if (is_same_second && event.charged_from == event.counted_from) return true;
    return event.age == SeatEvent::Age::before && event.charged_from == charged_from(trial_, event.counted_from);
  }
  static std::vector<Change> summed(std::vector<Change> changes) {
    const auto key = [](const Change& change) { return std::tie(change.at, change.charged_from); };
    std::ranges::sort(changes, [&](const Change& a, const Change& b) { return key(a) < key(b); });
    std::vector<Change> sums;
    for (const Change& change : changes) {
      if (!sums.empty() && key(sums.back()) == key(change)) {
        sums.back().seats += change.seats;
      } else {
        sums.push_back(change);
      }
    }
    std::erase_if(sums, [](const Change& change) { return change.seats == 0; });
    return sums;
  }

  Spans spans_;
  Events events_;
  const std::optional<Trial>& trial_;
  bool keeps_paying_ = false;
};

struct Named {
  SeatDifference::Kind too_few;
  SeatDifference::Kind too_many;
};

/// The times in which the changes do not sum up to nothing.
void add_differences(const std::string& member, const std::vector<Change>& changes, Instant Change::* at, const Named& named,
                     std::vector<SeatDifference>& found) {
  int seats = 0;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    seats += changes[i].seats;
    const bool is_last = i + 1 == changes.size();
    if (!is_last && changes[i + 1].*at == changes[i].*at) continue;
    if (seats == 0) continue;
    found.push_back({seats > 0 ? named.too_few : named.too_many, member, changes[i].*at,
                     is_last ? std::nullopt : std::optional(changes[i + 1].*at)});
  }
}

/// One after the other, so that no seat ends that is not counted, and the last row says whether the member has a seat now.
void add_repairs(const std::string& member, const std::vector<Change>& changes, Seated seated, std::vector<SeatRepair>& repairs) {
  std::vector<SeatRepair> begins;
  std::vector<SeatRepair> ends;
  for (const Change& change : changes) {
    auto& list = change.seats > 0 ? begins : ends;
    list.insert(list.end(), static_cast<std::size_t>(std::abs(change.seats)),
                {member, change.at, change.charged_from, change.seats > 0 ? 1 : -1});
  }
  std::vector<SeatRepair> last_first;
  bool is_begin = seated == Seated::yes;
  while (!begins.empty() || !ends.empty()) {
    auto& list = ends.empty() || (is_begin && !begins.empty()) ? begins : ends;
    last_first.push_back(std::move(list.back()));
    list.pop_back();
    is_begin = !is_begin;
  }
  repairs.insert(repairs.end(), std::make_move_iterator(last_first.rbegin()), std::make_move_iterator(last_first.rend()));
}

void compare_one(const std::string& member, const MemberBooks& books, SeatComparison& comparison) {
  if (books.is_plainly_equal()) return;
  auto changes = books.difference(SeatSpan::End::written);
  if (changes.empty() || books.difference(SeatSpan::End::due).empty()) return;
  using enum SeatDifference::Kind;
  const auto before = comparison.differences.size();
  add_differences(member, changes, &Change::at, {missing, surplus}, comparison.differences);
  add_repairs(member, changes, books.seated(), comparison.repairs);
  if (comparison.differences.size() > before) return;
  std::ranges::sort(changes, {}, &Change::charged_from);
  add_differences(member, changes, &Change::charged_from, {uncharged, charged}, comparison.differences);
}

}  // namespace

SeatComparison compare_seats(std::vector<SeatSpan> history, std::vector<SeatEvent> ledger, const std::optional<Trial>& trial) {
  std::ranges::stable_sort(ledger, {}, &SeatEvent::member);
  const PaidBefore paid_before(history, trial);
  SeatComparison comparison;
  auto span = history.begin();
  auto event = ledger.begin();
  while (span != history.end() || event != ledger.end()) {
    const bool is_of_history = span != history.end() && (event == ledger.end() || span->member <= event->member);
    const std::string member = is_of_history ? span->member : event->member;
    const auto next_span = std::find_if(span, history.end(), [&](const SeatSpan& other) { return other.member != member; });
    const auto next_event = std::find_if(event, ledger.end(), [&](const SeatEvent& other) { return other.member != member; });
    compare_one(member, {{span, next_span}, {event, next_event}, trial, paid_before}, comparison);
    span = next_span;
    event = next_event;
  }
  return comparison;
}

std::string describe(const SeatDifference& difference) {
  const std::string time = to_rfc3339(difference.from) + (difference.until ? " until " + to_rfc3339(*difference.until) : " on");
  switch (difference.kind) {
    case SeatDifference::Kind::missing:
      return fmt::format("{} had a seat from {}, which the ledger does not count", difference.member, time);
    case SeatDifference::Kind::surplus:
      return fmt::format("the ledger counts a seat of {} from {}, which the member did not have", difference.member, time);
    case SeatDifference::Kind::uncharged:
      return fmt::format("the seat of {} costs nothing from {}, although nothing made it free", difference.member, time);
    case SeatDifference::Kind::charged:
      return fmt::format("the seat of {} is charged from {}, although it was free", difference.member, time);
  }
  return {};
}

}  // namespace rolecall::billing
