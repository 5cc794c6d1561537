// Searching sessions: every way by which a session is reached is searched, and no other.
#include <gmock/gmock.h>

#include "service/delegations/delegate.h"
#include "service/emergency/open_emergency.h"
#include "service/membership/remove_member.h"
#include "service/sessions/reassign_session.h"
#include "service/shares/share_session.h"
#include "support/clinical_world.h"

namespace rolecall::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class SessionSearch : public ClinicalTest {
 protected:
  void SetUp() override {
    ClinicalTest::SetUp();
    cara_ = join("Cara", "cara@clinic.example", {"administrator", "clinician"});
    dora_ = join("Dora", "dora@clinic.example", {"clinician"});
    anna_ = join("Anna", "anna@clinic.example", {"assistant"});
  }
  [[nodiscard]] std::vector<SessionId> found(const Person& by, const std::string& words) { return listed(by, "all", words); }
  void share(const SessionId& session, const Colleague& by, const Colleague& with) {
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::share_session(tx, environment, by.credential, {team(), session, with.member});
    }));
  }
  void shut(const SessionId& session, const Colleague& by) {
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::restrict_session(tx, environment, by.credential, team(), session, service::Restriction::restricted);
    }));
  }

  Colleague cara_, dora_, anna_;
};

TEST_P(SessionSearch, finds_ones_own_and_what_is_shared_and_delegated_but_nothing_else) {
  const auto own = session_of(cara_, "Mara Byron");
  const auto shared = session_of(dora_, "Mara Keats");
  const auto others = session_of(dora_, "Mara Shelley");
  share(shared, dora_, cara_);
  EXPECT_THAT(found(cara_, "mara"), UnorderedElementsAre(own, shared));
  EXPECT_THAT(found(anna_, "mara"), IsEmpty());
  const auto now = world().clock().now();
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::delegate_sessions(tx, environment, dora_.credential, {team(), anna_.member, now, now + days(1)});
  }));
  EXPECT_THAT(found(anna_, "mara"), UnorderedElementsAre(shared, others));
}

TEST_P(SessionSearch, needs_every_word_whichever_is_the_rarest) {
  const auto both = session_of(cara_, "Mara Zywicki");
  const auto common = session_of(cara_, "Mara Keats");
  const auto rare = session_of(cara_, "Tom Zywicki");
  EXPECT_THAT(found(cara_, "mara zyw"), ElementsAre(both));
  EXPECT_THAT(found(cara_, "zyw mara"), ElementsAre(both));
  EXPECT_THAT(found(cara_, "mar"), UnorderedElementsAre(both, common));
  EXPECT_THAT(found(cara_, "zywicki"), UnorderedElementsAre(both, rare));
  EXPECT_THAT(found(cara_, "mara tom"), IsEmpty());
}

TEST_P(SessionSearch, asks_for_five_words_and_refuses_more_than_it_asks_for) {
  const auto own = session_of(cara_, "Maria del Carmen de la Cruz");
  session_of(cara_, "Maria del Carmen de Soto");
  EXPECT_THAT(found(cara_, "maria del carmen de cruz"), ElementsAre(own));
  const auto refused = list(cara_, {.query = "maria del carmen de la cruz", .after = {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::invalid);
  EXPECT_EQ(refused.error().fields.at(0).pointer, "/query");
}

TEST_P(SessionSearch, by_an_identifier_needs_the_whole_of_it_however_it_is_spaced) {
  std::vector<SessionId> newest_first;
  for (int i = 0; i < 3; ++i) {
    newest_first.insert(newest_first.begin(), session_of(cara_, "Mara Byron"));
    world().advance(seconds(1));
  }
  for (const auto* typed : {"MRN 4711", "mrn4711", "MRN 47 11", "M R N 4 7 1 1", "mara mrn4711"}) {
    EXPECT_EQ(found(cara_, typed), newest_first) << typed;
    EXPECT_EQ(listed(cara_, "me", typed, 1), newest_first) << typed << ", page by page";
  }
  for (const auto* typed : {"4711", "MRN", "mara 4711", "4711 MRN"}) EXPECT_THAT(found(cara_, typed), IsEmpty()) << typed;
}

TEST_P(SessionSearch, by_session_view_leaves_restricted_sessions_out_unless_they_are_shared_or_own) {
  switch_session_view_on();
  const auto open = session_of(cara_, "Mara Byron");
  const auto hidden = session_of(cara_, "Mara Keats");
  const auto shared = session_of(cara_, "Mara Shelley");
  const auto own = session_of(owner(), "Mara Clare");
  shut(hidden, cara_);
  shut(shared, cara_);
  shut(own, owner());
  share(shared, cara_, owner());
  EXPECT_THAT(found(owner(), "mara"), UnorderedElementsAre(open, shared, own));
  EXPECT_THAT(listed(owner(), cara_.member.value, "mara"), UnorderedElementsAre(open, shared));
  EXPECT_THAT(listed(owner()), UnorderedElementsAre(open, shared, own));
}

TEST_P(SessionSearch, follows_sessions_to_their_new_clinician) {
  const auto reassigned = session_of(cara_, "Mara Byron");
  const auto handed_over = session_of(cara_, "Mara Keats");
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::reassign_session(tx, environment, cara_.credential, {team(), reassigned, dora_.member});
  }));
  EXPECT_THAT(found(cara_, "mara"), ElementsAre(handed_over));
  EXPECT_THAT(found(dora_, "mara"), ElementsAre(reassigned));
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::remove_member(tx, environment, owner().credential, {team(), cara_.member, dora_.member});
  }));
  EXPECT_THAT(found(dora_, "mara"), UnorderedElementsAre(reassigned, handed_over));
}

TEST_P(SessionSearch, finds_what_two_emergencies_have_opened_once) {
  set([](store::TeamSettings& settings) { settings.emergency_access = true; });
  const auto opened = session_of(cara_);
  const auto other = session_of(cara_, "Ada Keats");
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::open_emergency(tx, environment, dora_.credential, {team(), "MRN 4711", "1980-02-29", "Found unconscious"});
    }));
  }
  EXPECT_THAT(found(dora_, "ada"), UnorderedElementsAre(opened, other));
  EXPECT_THAT(found(dora_, "byron"), ElementsAre(opened));
  EXPECT_THAT(listed(dora_, "all", "", 1), UnorderedElementsAre(opened, other));
}

ROLECALL_ON_BOTH_STORES(SessionSearch);

}  // namespace
}  // namespace rolecall::testing
