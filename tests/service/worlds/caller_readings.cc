#include "service/worlds/caller_readings.h"

#include <array>

#include "service/sessions/ask_about_session.h"
#include "service/sessions/readable_sessions.h"
#include "service/texts/open_text.h"
#include "service/worlds/words.h"

namespace rolecall::testing::worlds {
namespace {

using policy::Action;
using policy::ResourceKind;

std::optional<store::TeamCaller> caller_of(const Scene& scene) {
  auto caller = store::load_team_caller(scene.tx, scene.credential, scene.team.id, scene.environment.plans,
                                        scene.environment.settings.idle_limit);
  scene.expect_equal("at the door", scene.is_let_in() ? "let in" : "turned away", caller ? "let in" : "turned away");
  return caller ? std::optional(std::move(*caller)) : std::nullopt;
}

std::string name_of(const Place& place, Action action, const Session& session) {
  return std::string(policy::name_of(action)) + " on a " + std::string(policy::name_of(place.kind)) + " of " + session.id.value;
}

store::TextKind kind_of(const Text& text) {
  return text.kind == ResourceKind::note ? store::TextKind::note : store::TextKind::document;
}

/// Rule and grant of every action that can be asked on the place, on the facts that the store finds and on those of the model.
void compare_decisions(const Scene& scene, const store::TeamCaller& caller, const Session& session, const Place& place) {
  const auto facts = store::find_session(scene.tx, scene.team.id, caller.member.id, session.id);
  const auto text = place.text ? store::find_text(scene.tx, kind_of(*place.text), session.id, place.text->id) : std::nullopt;
  auto by_model = question_of(scene.world, scene.team, *scene.member, {}, place);
  for (const policy::ActionEntry& entry : policy::all_actions) {
    if (!entry.asked_on.has(place.kind)) continue;
    const auto by_store = place.text
                              ? service::ask_about_text(caller, entry.action, facts, text, kind_of(*place.text), scene.tx.now())
                              : service::ask_about_session(caller, entry.action, facts, scene.tx.now(), place.kind);
    by_model.action = entry.action;
    const auto expected = policy::decide(by_model);
    const auto found = policy::decide(by_store);
    // Words are made for what differs only: this is most of what is compared at all.
    if (expected == found) continue;
    scene.expect_equal(name_of(place, entry.action, session), words_of(expected), words_of(found));
  }
}

void compare_facts(const Scene& scene, const store::TeamCaller& caller) {
  for_each_session(scene.world, [&](const Session& session) {
    compare_decisions(scene, caller, session, scene.place(ResourceKind::session, session));
    compare_decisions(scene, caller, session, scene.place(ResourceKind::transcript, session));
    for (const Text& text : session.texts) compare_decisions(scene, caller, session, scene.place(text.kind, session, &text));
  });
}

bool reaches(const policy::Filter& filter, const policy::Resource& session) {
  if (filter.all || (filter.own && session.own) || (filter.delegated && session.delegated)) return true;
  if (filter.viewed && !session.restricted) return true;
  if (filter.shared != policy::ShareLevel::none && session.share >= filter.shared) return true;
  return filter.emergency && session.emergency_open;
}

/// What is no way to reach a session, and so no part of a filter: its time is over, or a hold stops the change.
bool is_guarded(Action action, const policy::Resource& session) {
  return session.retention_expired || (action == Action::session_update && session.legal_hold);
}

/// The conditions that lists are built from, for every action that a list may be about.
void compare_filter(const Scene& scene, const store::TeamCaller& caller, FilterOf filter_of) {
  constexpr std::array<std::pair<Action, ResourceKind>, 5> listed{{{Action::session_read, ResourceKind::session},
                                                                   {Action::session_update, ResourceKind::session},
                                                                   {Action::transcript_read, ResourceKind::transcript},
                                                                   {Action::note_read, ResourceKind::note},
                                                                   {Action::document_read, ResourceKind::document}}};
  for (const auto& [action, kind] : listed) {
    auto question = caller.asks(action);
    question.resource = policy::Resource{.kind = kind, .known = true};
    const auto filter = filter_of(question);
    for (const Session& session : scene.team.sessions) {
      const Place place{kind, &session};
      const auto facts = question_of(scene.world, scene.team, *scene.member, action, place).resource;
      const bool is_in = reaches(filter, facts) && !is_guarded(action, facts);
      scene.expect_equal("the filter for " + name_of(place, action, session), scene.permits(action, place) ? "in" : "out",
                         is_in ? "in" : "out");
    }
  }
}

/// The numbers of previews.
void compare_counts(const Scene& scene, const store::TeamCaller& caller) {
  const auto counted = service::readable_sessions(scene.tx, caller.team, caller.team_facts, caller.member.id, caller.subject);
  std::vector<MemberId> clinicians;
  std::int64_t sessions = 0;
  for (const Session& session : scene.team.sessions) {
    if (!scene.permits(Action::session_read, {ResourceKind::session, &session})) continue;
    ++sessions;
    if (std::ranges::find(clinicians, session.clinician) == clinicians.end()) clinicians.push_back(session.clinician);
  }
  const auto words = [](std::int64_t some, std::size_t people) { return std::to_string(some) + " of " + std::to_string(people); };
  scene.expect_equal("the count of sessions", words(sessions, clinicians.size()),
                     words(counted.sessions, static_cast<std::size_t>(counted.clinicians)));
}

constexpr std::array<std::pair<Action, ResourceKind>, 4> own_readings{{{Action::session_read, ResourceKind::session},
                                                                       {Action::transcript_read, ResourceKind::transcript},
                                                                       {Action::note_read, ResourceKind::note},
                                                                       {Action::document_read, ResourceKind::document}}};

/// By Session View: what was delegated to the other is left out.
policy::ActionSet viewed_by(const Scene& scene, const Member& other, const Session& session) {
  policy::ActionSet viewed;
  for (const auto& [action, kind] : own_readings) {
    auto question = question_about(scene.world, scene.team, other, action, {kind, &session});
    question.resource.delegated = false;
    if (policy::decide(question).permitted()) viewed.add(action);
  }
  return viewed;
}

/// The banner of a clinician: the others whom Session View opens anything of his sessions to, each with what it opens.
void compare_banner(const Scene& scene, const store::TeamCaller& caller) {
  const Session unrestricted{
      .id = {}, .clinician = scene.member->id, .started_at = {}, .created_at = scene.world.now, .texts = {}};
  std::string expected;
  for (const Member& other : scene.team.members) {
    if (other.id == scene.member->id || !scene.team.view_enabled) continue;
    const auto viewed = viewed_by(scene, other, unrestricted);
    if (!viewed.empty()) expected += " " + std::to_string(other.person) + ": " + names_of(viewed);
  }
  std::vector<std::string> viewers;
  for (const auto& [member, viewed] : service::viewers_of(scene.tx, caller.team, caller.team_facts, caller.member.id).members) {
    viewers.push_back(" " + member.name.substr(member.name.size() - 1) + ": " + names_of(viewed));
  }
  std::ranges::sort(viewers);
  std::string found;
  for (const auto& viewer : viewers) found += viewer;
  scene.expect_equal("the viewers of own sessions", expected, found);
}

}  // namespace

void read_filter(const Scene& scene, FilterOf filter_of) {
  if (const auto caller = caller_of(scene)) compare_filter(scene, *caller, filter_of);
}

void read_as_caller(const Scene& scene) {
  const auto caller = caller_of(scene);
  if (!caller) return;
  compare_facts(scene, *caller);
  compare_filter(scene, *caller, policy::filter);
  compare_counts(scene, *caller);
  compare_banner(scene, *caller);
}

}  // namespace rolecall::testing::worlds
