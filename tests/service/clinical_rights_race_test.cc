// A right ends in one request while another one uses it: whoever comes second sees what the first one did, and nothing is served
// or written behind the end.
#include <functional>
#include <thread>

#include "service/delegations/delegate.h"
#include "service/emergency/open_emergency.h"
#include "service/emergency/review_emergency.h"
#include "service/shares/share_session.h"
#include "support/rounds.h"
#include "support/text_world.h"

namespace rolecall::testing {
namespace {

class ClinicalRightsRace : public TextTest {
 protected:
  /// Each answers its rule, or `permitted`.
  using Step = std::function<std::string()>;
  struct Race {
    Step give;
    Step use;
    std::string used_action;
    Step end;
    std::string ended_action;
  };

  void SetUp() override {
    TextTest::SetUp();
    world().environment().settings.throttling = service::Throttling::lifted;
    set([](store::TeamSettings& settings) {
      settings.session_view_enabled = true;
      settings.emergency_access = true;
    });
    cara_ = join("Cara", "cara@clinic.example", {"clinician"});
    dora_ = join("Dora", "dora@clinic.example", {"clinician", "assistant"});
    session_ = session_of(cara_);
    note_ = made(cara_, Kind::note, session_);
  }

  void run(const Race& race) {
    for (int round = 0; round < rounds(); ++round) {
      ASSERT_EQ(race.give(), "permitted");
      std::string ended;
      std::thread other([&] { ended = race.end(); });
      const std::string used = race.use();
      other.join();
      EXPECT_EQ(ended, "permitted");
      EXPECT_LT(last_permitted(race.used_action), last_permitted(race.ended_action)) << "used behind the end";
      const std::string afterwards = race.use();
      EXPECT_NE(afterwards, "permitted");
      EXPECT_TRUE(used == "permitted" || used == afterwards) << used;
    }
  }

  Step saves_note(const Person& by) {
    return [this, &by] { return rule_of(save(by, note_, "Seen.")); };
  }
  /// By a login that has not opened it yet, so that the opening is recorded.
  Step opens_session(const Person& by) {
    return [this, &by] { return rule_of(open(world().signed_in_again(by), session_)); };
  }
  Step restricts(service::Restriction restriction) {
    return [this, restriction] {
      return rule_of(write([&](auto& tx, const auto& environment) {
        return service::restrict_session(tx, environment, cara_.credential, team(), session_, restriction);
      }));
    };
  }

  Colleague cara_;
  Colleague dora_;
  SessionId session_;
  service::TextPlace note_;

 private:
  /// The place in the chain of the last such row that is no refusal; 0 when there is none.
  std::int64_t last_permitted(const std::string& action) {
    std::int64_t last = 0;
    for (const auto& row : audited(action)) {
      if (row.outcome == audit::Outcome::permit) last = row.seq;
    }
    return last;
  }
};

TEST_P(ClinicalRightsRace, a_note_is_not_saved_behind_the_end_of_a_share) {
  const Step shares = [&] {
    return rule_of(write([&](auto& tx, const auto& environment) {
      return service::share_session(tx, environment, cara_.credential,
                                    {team(), session_, dora_.member, policy::ShareLevel::edit, {}});
    }));
  };
  const Step unshares = [&] {
    return rule_of(write([&](auto& tx, const auto& environment) {
      return service::unshare_session(tx, environment, cara_.credential, team(), session_, dora_.member);
    }));
  };
  run({shares, saves_note(dora_), "note.update", unshares, "session.unshare"});
}

TEST_P(ClinicalRightsRace, a_note_is_not_saved_behind_the_end_of_a_delegation) {
  DelegationId delegation;
  const Step delegates = [&] {
    const auto made = write([&](auto& tx, const auto& environment) {
      return service::delegate_sessions(tx, environment, cara_.credential, {team(), dora_.member, tx.now(), tx.now() + days(1)});
    });
    if (made) delegation = made->delegation.id;
    return rule_of(made);
  };
  const Step ends = [&] {
    return rule_of(write([&](auto& tx, const auto& environment) {
      return service::end_delegation(tx, environment, cara_.credential, team(), delegation);
    }));
  };
  run({delegates, saves_note(dora_), "note.update", ends, "delegation.manage"});
}

TEST_P(ClinicalRightsRace, a_session_is_not_opened_behind_its_restriction) {
  run({restricts(service::Restriction::none), opens_session(owner()), "session.open", restricts(service::Restriction::restricted),
       "session.restrict"});
}

TEST_P(ClinicalRightsRace, a_session_is_not_opened_behind_a_review_that_ends_the_access) {
  EmergencyId access;
  const Step breaks_glass = [&] {
    const auto opened = write([&](auto& tx, const auto& environment) {
      return service::open_emergency(tx, environment, dora_.credential, {team(), "MRN 4711", "1980-02-29", "unconscious"});
    });
    if (opened) access = opened->id.value();
    return rule_of(opened);
  };
  const Step reviews = [&] {
    return rule_of(write([&](auto& tx, const auto& environment) {
      return service::review_emergency(tx, environment, owner().credential, {team(), access, "not_justified", ""});
    }));
  };
  run({breaks_glass, opens_session(dora_), "session.open", reviews, "emergency.end"});
}

ROLECALL_ON_BOTH_STORES(ClinicalRightsRace);

}  // namespace
}  // namespace rolecall::testing
