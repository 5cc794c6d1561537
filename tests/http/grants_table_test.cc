// The grants table over HTTP, the part about a team's life: each action asked through its routes by each role alone, by a member
// without any and by the owner, permitted or refused exactly as tests/policy/golden/grants.csv says (SPEC section 2).
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "http/administration_world.h"
#include "http/golden_grants.h"
#include "policy/catalog.h"

namespace rolecall {
namespace {

using http::Method;
using testing::AdministrationTest;
using testing::Colleague;
using testing::Person;

/// The state of the member that a request is about; a fresh one for each request.
enum class Target { none, active, invited, suspended, removed };
/// A question writes nothing, not even when it is refused.
enum class Kind { change, question };

struct Asked {
  std::string_view action;
  Method method;
  std::string_view route;
  Target target = Target::none;
  std::string_view body = "";
  std::string_view query = "";
  Kind kind = Kind::change;
};

constexpr std::string_view trial_route = "/api/v1/teams/{team}/billing/trial";

/// In this order: what the owner deletes he restores, what he offers he withdraws.
constexpr Asked asked_over_http[] = {
    {"team.read", Method::get, "/api/v1/teams/{team}"},
    {"team.read", Method::get, "/api/v1/teams/{team}/session-view"},
    {"team.read", Method::get, "/api/v1/teams/{team}/delegations"},
    {"team.update", Method::patch, "/api/v1/teams/{team}", Target::none, R"({"name":"North Clinic"})"},
    {"team.delete", Method::delete_, "/api/v1/teams/{team}", Target::none,
     R"({"name":"North Clinic","password":"seven green kettles"})"},
    {"team.restore", Method::post, "/api/v1/teams/{team}/restore"},
    {"team.transfer_ownership", Method::post, "/api/v1/teams/{team}/ownership", Target::active,
     R"({"member":"{member}","password":"seven green kettles"})"},
    {"team.transfer_ownership", Method::delete_, "/api/v1/teams/{team}/ownership"},
    {"team.export", Method::get, "/api/v1/teams/{team}/export"},
    {"team.leave", Method::post, "/api/v1/teams/{team}/leave"},
    {"team.settings.read", Method::get, "/api/v1/teams/{team}/settings"},
    {"team.settings.update", Method::patch, "/api/v1/teams/{team}/settings", Target::none, R"({"content_footer":"x"})"},
    {"team.session_view.update", Method::patch, "/api/v1/teams/{team}/settings", Target::none,
     R"({"session_view":{"enabled":true}})"},
    {"member.list", Method::get, "/api/v1/teams/{team}/members"},
    {"member.list", Method::get, "/api/v1/teams/{team}/members/export"},
    {"member.list", Method::get, "/api/v1/teams/{team}/members/{member}", Target::active},
    {"member.update", Method::patch, "/api/v1/teams/{team}/members/{member}", Target::active, R"({"title":"Nurse"})"},
    {"member.invite", Method::post, "/api/v1/teams/{team}/members", Target::none, R"({"email":"{email}","roles":[]})"},
    {"member.invite", Method::post, "/api/v1/teams/{team}/members/batch", Target::none, R"([{"email":"{email}","roles":[]}])"},
    {"member.invite", Method::post, "/api/v1/teams/{team}/members/batch", Target::none, R"([{"email":"{email}","roles":[]}])",
     "?dry_run=true", Kind::question},
    {"member.invite", Method::post, "/api/v1/teams/{team}/members/{member}/reinstate", Target::removed},
    {"member.resend_invitation", Method::post, "/api/v1/teams/{team}/members/{member}/invitation", Target::invited},
    {"member.revoke_invitation", Method::delete_, "/api/v1/teams/{team}/members/{member}/invitation", Target::invited},
    {"member.suspend", Method::post, "/api/v1/teams/{team}/members/{member}/suspend", Target::active},
    {"member.reactivate", Method::post, "/api/v1/teams/{team}/members/{member}/reactivate", Target::suspended},
    {"member.remove", Method::delete_, "/api/v1/teams/{team}/members/{member}", Target::active},
    {"member.revoke_logins", Method::delete_, "/api/v1/teams/{team}/members/{member}/logins", Target::active},
    {"role.read", Method::get, "/api/v1/teams/{team}/roles"},
    {"role.read", Method::get, "/api/v1/teams/{team}/roles/{role}"},
    {"role.assign", Method::put, "/api/v1/teams/{team}/members/{member}/roles", Target::active, R"({"roles":["assistant"]})"},
    {"role.assign", Method::put, "/api/v1/teams/{team}/members/{member}/roles", Target::active, R"({"roles":["assistant"]})",
     "?dry_run=true", Kind::question},
    {"role.define", Method::post, "/api/v1/teams/{team}/roles", Target::none,
     R"({"name":"{email}","family":"admin","grants":[{"action":"member.invite","scope":"team"}]})"},
    {"role.define", Method::patch, "/api/v1/teams/{team}/roles/{role}", Target::none, R"({"family":"admin"})"},
    {"role.define", Method::delete_, "/api/v1/teams/{team}/roles/{role}"},
    {"template.use", Method::get, "/api/v1/teams/{team}/templates"},
    {"template.use", Method::get, "/api/v1/teams/{team}/templates/{template}"},
    {"template.use", Method::get, "/api/v1/teams/{team}/templates/{template}/versions"},
    {"template.use", Method::get, "/api/v1/teams/{team}/templates/{template}/versions/{version}"},
    {"template.use", Method::get, "/api/v1/teams/{team}/templates/placeholders"},
    {"template.use", Method::get, "/api/v1/teams/{team}/templates/proposals"},
    {"template.use", Method::post, "/api/v1/teams/{team}/templates/preview", Target::none, R"({"kind":"note","body":"x"})"},
    {"template.personal.manage", Method::post, "/api/v1/teams/{team}/templates", Target::none,
     R"({"kind":"note","visibility":"personal","name":"Visit","body":"x"})"},
    {"template.personal.manage", Method::post, "/api/v1/teams/{team}/templates/{template}/copy"},
    {"template.personal.manage", Method::patch, "/api/v1/teams/{team}/templates/{template}", Target::none, R"({"name":"Mine"})",
     "?copy=true"},
    {"template.team.create", Method::post, "/api/v1/teams/{team}/templates", Target::none,
     R"({"kind":"note","visibility":"team","name":"Visit","body":"x"})"},
    {"template.team.update", Method::patch, "/api/v1/teams/{team}/templates/{template}", Target::none, R"({"name":"Ours"})"},
    {"template.team.update", Method::post, "/api/v1/teams/{team}/templates/{template}/restore", Target::none, R"({"version":1})"},
    {"template.team.delete", Method::get, "/api/v1/teams/{team}/templates/{template}/impact"},
    {"template.team.delete", Method::delete_, "/api/v1/teams/{team}/templates/{template}"},
    {"template.propose", Method::post, "/api/v1/teams/{team}/templates/proposals", Target::none,
     R"({"kind":"note","name":"Visit","body":"x"})"},
    {"template.propose", Method::delete_, "/api/v1/teams/{team}/templates/proposals/{proposal}"},
    {"template.team.create", Method::post, "/api/v1/teams/{team}/templates/proposals/{proposal}/accept"},
    {"template.team.create", Method::post, "/api/v1/teams/{team}/templates/proposals/{proposal}/decline"},
    {"billing.read", Method::get, "/api/v1/teams/{team}/billing"},
    {"billing.read", Method::get, "/api/v1/teams/{team}/billing/quote"},
    {"billing.read", Method::get, "/api/v1/teams/{team}/billing/ledger"},
    {"billing.read", Method::get, "/api/v1/teams/{team}/billing/plans"},
    {"billing.read", Method::get, "/api/v1/teams/{team}/billing/invoices"},
    {"billing.read", Method::get, "/api/v1/teams/{team}/billing/next-invoice"},
    {"billing.read", Method::get, "/api/v1/teams/{team}/billing/invoices/{invoice}"},
    {"billing.read", Method::get, "/api/v1/teams/{team}/billing/invoices/{invoice}.pdf"},
    {"billing.read", Method::get, "/api/v1/teams/{team}/billing/invoices/{invoice}.csv"},
    {"billing.change_seats", Method::put, "/api/v1/teams/{team}/billing/seat-limit", Target::none, R"({"seats":500})"},
    {"billing.start_trial", Method::post, trial_route},
    {"billing.upgrade", Method::put, "/api/v1/teams/{team}/billing/subscription", Target::none,
     R"({"plan":"enterprise","interval":"year"})"},
    {"billing.cancel", Method::put, "/api/v1/teams/{team}/billing/subscription", Target::none,
     R"({"plan":"free","interval":"year"})"},
    {"billing.cancel", Method::put, "/api/v1/teams/{team}/billing/subscription", Target::none,
     R"({"plan":"free","interval":"year"})", "?dry_run=true", Kind::question},
    {"audit.read", Method::get, "/api/v1/teams/{team}/audit"},
    {"audit.read", Method::get, "/api/v1/teams/{team}/audit/checkpoint"},
    {"audit.export", Method::get, "/api/v1/teams/{team}/audit/export"},
    {"api_key.manage", Method::post, "/api/v1/teams/{team}/api-keys", Target::none,
     R"({"name":"K","roles":["{own_role}"],"expires_at":"2026-06-01T00:00:00Z"})"},
    {"api_key.manage", Method::get, "/api/v1/teams/{team}/api-keys"},
    {"api_key.revoke", Method::delete_, "/api/v1/teams/{team}/api-keys/{api_key}"},
};

/// Not asked through a route of their own; POST /access/v1/evaluation answers for them, as for all others asked on the team.
const std::set<std::string, std::less<>> asked_as_questions{"member.read_contact"};
/// Asked by the recipient of an ownership only, who needs no grant.
constexpr std::string_view for_the_recipient = "/api/v1/teams/{team}/ownership/accept";
const std::set<std::string, std::less<>> asked_on_templates{"template.use", "template.team.update", "template.team.delete"};
/// The part of the golden table about a team's life, as action -> the columns that hold it.
std::map<std::string, std::set<std::string>> golden_table() {
  std::ifstream file(ROLECALL_SOURCE_DIR "/tests/policy/golden/grants.csv");
  std::map<std::string, std::set<std::string>> table;
  std::vector<std::string> columns;
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
    if (columns.empty()) {
      columns = cells;
      continue;
    }
    const auto family = cells[0].substr(0, cells[0].find('.'));
    if (!std::set<std::string>{"team", "member", "role", "template", "billing", "audit", "api_key"}.contains(family)) continue;
    if (cells[0] == "audit.read_own") continue;  // asked on a clinical session
    auto& holders = table[cells[0]];
    for (std::size_t i = 2; i < 8; ++i)
      if (cells[i] == "1") holders.insert(columns[i]);
  }
  return table;
}

/// Who asks: a column of the table alone. The owner always holds administrator as well.
const std::vector<std::string> holders{"member", "clinician", "administrator", "assistant", "template_manager", "owner"};

class GrantsTable : public AdministrationTest {
 protected:
  GrantsTable() : AdministrationTest(http::all_routes()) {}

