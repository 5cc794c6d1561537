// The grants table over HTTP, the part about sessions and what is one's own: every row asked with real objects by every column
// alone, with each scope open alone and with nothing open, permitted or refused exactly as tests/policy/golden/grants.csv says.
// The rows about a team's life are asked in grants_table_test.cc; together they are the whole table.
#include <gmock/gmock.h>

#include <array>

#include "http/arranged_world.h"
#include "http/golden_grants.h"

namespace rolecall {
namespace {

using http::Method;
using testing::Colleague;
using testing::GoldenGrant;
using testing::Places;

/// What an action is asked by. `or_by`: the other action by which the same request is allowed.
struct GrantProbe {
  std::string_view action;
  Method method;
  std::string_view route;
  std::string_view body = "";
  std::string_view or_by = "";
};

#define ROLECALL_TEAM "/api/v1/teams/{team}"
#define ROLECALL_SESSION ROLECALL_TEAM "/sessions/{session}"
#define ROLECALL_NOTE ROLECALL_SESSION "/notes/{note}"
#define ROLECALL_DOCUMENT ROLECALL_SESSION "/documents/{document}"

constexpr GrantProbe grant_probes[] = {
    {"session.create", Method::post, ROLECALL_TEAM "/sessions", R"({"patient":{"name":"Ada"},"clinician":"{clinician}"})"},
    {"session.record", Method::post, ROLECALL_SESSION "/transcript/segments", R"({"segments":[{"text":"Hello"}]})"},
    {"session.record", Method::post, ROLECALL_SESSION "/transcript/upload", R"([{"text":"Hello"}])"},
    {"session.read", Method::get, ROLECALL_SESSION},
    {"session.update", Method::patch, ROLECALL_SESSION, R"({"context":"Second opinion"})"},
    {"session.delete", Method::delete_, ROLECALL_SESSION},
    {"session.share", Method::put, ROLECALL_SESSION "/shares/{colleague}", R"({"level":"view"})"},
    {"session.unshare", Method::delete_, ROLECALL_SESSION "/shares/{colleague}"},
    {"session.restrict", Method::put, ROLECALL_SESSION "/restriction"},
    {"session.restrict", Method::delete_, ROLECALL_SESSION "/restriction"},
    {"session.hold", Method::put, ROLECALL_SESSION "/hold"},
    {"session.hold", Method::delete_, ROLECALL_SESSION "/hold"},
    {"session.access.read", Method::get, ROLECALL_SESSION "/access"},
    {"session.access.read", Method::get, ROLECALL_SESSION "/shares"},
    {"session.access.read", Method::get, ROLECALL_SESSION "/shares/{colleague}"},
    {"session.reassign", Method::put, ROLECALL_SESSION "/clinician", R"({"member":"{colleague}"})"},
    {"session.emergency_access", Method::post, ROLECALL_TEAM "/emergency",
     R"({"identifier":"A-1","date_of_birth":"1980-02-29","reason":"Unconscious"})"},
    {"emergency.review", Method::post, ROLECALL_TEAM "/emergency/{emergency}/review", R"({"verdict":"justified"})"},
    {"emergency.review", Method::get, ROLECALL_TEAM "/emergency"},
    {"emergency.review", Method::delete_, ROLECALL_TEAM "/emergency/{emergency}"},
    {"audit.read_own", Method::get, ROLECALL_SESSION "/openings", "", "audit.read"},
    {"transcript.read", Method::get, ROLECALL_SESSION "/transcript"},
    {"transcript.update", Method::put, ROLECALL_SESSION "/transcript", R"({"segments":[{"speaker":"Ada","text":"Hello"}]})"},
    {"note.read", Method::get, ROLECALL_NOTE},
    {"note.read", Method::get, ROLECALL_SESSION "/notes"},
    {"note.read", Method::get, ROLECALL_NOTE "/versions"},
    {"note.read", Method::get, ROLECALL_NOTE "/versions/{version}"},
    {"note.create", Method::post, ROLECALL_SESSION "/notes", R"({"title":"Visit"})"},
    {"note.update", Method::put, ROLECALL_NOTE, R"({"title":"Visit","body":"It hurts less."})"},
    {"note.delete", Method::delete_, ROLECALL_NOTE},
    {"note.sign", Method::post, ROLECALL_NOTE "/sign"},
    {"note.addend", Method::post, ROLECALL_NOTE "/addenda", R"({"body":"It hurt before."})"},
    {"document.read", Method::get, ROLECALL_DOCUMENT},
    {"document.read", Method::get, ROLECALL_DOCUMENT ".txt"},
    {"document.read", Method::get, ROLECALL_DOCUMENT ".pdf"},
    {"document.read", Method::get, ROLECALL_SESSION "/documents"},
    {"document.read", Method::get, ROLECALL_DOCUMENT "/versions"},
    {"document.read", Method::get, ROLECALL_DOCUMENT "/versions/{version}"},
    {"document.create", Method::post, ROLECALL_SESSION "/documents", R"({"title":"Letter"})"},
    {"document.update", Method::put, ROLECALL_DOCUMENT, R"({"title":"Letter","body":"It hurts less."})"},
    {"document.delete", Method::delete_, ROLECALL_DOCUMENT},
    {"delegation.manage", Method::delete_, ROLECALL_TEAM "/delegations/{delegation}", "", "delegation.end"},
    {"delegation.end", Method::delete_, ROLECALL_TEAM "/delegations/{delegation}", "", "delegation.manage"},
    {"api_key.manage", Method::delete_, ROLECALL_TEAM "/api-keys/{api_key}", "", "api_key.revoke"},
    {"template.use", Method::get, ROLECALL_TEAM "/templates/{template}"},
    {"template.personal.manage", Method::patch, ROLECALL_TEAM "/templates/{template}", R"({"name":"Mine"})"},
};

/// No object decides them: everybody lists what he reaches (one_policy_test.cc), and delegates his own sessions alone
/// (delegations_test.cc). The list of delegations is asked in grants_table_test.cc.
const std::set<std::string> decided_by_no_object{"GET " ROLECALL_TEAM "/sessions", "GET " ROLECALL_TEAM "/delegations",
                                                 "POST " ROLECALL_TEAM "/delegations"};

/// A method and a path as the routes write them.
std::string route_of(Method method, std::string_view path) {
  constexpr std::string_view colleague = "{colleague}";
  std::string text = std::string(to_string(method)) + " " + std::string(path);
  if (const auto at = text.find(colleague); at != std::string::npos) text.replace(at, colleague.size(), "{member}");
  return text;
}

/// The templates of this table are personal: no scope but `own` holds on one.
bool is_about_template(const GrantProbe& probe) { return probe.action.starts_with("template."); }
/// Somebody else's are unknown, not refused.
bool hides_its_object(const GrantProbe& probe) {
  return is_about_template(probe) || probe.action.starts_with("delegation.") || probe.action.starts_with("api_key.");
}

/// Asked in grants_table_test.cc, which fails for what it lacks.
bool is_of_team_life(const GoldenGrant& grant) {
  const auto family = grant.action.substr(0, grant.action.find('.'));
  const std::set<std::string> families{"team", "member", "role", "template", "billing", "audit", "api_key"};
  return grant.scope == "team" && families.contains(family);
}

/// Each is arranged alone for every action, also where no row of the action has it: no way in lends itself to another.
const std::vector<std::string> arrangements{"nothing",     "own",         "delegated",   "authored", "viewed",
                                            "shared_view", "shared_edit", "shared_full", "emergency"};

/// What holds when this scope is arranged.
std::set<std::string> open_scopes(const GrantProbe& probe, const std::string& arranged) {
  std::set<std::string> open{arranged};
  if (!is_about_template(probe)) open.insert("team");
  if (arranged == "authored") open.insert("viewed");
  if (arranged == "shared_full") open.insert({"shared_edit", "shared_view"});
  if (arranged == "shared_edit") open.insert("shared_view");
  return open;
}

class ClinicalGrants : public testing::ArrangedTest {
 protected:
  void SetUp() override {
    world().environment().settings.throttling = service::Throttling::lifted;
    ArrangedTest::SetUp();
    for (const auto& column : testing::golden_columns) {
      if (column == "owner") {
        askers_[column] = owner();
      } else {
        const auto roles = column == "member" ? std::vector<std::string>{} : std::vector{column};
        askers_[column] = join("Asker", column + "@clinic.example", roles);
      }
    }
  }

