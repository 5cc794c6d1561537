// The invariants of SPEC section 2 that clinical content depends on, through the whole service in random worlds. Held against
// what stands in the world itself, not against the policy: tests/policy/invariants_test.cc proves the table, this the program
// around it.
#include <set>

#include "service/access/evaluate.h"
#include "service/sessions/read_session.h"
#include "service/texts/texts.h"
#include "service/transcripts/transcripts.h"
#include "service/worlds/attempts.h"
#include "service/worlds/world_test.h"
#include "store/sql.h"

namespace rolecall::testing::worlds {
namespace {

using policy::Action;

class WorldInvariants : public WorldTest {};

std::string joined(const std::set<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += word + "; ";
  return text;
}

/// What the member sees of a session, in words: its representations that open, and the lists that show it.
std::string seen(const Scene& scene, const Session& session) {
  const auto& [tx, environment, world, team, member, credential, random] = scene;
  std::set<std::string> found;
  const auto note_what_opens = [&](const std::string& what, const auto& result) {
    if (answer_of(scene, result) == "granted") found.insert(what);
  };
  note_what_opens("session", service::read_session(tx, environment, credential, team.id, session.id));
  note_what_opens("transcript", service::read_transcript(tx, environment, credential, team.id, session.id));
  for (const auto kind : {store::TextKind::note, store::TextKind::document}) {
    note_what_opens("texts", service::list_texts(tx, environment, credential, {{team.id, session.id, kind, ""}, {}, 200}));
  }
  for (const Text& text : session.texts) {
    const auto kind = text.kind == policy::ResourceKind::note ? store::TextKind::note : store::TextKind::document;
    note_what_opens(text.id, service::read_text(tx, environment, credential, {team.id, session.id, kind, text.id}));
  }
  for (const char* query : {"", "ada", "byrne-ada", "zoë"}) {
    const auto page =
        service::list_sessions(tx, environment, credential, {.team = team.id, .clinician = "all", .query = query, .after = {}});
    (void)answer_of(scene, page);
    if (!page) continue;
    for (const auto& item : page->items) {
      if (item.session.id == session.id) found.insert(std::string("list ") + query);
    }
  }
  return joined(found);
}

/// A key holds no custom role.
bool holds_custom_role_of_audience(const Scene& scene) {
  if (scene.member->by == By::key) return false;
  return std::ranges::any_of(scene.member->custom_roles, [&](const RoleId& role) {
    return std::ranges::find(scene.team.view_custom_roles, role) != scene.team.view_custom_roles.end();
  });
}

bool view_may_open(const Scene& scene, const Session& session) {
  const Team& team = scene.team;
  if (!features_in_force(scene.world, team).has(policy::Feature::session_view) || !team.view_enabled || session.restricted)
    return false;
  const bool is_named = std::ranges::find(team.view_members, scene.member->id) != team.view_members.end();
  return is_named || !(scene.member->roles & team.view_roles).empty() || holds_custom_role_of_audience(scene);
}

/// Own, shared, delegated, viewed or opened in an emergency: some way at all.
bool has_a_way(const Scene& scene, const Session& session) {
  if (scene.member == nullptr || scene.place(policy::ResourceKind::session, session).session == nullptr) return false;
  return session.clinician == scene.member->id ||
         share_in_force(scene.world, scene.team, session, *scene.member) != policy::ShareLevel::none ||
         delegation_in_force(scene.world, scene.team, session, *scene.member) ||
         emergency_is_open(scene.world, scene.team, session, *scene.member) || view_may_open(scene, session);
}

TEST_P(WorldInvariants, without_a_way_to_a_session_nobody_sees_any_of_it_the_owner_included) {
  in_random_worlds(300, [](const Loaded& loaded) {
    for (const Scene& scene : scenes_of(loaded)) {
      for_each_session(loaded.world, [&](const Session& session) {
        if (has_a_way(scene, session)) return;
        scene.expect_equal("what is seen of " + session.id.value, "", seen(scene, session));
      });
    }
  });
}

TEST_P(WorldInvariants, a_plan_without_session_view_opens_nothing_by_it) {
  in_random_worlds(300, [](const Loaded& loaded) {
    for (const Team& team : loaded.world.teams) {
      if (!features_in_force(loaded.world, team).has(policy::Feature::session_view)) {
        store::execute(loaded.tx,
                       "UPDATE team SET session_view_enabled = 1, session_view_roles = 15, session_view_transcripts = 1 "
                       "WHERE id = $1",
                       team.id);
      }
    }
    for (const Scene& scene : scenes_of(loaded)) {
      if (features_in_force(loaded.world, scene.team).has(policy::Feature::session_view)) continue;
      for (const Session& session : scene.team.sessions) {
        if (!has_a_way(scene, session)) scene.expect_equal(session.id.value, "", seen(scene, session));
      }
    }
  });
}

TEST_P(WorldInvariants, nobody_but_its_clinician_changes_a_transcript_whatever_the_share) {
  in_random_worlds(300, [](const Loaded& loaded) {
    for (const Scene& scene : scenes_of(loaded)) {
      for_each_attempt(scene, [&](const Attempt& attempt, const Session& session, const Text* text) {
        if (attempt.action != Action::transcript_update) return;
        const bool is_his =
            scene.member != nullptr && scene.member->id == session.clinician && scene.member->roles.has(policy::Role::clinician);
        if (is_his) return;
        if (attempt.run(scene, session, text) == "granted") {
          scene.expect_equal("the transcript of " + session.id.value, "refused", "granted");
        }
      });
    }
  });
}

void set_roles(const Loaded& loaded, const Member& member, policy::RoleSet roles) {
  store::execute(loaded.tx, "UPDATE member SET roles = $2 WHERE id = $1", member.id, static_cast<std::int64_t>(roles.bits()));
}

/// Everything that the member may do to the sessions of his team, as he is answered when he asks.
std::set<std::string> allowed(const Scene& scene) {
  std::set<std::string> actions;
  service::Evaluator evaluator(scene.tx, scene.environment, scene.credential);
  for (const Session& session : scene.team.sessions) {
    for (const policy::ActionEntry& entry : policy::all_actions) {
      for (const char* kind : {"session", "transcript"}) {
        const auto answer =
            evaluator.answer({{"member", scene.member->id.value}, entry.name, {kind, session.id.value}, std::nullopt});
        if (answer && answer->decision.permitted())
          actions.insert(std::string(entry.name) + " on the " + kind + " " + session.id.value);
      }
    }
  }
  return actions;
}

TEST_P(WorldInvariants, the_rights_of_a_set_of_roles_are_those_of_its_roles_together) {
  in_random_worlds(300, [](const Loaded& loaded) {
    for (const Scene& scene : scenes_of(loaded)) {
      if (scene.member == nullptr || scene.member->state != MemberState::active || scene.member->owner) continue;
      const auto one = policy::RoleSet::from_bits(loaded.random() % 16);
      const auto other = policy::RoleSet::from_bits(loaded.random() % 16);
      set_roles(loaded, *scene.member, one);
      auto together = allowed(scene);
      set_roles(loaded, *scene.member, other);
      together.merge(allowed(scene));
      set_roles(loaded, *scene.member, one | other);
      scene.expect_equal("the rights of two sets of roles", joined(together), joined(allowed(scene)));
      set_roles(loaded, *scene.member, scene.member->roles);
    }
  });
}

ROLECALL_ON_BOTH_STORES(WorldInvariants);

}  // namespace
}  // namespace rolecall::testing::worlds