  void SetUp() override {
    AdministrationTest::SetUp();
    put_on_plan("enterprise");
    const auto alone = as(owner()).put(path("/members/" + owner().member.value + "/roles"), R"({"roles":["administrator"]})");
    ASSERT_EQ(alone.status, 200) << alone.body;
  }
  [[nodiscard]] bool holds(const std::string& holder, const std::string& action) const {
    const auto& granted = table_.at(action);
    if (granted.contains("member") || granted.contains(holder)) return true;
    return holder == "owner" && granted.contains("administrator");
  }
  Colleague person_with(const std::string& holder) {
    if (holder == "owner") return owner();
    const auto roles = holder == "member" ? std::vector<std::string>{} : std::vector{holder};
    return join("Asker", next_address(), roles);
  }
  std::string next_address() { return "p" + std::to_string(++people_) + "@clinic.example"; }

  http::Reply ask(const Asked& asked, const Person& by, const std::string& holder) {
    if (asked.route == trial_route) offer_trial_again();
    std::map<std::string, std::string> ids{{"{team}", team().value},
                                           {"{member}", target(asked.target)},
                                           {"{email}", next_address()},
                                           {"{version}", "1"},
                                           {"{own_role}", holder == "owner" || holder == "member" ? "administrator" : holder}};
    if (asked.route.find("{role}") != std::string_view::npos) ids["{role}"] = new_role();
    if (asked.route.find("{api_key}") != std::string_view::npos) ids["{api_key}"] = new_key();
    if (asked.route.find("{template}") != std::string_view::npos) ids["{template}"] = new_template();
    if (asked.route.find("{invoice}") != std::string_view::npos) ids["{invoice}"] = invoiced(team()).value;
    if (asked.route.find("{proposal}") != std::string_view::npos) ids["{proposal}"] = new_proposal(by);
    auto reply = as(by).send(asked.method, filled(std::string(asked.route), ids) + std::string(asked.query),
                             filled(std::string(asked.body), ids), "application/json");
    if (asked.route == trial_route) put_on_plan("enterprise");
    return reply;
  }
  /// On the team where the action can be asked on it, otherwise on another member.
  bool decides(const Person& by, const std::string& action) {
    const auto& kinds = policy::entry_of(policy::action_from(action).value()).asked_on;
    const auto resource = kinds.has(policy::ResourceKind::team) ? R"({"type":"team","id":")" + team().value
                                                                : R"({"type":"member","id":")" + target(Target::active);
    const auto question = R"({"subject":{"type":"user","id":")" + by.user.value + R"("},"action":{"name":")" + action +
                          R"("},"resource":)" + resource + R"("}})";
    const auto reply = as(by).post("/access/v1/evaluation", question);
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.body.find("\"decision\":true") != std::string::npos;
  }
  std::size_t refusals_of(std::string_view action) {
    return static_cast<std::size_t>(std::ranges::count_if(
        audited(std::string(action)), [](const audit::Event& event) { return event.outcome == audit::Outcome::deny; }));
  }

 private:
  /// On a plan that has something to try, as if nobody had tried it.
  void offer_trial_again() {
    force_team([&](store::Team& changed, Instant) {
      changed.plan = "pro";
      changed.trial.reset();
      changed.owner_hash = next_address();
    });
  }
  static std::string filled(std::string text, const std::map<std::string, std::string>& ids) {
    for (const auto& [place, id] : ids) {
      for (auto at = text.find(place); at != std::string::npos; at = text.find(place)) text.replace(at, place.size(), id);
    }
    return text;
  }
  std::string target(Target wanted) {
    if (wanted == Target::none) return "";
    const auto address = next_address();
    const auto added = add(owner(), {address, {"clinician"}});
    if (wanted == Target::invited) return added.value().id.value;
    EXPECT_TRUE(accept(token_for(address)));
    if (wanted == Target::suspended) put_into(added->id, MemberState::suspended);
    if (wanted == Target::removed) put_into(added->id, MemberState::removed);
    return added->id.value;
  }
  std::string new_role() {
    return text_of(
        as(owner()).post(path("/roles"), R"({"name":")" + next_address() +
                                             R"(","family":"admin","grants":[{"action":"member.invite","scope":"team"}]})"),
        {"id"});
  }
  std::string new_key() {
    const auto made =
        as(owner()).post(path("/api-keys"), R"({"name":"K","roles":["administrator"],"expires_at":"2026-06-01T00:00:00Z"})");
    return text_of(made, {"id"});
  }
  std::string new_template() {
    const std::string body = R"({"kind":"note","visibility":"team","name":"Visit","body":"x"})";
    return text_of(as(owner()).post(path("/templates"), body), {"id"});
  }
  std::string new_proposal(const Person& by) {
    return text_of(as(by).post(path("/templates/proposals"), R"({"kind":"note","name":"Visit","body":"x"})"), {"id"});
  }

  int people_ = 0;
  std::map<std::string, std::set<std::string>> table_ = golden_table();
};

