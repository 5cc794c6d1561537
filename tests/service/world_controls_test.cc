// Lies sown into what random worlds are read by: each must be found, made small, and be found again by what is printed.
#include <cstdlib>

#include "service/worlds/altered_sql.h"
#include "service/worlds/caller_readings.h"
#include "service/worlds/readings.h"
#include "service/worlds/world_store.h"

namespace rolecall::testing::worlds {
namespace {

constexpr std::uint64_t enough_worlds = 10'000;
constexpr std::size_t small_enough = 8;

std::size_t things_in(const World& world) {
  std::size_t things = 0;
  for (const Team& team : world.teams) {
    things += 1 + team.custom_roles.size() + team.members.size() + team.sessions.size() + team.shares.size() +
              team.delegations.size() + team.emergencies.size() + team.templates.size();
    for (const Session& session : team.sessions) things += session.texts.size();
  }
  return things;
}

/// A variable of the environment, as somebody who replays a seed sets it, until the end of the scope.
class SeedVariable {
 public:
  explicit SeedVariable(const std::string& value) {
    if (const char* before = std::getenv(name)) before_ = before;
    ::setenv(name, value.c_str(), 1);
  }
  SeedVariable(const SeedVariable&) = delete;
  SeedVariable& operator=(const SeedVariable&) = delete;
  ~SeedVariable() { before_ ? ::setenv(name, before_->c_str(), 1) : ::unsetenv(name); }

 private:
  static constexpr const char* name = "ROLECALL_SEED";
  std::optional<std::string> before_;
};

std::string seed_printed_in(const std::string& text) {
  constexpr std::string_view name = "ROLECALL_SEED=";
  const auto at = text.find(name);
  return at == std::string::npos ? "" : text.substr(at + name.size(), text.find(' ', at) - at - name.size());
}

class WorldControls : public ::testing::Test {
 protected:
  void expect_found(const WorldStore::Check& lying) {
    const auto failing = store().first_failing({1, enough_worlds}, WorldSize::small, lying, [] { return true; });
    ASSERT_TRUE(failing) << "nothing differs in " << enough_worlds << " worlds";
    const Finding found = store().finding(*failing, WorldSize::small, lying);
    EXPECT_LE(things_in(found.world), small_enough) << found.text;
    expect_replayed(found, lying);
  }

 private:
  /// One store for all: nothing is kept in it.
  static WorldStore& store() {
    static WorldStore one(Which::sqlite);
    return one;
  }

