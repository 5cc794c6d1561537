#include "service/worlds/question_readings.h"

#include <array>
#include <map>

#include "service/access/evaluate.h"
#include "service/access/session_access.h"
#include "service/worlds/words.h"

namespace rolecall::testing::worlds {
namespace {

using policy::Action;
using policy::ResourceKind;

/// Asks about every action on the place, for `subject`, who may be the asker himself.
void evaluate(const Scene& scene, const Member& subject, const Place& place, const std::string& id) {
  service::Evaluator evaluator(scene.tx, scene.environment, scene.credential);
  const bool is_himself = scene.member != nullptr && scene.member->id == subject.id;
  for (const policy::ActionEntry& entry : policy::all_actions) {
    if (!entry.asked_on.has(place.kind)) continue;
    const auto answer =
        evaluator.answer({{"member", subject.id.value}, entry.name, {policy::name_of(place.kind), id}, std::nullopt});
    const auto asked = is_himself ? question_of(scene.world, scene.team, subject, entry.action, place)
                                  : question_about(scene.world, scene.team, subject, entry.action, place);
    scene.expect_equal("the evaluation of " + std::string(entry.name) + " on " + id + " for " + subject.id.value,
                       words_of(policy::decide(asked)), answer ? words_of(answer->decision) : answer_of(scene, answer));
  }
}

void evaluate_session(const Scene& scene, const Member& subject, const Session& session) {
  evaluate(scene, subject, {ResourceKind::session, &session}, session.id.value);
  evaluate(scene, subject, {ResourceKind::transcript, &session}, session.id.value);
  for (const Text& text : session.texts) evaluate(scene, subject, {text.kind, &session, &text}, text.id);
}

bool may_ask_about_others(const Scene& scene) { return scene.permits(Action::member_read_contact, {ResourceKind::team}); }

std::string line_of(const std::string& name, const policy::Decision& because, const std::string& custom_role,
                    const policy::ActionSet& actions) {
  return name + ": " + words_of(because) + " " + custom_role + " " + names_of(actions) + "; ";
}

/// Which custom role is said to give what the decision rests on: the first that does. Where Session View names the member it is
/// any of his, else one of the audience.
std::string expected_role(const Scene& scene, const Member& member, const policy::Decision& because) {
  if (!because.grant || because.grant->holder != policy::Holder::custom) return "";
  const auto has = [](const auto& ids, const auto& id) { return std::ranges::find(ids, id) != ids.end(); };
  const bool is_viewed = policy::grant_at(because.grant->id).scope == policy::Scope::viewed;
  std::vector<std::string> giving;
  for (const CustomRole& role : scene.team.custom_roles) {
    if (!has(member.custom_roles, role.id) || !role.grants.has(because.grant->id)) continue;
    const bool counts = !is_viewed || has(scene.team.view_members, member.id) || has(scene.team.view_custom_roles, role.id);
    if (counts) giving.push_back(role.id.value);
  }
  return giving.empty() ? "none" : std::ranges::min(giving);
}

std::string listed(const service::SessionAccess& page) {
  std::string list;
  for (const auto& one : page.members) {
    list += line_of(one.member.name, one.because, one.custom_role ? one.custom_role->id.value : "", one.actions);
  }
  return list;
}

std::string all_pages(const Scene& scene, const Session& session) {
  service::ReadSessionAccess request{.team = scene.team.id, .session = session.id};
  request.limit = 1 + static_cast<int>(scene.random() % 4);
  std::string list;
  do {
    const auto page = service::read_session_access(scene.tx, scene.environment, scene.credential, request);
    if (!page) return answer_of(scene, page);
    list += listed(*page);
    request.after = page->next;
  } while (request.after);
  return list;
}

/// What the member may do with the session and its transcript, and with a note and a document that are somebody else's.
std::string expected_line(const Scene& scene, const Session& session, const Member& member) {
  constexpr std::array readings{
      std::pair{Action::session_read, ResourceKind::session}, std::pair{Action::transcript_read, ResourceKind::transcript},
      std::pair{Action::note_read, ResourceKind::note}, std::pair{Action::document_read, ResourceKind::document}};
  const auto decide = [&](Action action, ResourceKind kind) {
    return policy::decide(question_about(scene.world, scene.team, member, action, {kind, &session}));
  };
  const std::string name = "person " + std::to_string(member.person);
  policy::ActionSet actions;
  for (const policy::ActionEntry& entry : policy::all_actions) {
    for (const auto& [reading, kind] : readings) {
      if (entry.asked_on.has(kind) && decide(entry.action, kind).permitted()) actions.add(entry.action);
    }
  }
  for (const auto& [action, kind] : readings) {
    const auto decision = decide(action, kind);
    if (decision.permitted()) return line_of(name, decision, expected_role(scene, member, decision), actions);
  }
  return line_of(name, decide(Action::session_read, ResourceKind::session), "", {});
}

/// Active and suspended members by name: first those who can open it.
std::string expected_panel(const Scene& scene, const Session& session) {
  std::map<std::size_t, std::string> by_name;
  for (const Member& member : scene.team.members) {
    if (member.state != MemberState::active && member.state != MemberState::suspended) continue;
    by_name[member.person] = expected_line(scene, session, member);
  }
  std::string openers;
  std::string others;
  for (const auto& [person, line] : by_name) (line.contains(": granted ") ? openers : others) += line;
  return openers + others;
}

}  // namespace

void read_evaluations(const Scene& scene) {
  if (!scene.is_let_in() || scene.team.sessions.empty()) return;
  for (const Session& session : scene.team.sessions) evaluate_session(scene, *scene.member, session);
  if (!may_ask_about_others(scene)) return;
  const Session& session = scene.team.sessions[scene.random() % scene.team.sessions.size()];
  for (const Member& member : scene.team.members) {
    if (member.id != scene.member->id) evaluate_session(scene, member, session);
  }
}

void read_access_panel(const Scene& scene) {
  if (scene.team.sessions.empty()) return;
  const Session& session = scene.team.sessions[scene.random() % scene.team.sessions.size()];
  const auto answer = scene.expected(Action::session_access_read, {ResourceKind::session, &session});
  scene.expect_equal("who can open " + session.id.value, answer == "granted" ? expected_panel(scene, session) : answer,
                     all_pages(scene, session));
}

}  // namespace rolecall::testing::worlds
