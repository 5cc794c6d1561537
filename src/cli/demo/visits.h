// Who comes to the demo's clinic, when and why: the same at every start, told from the present backwards. Writes nothing.
#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "cli/demo/corpus.h"
#include "store/session.h"

namespace rolecall::cli::demo {

/// How far the papers of a visit have come.
enum class Progress { prepared, talking, written, signed_off };

struct Visit {
  std::string clinician;  // address
  std::string specialty;
  store::Patient patient;
  Instant started_at;
  Progress progress = Progress::signed_off;
  Case words;  // without `<word>`; what this visit does not have is empty
};

/// From the beginning of a visit to what its clinician adds to the signed note.
inline constexpr int days_to_addendum = 11;

/// When the clinic opened.
[[nodiscard]] Instant opening_of(Instant now);
/// Since when the clinician on leave sees nobody.
[[nodiscard]] Instant leave_of(Instant now);
inline constexpr std::string_view on_leave = "kirsten.aalto@harbour.example";

/// Several hundred, in no order.
[[nodiscard]] std::vector<Visit> visits_until(const Corpus& corpus, Instant now);

}  // namespace rolecall::cli::demo