TEST_P(GrantsTable, is_asked_about_every_action_of_a_teams_life_through_every_route_of_a_team) {
  std::set<std::string, std::less<>> asked(asked_as_questions);
  std::set<std::string> routes;
  for (const Asked& one : asked_over_http) {
    asked.emplace(one.action);
    routes.insert(std::string(to_string(one.method)) + std::string(one.route));
  }
  for (const auto& [action, granted] : golden_table()) EXPECT_TRUE(asked.contains(action)) << action;
  for (const auto& action : asked) EXPECT_TRUE(golden_table().contains(action)) << action;
  for (const auto& route : http::all_routes()) {
    if (route.path.find("{team}") == std::string_view::npos || route.path == for_the_recipient) continue;
    if (testing::is_about_sessions(route.path)) continue;
    EXPECT_TRUE(routes.contains(std::string(to_string(route.method)) + std::string(route.path))) << route.path;
  }
}

TEST_P(GrantsTable, permits_and_refuses_over_http_exactly_as_it_says) {
  for (const auto& holder : holders) {
    for (const Asked& asked : asked_over_http) {
      SCOPED_TRACE(holder + " asks " + std::string(asked.action) + " by " + std::string(asked.route));
      const auto by = person_with(holder);
      const auto refused_before = refusals_of(asked.action);
      const auto reply = ask(asked, by, holder);
      if (holder == "owner" && asked.action == "team.leave") {
        EXPECT_EQ(text_of(reply, {"rule"}), "owner_cannot_leave");
      } else if (holds(holder, std::string(asked.action))) {
        EXPECT_EQ(reply.status / 100, 2) << reply.body;
      } else {
        EXPECT_EQ(reply.status, 403) << reply.body;
        EXPECT_EQ(text_of(reply, {"code"}), "denied");
        EXPECT_EQ(text_of(reply, {"rule"}), "no_grant");
        EXPECT_NE(text_of(reply, {"explanation"}), "");
        EXPECT_NE(text_of(reply, {"remedy", "text"}), "");
        const std::size_t recorded = asked.kind == Kind::question ? 0 : 1;
        EXPECT_EQ(refusals_of(asked.action), refused_before + recorded) << "every refused attempt is recorded, no question is";
      }
    }
  }
}

