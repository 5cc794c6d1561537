#include "service/worlds/readings.h"

#include <array>

#include "service/worlds/caller_readings.h"
#include "service/worlds/giving_readings.h"
#include "service/worlds/list_readings.h"
#include "service/worlds/object_readings.h"
#include "service/worlds/question_readings.h"
#include "service/worlds/team_readings.h"

namespace rolecall::testing::worlds {
namespace {

constexpr std::array<Reading, 12> readings{{{"what the caller's facts say", Cost::low, read_as_caller},
                                            {"the list of sessions", Cost::low, read_lists},
                                            {"the search for patients", Cost::low, read_searches},
                                            {"a session and its transcript", Cost::low, read_sessions},
                                            {"a team", Cost::low, read_team},
                                            {"the members of a team", Cost::low, read_members},
                                            {"the templates of a team", Cost::low, read_templates},
                                            {"notes and documents", Cost::high, read_texts},
                                            {"evaluations", Cost::high, read_evaluations},
                                            {"who can open a session", Cost::high, read_access_panel},
                                            {"roles to give", Cost::high, read_roles_to_give},
                                            {"shares to give", Cost::high, read_shares_to_give}}};

}  // namespace

void read_all(const Scene& scene) {
  for (const Reading& reading : readings) reading.check(scene);
}

void read_cheaply(const Scene& scene) {
  for (const Reading& reading : readings) {
    if (reading.cost == Cost::low) reading.check(scene);
  }
}

}  // namespace rolecall::testing::worlds
