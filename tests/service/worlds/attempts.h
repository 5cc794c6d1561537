// Attempts to change a session or what hangs on it, each through its use case.
#pragma once

#include <span>

#include "service/worlds/scene.h"

namespace rolecall::testing::worlds {

struct Attempt {
  policy::Action action;
  policy::ResourceKind kind;
  /// The rule by which it was refused; `granted` also when something but a right stands in the way. Nothing when the world has
  /// nothing to try it with.
  std::optional<std::string> (*run)(const Scene& scene, const Session& session, const Text* text);
  policy::Request asked = {};  // what exactly it asks for

  /// As the model answers it.
  [[nodiscard]] std::string expected(const Scene& scene, const Session& session, const Text* text) const {
    return scene.expected(action, scene.place(kind, session, text), asked);
  }
};

[[nodiscard]] std::span<const Attempt> all_attempts();

/// Calls `visit(attempt, session, text)` for every attempt on every session of the world, and on the notes and documents that it
/// is meant for.
template <class Visit>
void for_each_attempt(const Scene& scene, Visit visit) {
  for_each_session(scene.world, [&](const Session& session) {
    for (const Attempt& attempt : all_attempts()) {
      const bool is_of_text = attempt.kind == policy::ResourceKind::note || attempt.kind == policy::ResourceKind::document;
      if (!is_of_text) visit(attempt, session, static_cast<const Text*>(nullptr));
      for (const Text& text : session.texts) {
        if (text.kind == attempt.kind) visit(attempt, session, &text);
      }
    }
  });
}

}  // namespace rolecall::testing::worlds
