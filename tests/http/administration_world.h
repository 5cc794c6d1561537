// A team with everything that its administration needs over the API, a second team as a stranger, and plans at will.
#pragma once

#include "http/api_world.h"
#include "http/routes_access.h"
#include "http/routes_audit.h"
#include "http/routes_billing.h"
#include "http/routes_invoices.h"
#include "http/routes_keys.h"
#include "http/routes_members.h"
#include "http/routes_membership.h"
#include "http/routes_roles.h"
#include "http/routes_settings.h"
#include "http/routes_teams.h"
#include "service/billing/bill_team.h"
#include "store/team.h"

namespace rolecall::testing {

[[nodiscard]] inline std::vector<http::Route> administration_routes() {
  std::vector<http::Route> all;
  for (auto group :
       {http::team_routes(), http::member_routes(), http::membership_routes(), http::access_routes(), http::audit_routes(),
        http::role_routes(), http::api_key_routes(), http::settings_routes(), http::billing_routes(), http::invoice_routes()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

class AdministrationTest : public ApiTest {
 protected:
  explicit AdministrationTest(std::vector<http::Route> routes = administration_routes()) : ApiTest(std::move(routes)) {}

  [[nodiscard]] std::string path(const std::string& rest = "") const { return "/api/v1/teams/" + team().value + rest; }

  /// Changes the team beside all rules, as the system.
  template <class Change>
  void force_team(Change change) {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      auto changed = store::find_team(tx, team()).value();
      change(changed, tx.now());
      const auto permit = store::permit_system(tx, team(), store::SystemReason::demo_data);
      const auto recorded = store::record(tx, permit, "system.test", {"team", team().value}, nullptr, nullptr);
      store::save_team(tx, permit, recorded, changed);
      return Done{};
    });
    EXPECT_TRUE(done);
  }
  void put_on_plan(const std::string& plan) {
    force_team([&](store::Team& changed, Instant) { changed.plan = plan; });
  }

  /// The newest invoice, made now over all that is not yet on one.
  InvoiceId invoiced(const TeamId& id) {
    const auto billed = world().write([&](store::Transaction& tx) {
      store::execute(tx, "UPDATE invoicing SET due_at = 0 WHERE team_id = $1", id);
      return service::bill_team(tx, world().environment(), id);
    });
    EXPECT_TRUE(billed);
    return world().look([&](store::Transaction& tx) { return store::list_invoices(tx, id, 1'000'000, 1).at(0).id; });
  }

  /// Somebody with a team of his own, which knows nothing of ours.
  struct Stranger {
    Person person;
    TeamId team;
  };
  [[nodiscard]] Stranger stranger() {
    Stranger made{world().signed_in("Mallory", "mallory@elsewhere.example"), {}};
    const auto created = world().write([&](store::Transaction& tx) {
      return service::create_team(tx, world().environment(), made.person.credential, "Elsewhere");
    });
    made.team = created.value().team.id;
    return made;
  }

  /// A key of this person with these roles (a JSON array), and a client that uses it.
  [[nodiscard]] std::string key_of(const Person& person, const std::string& roles) {
    const auto reply =
        as(person).post(path("/api-keys"), R"({"name":"Export","expires_at":"2026-06-01T00:00:00Z","roles":)" + roles + "}");
    EXPECT_EQ(reply.status, 201) << reply.body;
    return text_of(reply, {"key"});
  }
  [[nodiscard]] ApiClient with_key(const std::string& key) const { return nobody().with("authorization", "Bearer " + key); }

  [[nodiscard]] std::int64_t audit_rows() { return count("SELECT count(*) FROM audit_event WHERE chain = $1"); }
};

}  // namespace rolecall::testing