/// The deny of every row that every member holds, and one more of all others.
TEST_P(GrantsTable, refuses_everything_to_a_suspended_member) {
  const auto suspended = join("Suspended", next_address(), {"administrator"});
  put_into(suspended.member, MemberState::suspended);
  for (const Asked& asked : asked_over_http) {
    if (asked.route.find("{proposal}") != std::string_view::npos) continue;  // he can make none to ask about
    SCOPED_TRACE(std::string(asked.action) + " by " + std::string(asked.route));
    const auto reply = ask(asked, suspended, "administrator");
    EXPECT_EQ(reply.status, 403) << reply.body;
    EXPECT_EQ(text_of(reply, {"rule"}), "subject_not_active");
  }
}

TEST_P(GrantsTable, is_what_evaluations_answer_too) {
  for (const auto& holder : holders) {
    const auto by = person_with(holder);
    for (const auto& [action, granted] : golden_table()) {
      if (holder == "owner" && action == "team.leave") continue;
      if (action == "api_key.revoke" || asked_on_templates.contains(action)) continue;  // asked on a key or a template
      EXPECT_EQ(decides(by, action), holds(holder, action)) << holder << " " << action;
    }
  }
}

TEST_P(GrantsTable, shows_the_addresses_of_colleagues_to_who_may_read_contacts) {
  join("Cara", "cara@clinic.example", {"clinician"});
  for (const auto& holder : holders) {
    const auto list = as(person_with(holder)).get(path("/members"));
    EXPECT_EQ(list.body.find("cara@clinic.example") != std::string::npos, holds(holder, "member.read_contact")) << holder;
  }
}

