#include "cli/demo/visits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace rolecall::cli::demo {
namespace {

constexpr int days_open = 120;
constexpr int days_on_leave = 20;
constexpr int days_before_first_visit = 4;
constexpr int first_identifier = 2001;

/// The same numbers everywhere and for ever, which the distributions of the standard library do not promise.
class Dice {
 public:
  /// 0 … sides-1.
  int roll(std::size_t sides) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<int>((state_ >> 33U) % sides);
  }
  template <class T>
  const T& pick(const std::vector<T>& list) {
    return list[static_cast<std::size_t>(roll(list.size()))];
  }

 private:
  std::uint64_t state_ = 20'260'301;
};

Instant midnight(Instant at) { return Instant{at.ms - at.ms % days(1).ms}; }

/// 1970-01-01 was a Thursday.
bool is_weekday(Instant at) {
  const std::int64_t day = (at.ms / days(1).ms + 3) % 7;
  return day < 5;
}

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (auto found = text.find(what); found != std::string::npos; found = text.find(what, found + by.size())) {
    text.replace(found, what.size(), by);
  }
}

Case filled(Case words, const Corpus& corpus, Dice& dice) {
  for (const auto& [name, choices] : corpus.values) {
    const std::string word = "<" + name + ">";
    const std::string& value = dice.pick(choices);
    for (std::string* text :
         {&words.context, &words.transcript, &words.note, &words.addendum, &words.letter_title, &words.letter}) {
      replace_all(*text, word, value);
    }
  }
  return words;
}

std::vector<Case> cases_for(const Corpus& corpus, const std::string& specialty) {
  std::vector<Case> cases;
  std::ranges::copy_if(corpus.cases, std::back_inserter(cases), [&](const Case& one) { return one.specialty == specialty; });
  return cases;
}

std::vector<store::Patient> patients_of(const Clinician& clinician, int identifier, Instant now, Dice& dice) {
  std::vector<store::Patient> patients;
  for (const KnownPatient& known : clinician.patients) {
    const int year = to_civil(now).year - 1 - known.age;
    const int month = dice.roll(12) + 1;
    const int day = dice.roll(28) + 1;
    patients.push_back({known.name, fmt::format("{:04}-{:02}-{:02}", year, month, day), fmt::format("HSC-{}", identifier++)});
  }
  return patients;
}

/// The visits of one clinician, oldest first: on two weekdays of three, in office hours.
class Practice {
 public:
  Practice(const Corpus& corpus, const Clinician& clinician, std::vector<store::Patient> patients, Dice& dice)
      : corpus_(corpus),
        clinician_(clinician),
        cases_(cases_for(corpus, clinician.specialty)),
        patients_(std::move(patients)),
        dice_(dice) {}

  std::vector<Visit> until(Instant now) {
    std::vector<Visit> visits;
    const bool is_away = clinician_.address == on_leave;
    const Instant leaves = is_away ? leave_of(now) : now;
    const Instant last = leaves - hours(2);
    for (Instant day = midnight(opening_of(now)) + days(days_before_first_visit); day < last; day = day + days(1)) {
      const Instant hour = day + hours(8 + dice_.roll(9));
      const Instant start = hour + minutes(std::int64_t{5} * dice_.roll(12));
      if (is_weekday(day) && dice_.roll(3) > 0 && start < last) visits.push_back(visit(start, leaves));
    }
    if (!is_away) leave_open(visits, now);
    return visits;
  }

 private:
  /// All that the clinician does for it is done when he leaves.
  Visit visit(Instant start, Instant leaves) {
    Visit made{clinician_.address,    clinician_.specialty,
               dice_.pick(patients_), start,
               Progress::signed_off,  filled(dice_.pick(cases_), corpus_, dice_)};
    if (dice_.roll(2) > 0) made.words.letter.clear();
    if (dice_.roll(3) > 0 || leaves - start < days(days_to_addendum + 1)) made.words.addendum.clear();
    return made;
  }

  /// The newest one still goes on, the notes of the two before wait for a signature, and two of the next days are prepared.
  void leave_open(std::vector<Visit>& visits, Instant now) {
    visits.at(visits.size() - 1).progress = Progress::talking;
    visits.at(visits.size() - 2).progress = visits.at(visits.size() - 3).progress = Progress::written;
    for (Instant day = midnight(now) + days(1), end = day + days(5); day < end && is_missing(visits, now); day = day + days(1)) {
      if (!is_weekday(day)) continue;
      Visit next = visit(day + hours(9 + dice_.roll(7)), now);
      next.progress = Progress::prepared;
      visits.push_back(std::move(next));
    }
  }

  static bool is_missing(const std::vector<Visit>& visits, Instant now) {
    return std::ranges::count_if(visits, [&](const Visit& one) { return one.started_at > now; }) < 2;
  }

  const Corpus& corpus_;
  const Clinician& clinician_;
  std::vector<Case> cases_;
  std::vector<store::Patient> patients_;
  Dice& dice_;
};

}  // namespace

Instant opening_of(Instant now) { return now - days(days_open); }
Instant leave_of(Instant now) { return now - days(days_on_leave); }

std::vector<Visit> visits_until(const Corpus& corpus, Instant now) {
  Dice dice;
  std::vector<Visit> visits;
  int identifier = first_identifier;
  for (const Clinician& clinician : corpus.clinicians) {
    auto patients = patients_of(clinician, identifier, now, dice);
    identifier += static_cast<int>(patients.size());
    std::ranges::move(Practice(corpus, clinician, std::move(patients), dice).until(now), std::back_inserter(visits));
  }
  return visits;
}

}  // namespace rolecall::cli::demo