  static void expect_replayed(const Finding& found, const WorldStore::Check& lying) {
    const SeedVariable variable(seed_printed_in(found.text));
    const Seeds seeds = seeds_wanted(enough_worlds);
    const auto failing = store().first_failing(seeds, WorldSize::small, lying, [] { return true; });
    EXPECT_EQ(failing, found.seed);
  }
};

struct FilterLie {
  std::string_view that;
  FilterOf filter;
};
constexpr std::array<FilterLie, 4> filter_lies{
    {{"the filter forgets the switch of Session View",
      [](const policy::Question& question) {
        auto asked = question;
        asked.team.session_view.enabled = true;
        return policy::filter(asked);
      }},
     {"the filter forgets how far a share goes",
      [](const policy::Question& question) {
        auto found = policy::filter(question);
        if (found.shared != policy::ShareLevel::none) found.shared = policy::ShareLevel::view;
        return found;
      }},
     {"the filter forgets what an emergency opens",
      [](const policy::Question& question) {
        auto found = policy::filter(question);
        found.emergency = false;
        return found;
      }},
     {"the filter forgets that a member is suspended", [](const policy::Question& question) {
        auto asked = question;
        if (asked.subject.state == MemberState::suspended) asked.subject.state = MemberState::active;
        return policy::filter(asked);
      }}}};

TEST_F(WorldControls, find_a_lie_in_one_reading) {
  for (const FilterLie& lie : filter_lies) {
    SCOPED_TRACE(lie.that);
    expect_found([&](const Loaded& loaded) {
      for (const Scene& scene : scenes_of(loaded)) read_filter(scene, lie.filter);
    });
  }
}

#define FACTS "coalesce(max(h.level)"
#define SHARED_LIST "h.started_at DESC"
#define EMERGENCY_LIST "SELECT DISTINCT e.session_id"
#define COUNT "count(DISTINCT f.clinician_id)"
#define GRANTS_OF_VIEWERS "JOIN member_custom_role h ON h.member_id = c.id"
#define LOGIN_IN_TEAM "JOIN team t ON t.id = m.team_id WHERE l.token_hash"
#define KEY_IN_TEAM "JOIN team t ON t.id = k.team_id"

constexpr Alteration alterations[] = {
    {"a list shows what an emergency opened before", EMERGENCY_LIST, "AND a.expires_at > $7", ""},
    {"a share that was ended gives facts", FACTS, "h.valid_to IS NULL AND", ""},
    {"a share that runs out now gives facts", FACTS, "h.expires_at > $4", "h.expires_at >= $4"},
    {"a delegation that was ended gives facts", FACTS, "d.ended_at IS NULL AND", ""},
    {"a delegation begins a moment late", FACTS, "d.starts_at <= $4", "d.starts_at < $4"},
    {"a delegation ends a moment late", FACTS, "d.ends_at > $4", "d.ends_at >= $4"},
    {"the delegation of a suspended clinician gives facts", FACTS, "AND c.status = 1", ""},
    {"a delegation gives facts about everybody's sessions", FACTS, "d.clinician_id = s.clinician_id", "1 = 1"},
    {"an emergency access ends a moment late", FACTS, "a.expires_at > $4", "a.expires_at >= $4"},
    {"an emergency access that was ended gives facts", FACTS, "AND a.ended_at IS NULL", ""},
    {"a list shows what an emergency opened until it was ended", EMERGENCY_LIST, "AND a.ended_at IS NULL", ""},
    {"a count takes what an emergency opened until it was ended", COUNT, "AND a.ended_at IS NULL", ""},
    {"an emergency access is open to everybody", FACTS, "AND a.member_id = $3", ""},
    {"a session is found from another team", FACTS, "AND s.team_id = $1", ""},
    {"a list shows what was shared once", SHARED_LIST, "valid_to IS NULL", "level > 0"},
    {"a list shows restricted sessions to who views", "WHERE s.team_id = $6", " AND s.restricted = 0", ""},
    {"a search finds restricted sessions", "FROM session_word w", " AND s.restricted = 0", ""},
    {"a search of a clinician finds restricted sessions", "FROM session_word w", "AND s.restricted <= $15", ""},
    {"a search finds by one word of two", "FROM session_word w", "x.word = $8", "1 = 1"},
    {"a list keeps a session a moment short", "(s.started_at, s.id) < ($1, $2)", "s.created_at >= $4", "s.created_at > $4"},
    {"a list does not know of legal holds", "(s.started_at, s.id) < ($1, $2)", "s.legal_hold = 1", "s.legal_hold = 2"},
    {"a list shows what was delegated once", "SELECT DISTINCT d.clinician_id", "AND d.ended_at IS NULL", ""},
    {"a list shows what a suspended clinician delegated", "SELECT DISTINCT d.clinician_id", "AND c.status = 1", ""},
    {"a count takes restricted sessions", COUNT, "AND s.restricted = 0", ""},
    {"a count takes what is kept no more", COUNT, "(s.created_at >= $9 OR s.legal_hold = 1) AND", ""},
    {"a removed membership is taken for the present one", LOGIN_IN_TEAM, "AND m.status IN (1, 5)", ""},
    {"a key that was revoked opens", KEY_IN_TEAM, "AND k.revoked_at IS NULL", ""},
    {"a key opens a moment too long", KEY_IN_TEAM, "k.expires_at > $3", "k.expires_at >= $3"},
    {"a key opens another team", KEY_IN_TEAM, "AND k.team_id = $2", ""},
    {"everybody is named by Session View", "SELECT 1 FROM session_view_member", "AND member_id = $2", ""},
    {"a member has everybody's custom roles", "FROM member_custom_role h JOIN custom_role", "h.member_id = $1 AND", ""},
    {"every custom role is in the audience", "FROM member_custom_role h JOIN custom_role", "v.role_id FROM", "r.id FROM"},
    {"no custom role is in the audience", "FROM member_custom_role h JOIN custom_role", "v.role_id FROM", "NULL FROM"},
    {"the banner forgets who views by a custom role", "FROM member m WHERE m.team_id = $1 AND m.status = 1",
     "replace(CAST($4 AS TEXT), h.role_id, '') <> CAST($4 AS TEXT)", "1 = 0"},
    {"the banner names whoever holds a custom role", "FROM member m WHERE m.team_id = $1 AND m.status = 1",
     "replace(CAST($4 AS TEXT), h.role_id, '') <> CAST($4 AS TEXT)", "1 = 1"},
    {"an invitation lapses a moment late", "m.invitation_expires_at <= $3", "m.invitation_expires_at <= $3",
     "m.invitation_expires_at < $3"},
    {"the banner names who is not in the audience", "FROM member m WHERE m.team_id = $1 AND m.status = 1", "AND m.id <> $2", ""},
    {"the banner forgets what a custom role of the audience grants", GRANTS_OF_VIEWERS, "v.role_id FROM", "NULL FROM"},
    {"the banner forgets that a viewer is named as well", "FROM member m WHERE m.team_id = $1 AND m.status = 1",
     ", EXISTS (SELECT 1 FROM session_view_member v WHERE", ", EXISTS (SELECT 1 FROM session_view_member v WHERE 1 = 0 AND"},
    {"a list shows the personal templates of others", "p.author_id = $2)", "p.author_id = $2", "1 = 1"},
};

WorldStore::Check reading_by(const Alteration& alteration) {
  return [&alteration](const Loaded& honest) {
    AlteredSql sql(honest.tx.connection(), alteration);
    store::Transaction tx(sql, store::Transaction::Mode::write, honest.tx.now());
    const Loaded altered{tx, honest.environment, honest.accounts, honest.world, honest.seed, honest.random};
    for (const Scene& scene : scenes_of(altered)) read_cheaply(scene);
  };
}

TEST_F(WorldControls, find_a_lie_in_one_condition_of_the_sql) {
  for (const Alteration& alteration : alterations) {
    SCOPED_TRACE(alteration.that);
    expect_found(reading_by(alteration));
  }
}

}  // namespace
}  // namespace rolecall::testing::worlds