/// The rights of one member in every set of roles, read from `allowed_actions` of the team.
class RoleSets : public GrantsTable {
 protected:
  using Actions = std::set<std::string>;

  Actions allowed(const Person& by) {
    Actions actions;
    const auto document = json_of(as(by).get(path()));
    for (const json::Value action : json::Value(document.root().find("allowed_actions").value()))
      actions.emplace(action.string());
    return actions;
  }
  /// By the bits of the set: administrator 1, template_manager 2, clinician 4, assistant 8.
  std::map<unsigned, Actions> allowed_for_every_set() {
    const auto person = join("Pat", "pat@clinic.example", {});
    std::map<unsigned, Actions> found{{0U, allowed(person)}};
    for (unsigned set = 1; set < 16; ++set) {
      const auto changed =
          as(owner()).put(path("/members/" + person.member.value + "/roles"), R"({"roles":[)" + names(set) + "]}");
      EXPECT_EQ(changed.status, 200) << changed.body;
      found[set] = allowed(person);
    }
    return found;
  }

 private:
  static std::string names(unsigned set) {
    std::string text;
    for (unsigned bit = 0; bit < 4; ++bit) {
      if ((set >> bit & 1U) == 0) continue;
      text += (text.empty() ? "\"" : ",\"") + std::string(roles[bit]) + "\"";
    }
    return text;
  }
  static constexpr std::string_view roles[] = {"administrator", "template_manager", "clinician", "assistant"};
};

