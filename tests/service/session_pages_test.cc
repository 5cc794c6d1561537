// Lists of sessions stay complete and ordered while rows change: between two pages somebody creates, deletes, restricts, opens,
// hands over or moves a session, and whatever was in reach all the time stands on exactly one page (TRAPS, Tenants).
#include <map>
#include <random>
#include <set>

#include "service/delegations/delegate.h"
#include "service/sessions/reassign_session.h"
#include "service/shares/share_session.h"
#include "support/clinical_world.h"

namespace rolecall::testing {
namespace {

/// Who looks at which list.
struct Look {
  std::string name;
  Person who;
  std::string clinician = "all";
  std::string query = "";
};

class SessionPages : public ClinicalTest {
 protected:
  void SetUp() override {
    ClinicalTest::SetUp();
    switch_session_view_on();
    cara_ = join("Cara", "cara@clinic.example", {"administrator", "clinician"});
    dora_ = join("Dora", "dora@clinic.example", {"administrator", "clinician"});
    anna_ = join("Anna", "anna@clinic.example", {"assistant"});
    for (int i = 0; i < 40; ++i) add();
    const auto now = world().clock().now();
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::delegate_sessions(tx, environment, cara_.credential, {team(), anna_.member, now, now + days(1)});
    }));
  }

  /// Every list that is built in another way: merged walks of own, delegated, shared and viewed sessions, of one clinician, a
  /// search.
  [[nodiscard]] std::vector<Look> looks() const {
    return {{"everything by Session View", owner(), "all"},
            {"own sessions and those of colleagues", cara_, "all"},
            {"own sessions", dora_, "me"},
            {"one clinician's", owner(), cara_.member.value},
            {"delegated and shared ones", anna_, "all"},
            {"a search", owner(), "all", "ada"}};
  }

  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

  /// Few instants, so that many sessions stand at the same one.
  Instant some_start() { return world().clock().now() - hours(static_cast<std::int64_t>(below(12))); }

  SessionId add() {
    const Colleague& by = below(2) == 0 ? cara_ : dora_;
    const auto made = create(
        by, {.team = team(), .content = {{below(3) == 0 ? "Bea Byrne" : "Ada Byron", "", ""}, ""}, .started_at = some_start()});
    const auto id = made.value().session.id;
    clinicians_[id] = by.member;
    if (by.member == dora_.member && below(2) == 0) share_with_anna(id);
    return id;
  }
  void share_with_anna(const SessionId& session) {
    EXPECT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::share_session(tx, environment, dora_.credential,
                                    {team(), session, anna_.member, policy::ShareLevel::view, std::nullopt});
    }));
  }

  const Colleague& clinician_of(const SessionId& session) const {
    return clinicians_.at(session) == cara_.member ? cara_ : dora_;
  }

  void remove(const SessionId& session) {
    EXPECT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::delete_session(tx, environment, clinician_of(session).credential, team(), session);
    }));
    clinicians_.erase(session);
  }
  void restrict(const SessionId& session, service::Restriction restriction) {
    EXPECT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::restrict_session(tx, environment, clinician_of(session).credential, team(), session, restriction);
    }));
  }
  void hand_over(const SessionId& session) {
    const Colleague& from = clinician_of(session);
    const Colleague& to = from.member == cara_.member ? dora_ : cara_;
    EXPECT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::reassign_session(tx, environment, from.credential, {team(), session, to.member});
    }));
    clinicians_[session] = to.member;
  }
  void move(const SessionId& session) {
    EXPECT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::update_session(tx, environment, clinician_of(session).credential,
                                     {.team = team(), .session = session, .started_at = some_start()});
    }));
    moved_.insert(session);
  }

  /// One change of one session, which it gives.
  SessionId change_something() {
    if (clinicians_.size() < 20 || below(6) == 0) return add();
    const auto chosen = std::next(clinicians_.begin(), static_cast<std::ptrdiff_t>(below(clinicians_.size())))->first;
    switch (below(5)) {
      case 0:
        remove(chosen);
        break;
      case 1:
        hand_over(chosen);
        break;
      case 2:
        restrict(chosen, service::Restriction::restricted);
        break;
      case 3:
        restrict(chosen, service::Restriction::none);
        break;
      default:
        move(chosen);
    }
    return chosen;
  }

  /// Pages through the list, and changes something between any two pages.
  void page_through(const Look& look) {
    SCOPED_TRACE(look.name);
    moved_.clear();
    const auto all = listed(look.who, look.clinician, look.query);
    std::set<SessionId> steady(all.begin(), all.end());
    std::vector<store::SessionPosition> served;
    service::ListSessions request{.clinician = look.clinician, .query = look.query, .after = {}};
    while (true) {
      request.limit = 1 + static_cast<int>(below(6));
      const auto page = list(look.who, request);
      ASSERT_TRUE(page) << rule_of(page);
      for (const auto& item : page->items) served.push_back({item.session.started_at, item.session.id});
      if (!page->next) break;
      request.after = page->next;
      steady.erase(change_something_and_look(look));
    }
    check(served, steady);
  }
  /// What was changed, when it is out of this list now or has another place in it; else nothing.
  SessionId change_something_and_look(const Look& look) {
    const auto changed = change_something();
    const auto now = listed(look.who, look.clinician, look.query, 200);
    const bool is_steady = std::ranges::find(now, changed) != now.end() && !moved_.contains(changed);
    return is_steady ? SessionId{} : changed;
  }
  void check(const std::vector<store::SessionPosition>& served, const std::set<SessionId>& steady) {
    std::map<SessionId, int> times;
    for (std::size_t i = 0; i < served.size(); ++i) {
      ++times[served[i].id];
      if (i == 0) continue;
      const bool is_ordered = std::tie(served[i].started_at, served[i].id) < std::tie(served[i - 1].started_at, served[i - 1].id);
      EXPECT_TRUE(is_ordered) << served[i].id.value << " stands behind " << served[i - 1].id.value;
    }
    for (const auto& session : steady) EXPECT_EQ(times[session], 1) << session.value << " was in reach all the time";
    for (const auto& [session, count] : times) {
      if (moved_.contains(session)) continue;
      EXPECT_LE(count, 1) << session.value << " stands on two pages";
    }
  }

  Colleague cara_;
  Colleague dora_;
  Colleague anna_;

 private:
  std::mt19937_64 random_{3};
  std::map<SessionId, MemberId> clinicians_;
  std::set<SessionId> moved_;
};

TEST_P(SessionPages, hold_every_session_once_that_is_in_reach_while_others_come_go_and_change) {
  for (int round = 0; round < 5; ++round) {
    for (const Look& look : looks()) page_through(look);
  }
}

ROLECALL_ON_BOTH_STORES(SessionPages);

}  // namespace
}  // namespace rolecall::testing
