// A team that waits for one of the jobs, and since when: the page after it begins behind both.
#pragma once

#include "base/id.h"
#include "base/time.h"

namespace rolecall::store {

struct DueTeam {
  Instant since;
  TeamId team;
};

}  // namespace rolecall::store
