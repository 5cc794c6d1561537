// Puts a visit onto the demo's timeline: begun, recorded, noted, signed, by the use cases and in the hands of those who would.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/demo/staff.h"
#include "cli/demo/timeline.h"
#include "cli/demo/visits.h"
#include "service/texts/texts.h"

namespace rolecall::cli::demo {

/// What is known when all is told so far. The timeline's happenings write into it, so it outlives them.
struct Told {
  const service::Environment& environment;
  Staff staff;
  std::map<std::string, TemplateId, std::less<>> templates;  // of the team, by name
  struct Papers {
    SessionId session;
    std::string note;
  };
  std::vector<Papers> papers;  // by the number of the visit
};

/// The session comes into being a little after it was prepared or has begun.
void tell_visit(Timeline& timeline, Told& told, const Visit& visit, std::size_t number, Instant now);

/// When the note of a visit is signed, if it is.
[[nodiscard]] Instant signing_of(const Visit& visit);

}  // namespace rolecall::cli::demo