  [[nodiscard]] const Colleague& asker(const std::string& column) const { return askers_.at(column); }
  [[nodiscard]] const std::vector<GoldenGrant>& table() const { return table_; }

  [[nodiscard]] bool is_granted(const GrantProbe& probe, const std::string& column, const std::string& arranged) const {
    const auto open = open_scopes(probe, arranged);
    return std::ranges::any_of(table_, [&](const GoldenGrant& grant) {
      const bool is_asked = grant.action == probe.action || grant.action == probe.or_by;
      return is_asked && open.contains(grant.scope) && grant.is_held_by(column);
    });
  }
  http::Reply ask(const GrantProbe& probe, const std::string& column, const std::string& arranged) {
    const auto places = arrange(arranged, asker(column).member, std::string(probe.action));
    return as(asker(column)).send(probe.method, filled(probe.route, places), filled(probe.body, places), "application/json");
  }

 private:
  static std::string filled(std::string_view form, const Places& places) {
    std::string text(form);
    for (const auto& [place, value] : places) {
      for (auto at = text.find(place); at != std::string::npos; at = text.find(place)) text.replace(at, place.size(), value);
    }
    return text;
  }

  std::map<std::string, Colleague> askers_;
  std::vector<GoldenGrant> table_ = testing::golden_grants();
};

TEST_P(ClinicalGrants, are_asked_through_every_route_about_sessions) {
  std::set<std::string> asked = decided_by_no_object;
  for (const GrantProbe& probe : grant_probes) asked.insert(route_of(probe.method, probe.route));
  std::set<std::string> routes;
  for (const auto& route : http::all_routes()) {
    if (testing::is_about_sessions(route.path)) routes.insert(route_of(route.method, route.path));
  }
  EXPECT_THAT(asked, ::testing::IsSupersetOf(routes));
  for (const auto& route : decided_by_no_object) EXPECT_TRUE(routes.contains(route)) << route;
}

TEST_P(ClinicalGrants, permit_and_refuse_over_http_exactly_as_the_table_says) {
  std::set<std::pair<std::string, std::string>> permitted;
  std::set<std::pair<std::string, std::string>> denied;
  for (const GrantProbe& probe : grant_probes) {
    for (const auto& arranged : arrangements) {
      for (const auto& column : testing::golden_columns) {
        SCOPED_TRACE(column + " asks " + std::string(probe.action) + " by " + std::string(probe.route) + " with " + arranged +
                     " open");
        const auto reply = ask(probe, column, arranged);
        const bool is_permit = reply.status / 100 == 2;
        EXPECT_EQ(is_permit, is_granted(probe, column, arranged)) << reply.status << " " << reply.body;
        if (!is_permit && !(reply.status == 404 && hides_its_object(probe))) {
          EXPECT_EQ(reply.status, 403) << reply.body;
          EXPECT_NE(text_of(reply, {"rule"}), "") << reply.body;
          EXPECT_NE(text_of(reply, {"explanation"}), "") << reply.body;
        }
        for (const auto& grant : table()) {
          if (grant.action != probe.action) continue;
          const bool is_open = grant.scope == arranged || (grant.scope == "team" && arranged == "nothing");
          if (is_permit && is_open && grant.is_held_by(column)) permitted.emplace(grant.action, grant.scope);
          if (!is_permit && is_open != grant.is_held_by(column)) denied.emplace(grant.action, grant.scope);
        }
      }
    }
  }
  for (const auto& grant : table()) {
    if (is_of_team_life(grant)) continue;
    EXPECT_TRUE(permitted.contains({grant.action, grant.scope})) << "nobody was permitted " << grant.action << "/" << grant.scope;
    EXPECT_TRUE(denied.contains({grant.action, grant.scope})) << "nobody was denied " << grant.action << "/" << grant.scope;
  }
}

ROLECALL_ON_BOTH_STORES(ClinicalGrants);

}  // namespace
}  // namespace rolecall
