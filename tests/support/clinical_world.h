// A clinic with sessions, for tests of what the roles are for. Facts that another use case makes may be forced beside all rules.
#pragma once

#include <string>
#include <vector>

#include "service/sessions/create_session.h"
#include "service/sessions/read_session.h"
#include "service/sessions/update_session.h"
#include "support/team_world.h"

namespace rolecall::testing {

class ClinicalTest : public TeamTest {
 protected:
  Result<service::ShownSession> create(const Person& by, const std::string& patient = "Ada Byron") {
    return create(by, service::CreateSession{.team = team(), .content = {{patient, "1980-02-29", "MRN 4711"}, "Follow-up"}});
  }
  Result<service::ShownSession> create(const Person& by, const service::CreateSession& request) {
    return write(
        [&](auto& tx, const auto& environment) { return service::create_session(tx, environment, by.credential, request); });
  }
  /// A session that must come into being.
  SessionId session_of(const Person& by, const std::string& patient = "Ada Byron") {
    const auto made = create(by, patient);
    EXPECT_TRUE(made) << rule_of(made);
    return made->session.id;
  }
  Result<service::ShownSession> open(const Person& by, const SessionId& session) {
    return read([&](auto& tx, const auto& environment) {
      return service::read_session(tx, environment, by.credential, team(), session);
    });
  }
  Result<service::SessionPage> list(const Person& by, service::ListSessions request) {
    request.team = team();
    return read(
        [&](auto& tx, const auto& environment) { return service::list_sessions(tx, environment, by.credential, request); });
  }
  /// The ids of all pages.
  std::vector<SessionId> listed(const Person& by, const std::string& clinician = "all", const std::string& search = "",
                                int page_size = 50) {
    std::vector<SessionId> ids;
    service::ListSessions request{.clinician = clinician, .query = search, .after = {}, .limit = page_size};
    while (true) {
      const auto page = list(by, request);
      EXPECT_TRUE(page) << rule_of(page);
      if (!page) return ids;
      for (const auto& item : page->items) ids.push_back(item.session.id);
      if (!page->next) return ids;
      request.after = page->next;
    }
  }

  /// The team's settings, beside all rules; together with a plan that has every feature.
  template <class Change>
  void set(Change change) {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      auto found = store::find_team(tx, team()).value();
      found.plan = "enterprise";
      change(found.settings);
      const auto permit = store::permit_system(tx, team(), store::SystemReason::demo_data);
      const auto recorded = store::record(tx, permit, "system.test", {"team", team().value}, nullptr, nullptr);
      store::save_team(tx, permit, recorded, found);
      return Done{};
    });
    EXPECT_TRUE(done);
  }
  void switch_session_view_on() {
    set([](store::TeamSettings& settings) { settings.session_view_enabled = true; });
  }

  template <class T>
  static std::string rule_of(const Result<T>& result) {
    if (result) return "permitted";
    return result.error().refusal ? result.error().refusal->rule : result.error().name;
  }
};

}  // namespace rolecall::testing
