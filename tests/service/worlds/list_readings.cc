#include "service/worlds/list_readings.h"

#include "service/sessions/read_session.h"
#include "support/worlds/patients.h"

namespace rolecall::testing::worlds {
namespace {

using policy::Action;
using policy::ResourceKind;

/// What may be left out of a list beside what may not be read.
struct Wanted {
  std::string clinician = "all";
  std::optional<SessionStatus> status;
  const Search* search = nullptr;
};

bool is_wanted(const Scene& scene, const Wanted& wanted, const Session& session) {
  if (wanted.clinician == "me" && session.clinician != scene.member->id) return false;
  if (wanted.clinician.starts_with("mem_") && session.clinician.value != wanted.clinician) return false;
  if (wanted.status && session.status != *wanted.status) return false;
  return wanted.search == nullptr || wanted.search->finds[session.patient];
}

std::string expected_list(const Scene& scene, const Wanted& wanted) {
  std::vector<const Session*> sessions;
  for (const Session& session : scene.team.sessions) {
    if (scene.permits(Action::session_read, {ResourceKind::session, &session}) && is_wanted(scene, wanted, session)) {
      sessions.push_back(&session);
    }
  }
  std::ranges::sort(sessions, [](const Session* a, const Session* b) {
    return a->started_at != b->started_at ? a->started_at > b->started_at : a->id > b->id;
  });
  std::string list;
  for (const Session* session : sessions)
    list += session->id.value + " of " + std::string(patients[session->patient].name) + "; ";
  return list;
}

std::string listed(const service::SessionPage& page) {
  std::string list;
  for (const auto& item : page.items) {
    list += item.session.id.value + " of " + (item.content ? item.content->patient.name : "nobody") + "; ";
  }
  return list;
}

/// All pages one after the other, each as long as its limit but the last.
std::string all_pages(const Scene& scene, service::ListSessions request) {
  std::string list;
  for (bool is_last = false; !is_last;) {
    const auto page = service::list_sessions(scene.tx, scene.environment, scene.credential, request);
    if (!page) return answer_of(scene, page);
    list += listed(*page);
    is_last = !page->next;
    if (!is_last && page->items.size() != static_cast<std::size_t>(request.limit)) list += "(a short page) ";
    request.after = page->next;
  }
  return list;
}

/// How lists are refused as a whole: as an unknown session would be refused to who may read shared ones.
std::string answer_to_session_list(const Scene& scene) {
  const Session own{.id = {},
                    .clinician = scene.member ? scene.member->id : MemberId{},
                    .started_at = {},
                    .created_at = scene.world.now,
                    .texts = {}};
  auto asked = scene.expected(Action::session_read, {ResourceKind::session, &own});
  if (!scene.is_signed_in() || asked == "granted") return asked;
  auto question = question_of(scene.world, scene.team, *scene.member, Action::session_read, {ResourceKind::session, &own});
  question.resource.share = policy::ShareLevel::view;
  return policy::decide(question).permitted() ? "granted" : asked;
}

void compare_list(const Scene& scene, const Wanted& wanted) {
  service::ListSessions request{.team = scene.team.id, .clinician = wanted.clinician, .after = {}};
  request.limit = 1 + static_cast<int>(scene.random() % 4);
  if (wanted.status) request.status = rolecall::name_of(*wanted.status);
  if (wanted.search) request.query = wanted.search->query;
  const auto answer = answer_to_session_list(scene);
  scene.expect_equal("the list of " + wanted.clinician + " in pages of " + std::to_string(request.limit) + " `" + request.status +
                         "` `" + request.query + "`",
                     answer == "granted" ? expected_list(scene, wanted) : answer, all_pages(scene, request));
}

/// Whether the page says why colleagues' sessions are not there: what an unrestricted one of them would answer.
void compare_why_not_all(const Scene& scene) {
  const auto page = service::list_sessions(scene.tx, scene.environment, scene.credential, {.team = scene.team.id, .after = {}});
  if (!page) return (void)answer_of(scene, page);
  const Session colleagues{.id = {}, .clinician = {}, .started_at = {}, .created_at = scene.world.now, .texts = {}};
  scene.expect_equal("why not all are listed", scene.expected(Action::session_read, {ResourceKind::session, &colleagues}),
                     page->why_not_all ? page->why_not_all->rule : "granted");
}

Wanted some_of(const Scene& scene) {
  Wanted wanted;
  const auto who = scene.random() % 3;
  if (who == 0) wanted.clinician = "me";
  if (who == 1) wanted.clinician = scene.team.members[scene.random() % scene.team.members.size()].id.value;
  if (scene.random() % 2 == 0) wanted.status = static_cast<SessionStatus>(scene.random() % 3);
  return wanted;
}

}  // namespace

void read_lists(const Scene& scene) {
  compare_list(scene, {});
  compare_list(scene, some_of(scene));
  compare_why_not_all(scene);
}

void read_searches(const Scene& scene) {
  Wanted wanted = some_of(scene);
  wanted.search = &searches[scene.random() % searches.size()];
  compare_list(scene, wanted);
}

}  // namespace rolecall::testing::worlds
