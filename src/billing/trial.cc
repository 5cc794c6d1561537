#include "billing/trial.h"

#include "billing/term.h"

namespace rolecall::billing {

Instant charged_from(const std::optional<Trial>& trial, Instant added_at) {
  if (!trial) return added_at;
  // Money counts whole seconds: a seat of the second in which the trial began belongs to the trial.
  const Trial in_seconds{at_second(trial->started_at), at_second(trial->ends_at)};
  return in_seconds.is_running(at_second(added_at)) ? in_seconds.ends_at : added_at;
}

}  // namespace rolecall::billing