TEST_P(RoleSets, grant_the_union_of_their_roles_and_adding_one_never_takes_a_right_away) {
  const auto found = allowed_for_every_set();
  for (unsigned a = 0; a < 16; ++a) {
    for (unsigned b = 0; b < 16; ++b) {
      Actions both = found.at(a);
      both.insert(found.at(b).begin(), found.at(b).end());
      EXPECT_EQ(found.at(a | b), both) << a << " and " << b;
    }
  }
}

TEST_P(RoleSets, never_let_anybody_but_the_owner_delete_transfer_export_or_cancel) {
  const auto owners = allowed(owner());
  const auto others = allowed_for_every_set();
  for (const auto* action : {"team.delete", "team.transfer_ownership", "team.export", "billing.cancel"}) {
    EXPECT_TRUE(owners.contains(action)) << action;
    for (const auto& [set, actions] : others) EXPECT_FALSE(actions.contains(action)) << action << " " << set;
  }
}

TEST_P(RoleSets, update_transcripts_only_with_clinician_and_only_their_own) {
  const auto document = json_of(as(owner()).get(path("/roles")));
  for (const json::Value role : json::Value(document.root().find("items").value())) {
    for (const json::Value grant : json::Value(role.find("grants").value())) {
      if (grant.find("action")->string() != "transcript.update") continue;
      EXPECT_EQ(role.find("id")->string(), "clinician");
      EXPECT_EQ(grant.find("scope")->string(), "own");
    }
  }
}

ROLECALL_ON_BOTH_STORES(GrantsTable);
ROLECALL_ON_BOTH_STORES(RoleSets);

}  // namespace
}  // namespace rolecall
