#include "service/worlds/object_readings.h"

#include <gtest/gtest.h>

#include "service/sessions/read_session.h"
#include "service/texts/render_document.h"
#include "service/texts/texts.h"
#include "service/transcripts/transcripts.h"
#include "service/worlds/words.h"
#include "support/worlds/patients.h"

namespace rolecall::testing::worlds {
namespace {

using policy::Action;
using policy::ResourceKind;

/// What the model permits of the actions that are asked on these places.
policy::ActionSet permitted(const Scene& scene, std::initializer_list<Place> places) {
  policy::ActionSet actions;
  for (const Place& place : places) actions = actions | scene.permitted(place);
  return actions;
}

/// The page offers an action, or says by which rule it does not.
template <class Shown>
void compare_refused(const Scene& scene, const std::string& what, const Shown& shown, std::initializer_list<Place> places) {
  for (const auto& [action, refusal] : shown.refused) {
    for (const Place& place : places) {
      if (!policy::entry_of(action).asked_on.has(place.kind)) continue;
      scene.expect_equal("why " + std::string(policy::name_of(action)) + " is not offered on " + what,
                         scene.expected(action, place), refusal.rule);
    }
  }
}

void compare_session(const Scene& scene, const Session& session) {
  const Place place = scene.place(ResourceKind::session, session);
  const Place transcript = scene.place(ResourceKind::transcript, session);
  const auto shown = service::read_session(scene.tx, scene.environment, scene.credential, scene.team.id, session.id);
  scene.expect_equal("session " + session.id.value, scene.expected(Action::session_read, place), answer_of(scene, shown));
  if (!shown) return;
  scene.expect_equal("allowed_actions of " + session.id.value, names_of(permitted(scene, {place, transcript})),
                     names_of(shown->allowed_actions));
  compare_refused(scene, session.id.value, *shown, {place, transcript});
  scene.expect_equal("the patient of " + session.id.value, std::string(patients[session.patient].name),
                     shown->content.patient.name);
}

void compare_transcript(const Scene& scene, const Session& session) {
  const Place place = scene.place(ResourceKind::transcript, session);
  const auto shown = service::read_transcript(scene.tx, scene.environment, scene.credential, scene.team.id, session.id);
  scene.expect_equal("the transcript of " + session.id.value, scene.expected(Action::transcript_read, place),
                     answer_of(scene, shown));
  if (!shown) return;
  scene.expect_equal("allowed_actions of the transcript of " + session.id.value, names_of(permitted(scene, {place})),
                     names_of(shown->allowed_actions));
}

struct TextWords {
  store::TextKind kind;
  ResourceKind resource;
  Action read;
};
constexpr std::array<TextWords, 2> text_kinds{{{store::TextKind::note, ResourceKind::note, Action::note_read},
                                               {store::TextKind::document, ResourceKind::document, Action::document_read}}};

void compare_text(const Scene& scene, const Session& session, const Text& text, const TextWords& words) {
  const service::TextPlace at{scene.team.id, session.id, words.kind, text.id};
  const Place place = scene.place(text.kind, session, &text);
  const auto expected = scene.expected(words.read, place);
  const auto shown = service::read_text(scene.tx, scene.environment, scene.credential, at);
  scene.expect_equal(text.id, expected, answer_of(scene, shown));
  scene.expect_equal("the versions of " + text.id, expected,
                     answer_of(scene, service::list_versions(scene.tx, scene.environment, scene.credential, {at, {}, 50})));
  if (words.kind == store::TextKind::document) {
    const auto printed = service::open_document(scene.tx, scene.environment, scene.credential, at);
    scene.expect_equal("the text file of " + text.id, expected, answer_of(scene, printed));
  }
  if (!shown) return;
  auto actions = permitted(scene, {place});
  if (!text.is_signed) actions.remove(Action::note_addend);  // there is nothing to add to
  scene.expect_equal("allowed_actions of " + text.id, names_of(actions), names_of(shown->allowed_actions));
  compare_refused(scene, text.id, *shown, {place});
}

/// The list of a session's notes, or documents, is asked like one of them.
void compare_text_list(const Scene& scene, const Session& session, const TextWords& words) {
  const service::TextPlace at{scene.team.id, session.id, words.kind, ""};
  const auto shown = service::list_texts(scene.tx, scene.environment, scene.credential, {at, {}, 200});
  const auto answer = answer_of(scene, shown);
  const auto expected = scene.expected(words.read, scene.place(words.resource, session));
  scene.expect_equal("the " + std::string(policy::name_of(words.resource)) + "s of " + session.id.value, expected, answer);
  if (!shown) return;
  std::vector<std::string> ids;
  for (const auto& one : shown->items) ids.push_back(one.text.id);
  std::vector<std::string> all;
  for (const Text& text : session.texts) {
    if (text.kind == words.resource) all.push_back(text.id);
  }
  std::ranges::sort(all);  // they are all of one instant
  scene.expect_equal("what the list of " + session.id.value + " holds", ::testing::PrintToString(all),
                     ::testing::PrintToString(ids));
}

}  // namespace

void read_sessions(const Scene& scene) {
  for_each_session(scene.world, [&](const Session& session) {
    compare_session(scene, session);
    compare_transcript(scene, session);
  });
}

void read_texts(const Scene& scene) {
  for_each_session(scene.world, [&](const Session& session) {
    for (const TextWords& words : text_kinds) {
      compare_text_list(scene, session, words);
      for (const Text& text : session.texts) {
        if (text.kind == words.resource) compare_text(scene, session, text, words);
      }
    }
  });
}

}  // namespace rolecall::testing::worlds
