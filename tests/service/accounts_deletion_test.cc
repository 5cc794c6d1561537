// Export and deletion of the own account.
#include "service/accounts/delete_account.h"
#include "service/accounts/export_account.h"
#include "service/accounts/rename_account.h"
#include "support/team_world.h"

namespace rolecall {
namespace {

using testing::Person;
using testing::TeamTest;

class OwnAccount : public TeamTest {
 protected:
  Result<Done> remove_account(const Person& person) {
    return write([&](auto& tx, const auto& environment) {
      return service::delete_account(tx, environment, person.credential, {"192.0.2.10", ""},
                                     {testing::test_password, std::nullopt}, {true, testing::test_password_hash(), ""});
    });
  }
  std::int64_t values_of(const UserId& user) {
    return world().look([&](store::Transaction& tx) {
      auto rows = store::query(tx, "SELECT count(*) FROM audit_value WHERE subject = $1", user);
      rows.next();
      return rows.integer(0);
    });
  }
};

TEST_P(OwnAccount, is_not_deleted_while_it_owns_a_team) {
  const auto refused = remove_account(owner());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::conflict);
  EXPECT_EQ(refused.error().name, "owns_team");
  EXPECT_NE(refused.error().detail.find("North Clinic"), std::string::npos);
  EXPECT_EQ(stored(owner().member).status, MemberState::active);
}

TEST_P(OwnAccount, is_not_deleted_without_the_password) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto refused = write([&](auto& tx, const auto& environment) {
    return service::delete_account(tx, environment, cara.credential, {"192.0.2.10", ""}, {"wrong", std::nullopt}, {});
  });
  EXPECT_EQ(refused.error().fields.at(0).pointer, "/password");
}

TEST_P(OwnAccount, takes_its_name_along_and_leaves_the_ids_when_it_is_deleted) {
  const auto cara = join("Cara", "cara@clinic.example", {"administrator"});
  ASSERT_TRUE(add(cara, {"guest@clinic.example", {"clinician"}}));
  EXPECT_GT(values_of(cara.user), 0);
  const auto done = remove_account(cara);
  ASSERT_TRUE(done) << done.error().detail;
  const auto member = stored(cara.member);
  EXPECT_EQ(member.status, MemberState::removed);
  EXPECT_EQ(member.name, "");
  EXPECT_EQ(member.address, "");
  EXPECT_EQ(values_of(cara.user), 0);
  EXPECT_EQ(seats().quantity, 1) << "his own seat and that of the invitation he sent have ended";
  EXPECT_EQ(audited("team.leave").size(), 1U);
  EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id = $1 AND status = 0"), 0) << "his invitations have ended";
  EXPECT_TRUE(world().look([&](auto& tx) { return !store::find_account(tx, cara.user); }));
  EXPECT_TRUE(invite("cara@clinic.example", {"clinician"}).size() > 20) << "the address can be invited again";
}

TEST_P(OwnAccount, export_holds_what_is_ones_own_and_nothing_else) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  join("Bob", "bob@clinic.example", {"assistant"});
  const auto exported =
      read([&](auto& tx, const auto& environment) { return service::export_account(tx, environment, cara.credential); });
  ASSERT_TRUE(exported);
  EXPECT_EQ(exported->account.id, cara.user);
  ASSERT_EQ(exported->memberships.size(), 1U);
  EXPECT_EQ(exported->memberships[0].member.id, cara.member);
  ASSERT_FALSE(exported->audit_values.empty());
  for (const auto& value : exported->audit_values) {
    EXPECT_EQ(value.value.find("bob"), std::string::npos);
    EXPECT_EQ(value.value.find("Olga"), std::string::npos);
  }
}

TEST_P(OwnAccount, name_changes_in_every_team) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto renamed = write([&](auto& tx, const auto& environment) {
    return service::rename_account(tx, environment, cara.credential, {}, " Cara Jones ");
  });
  ASSERT_TRUE(renamed);
  EXPECT_EQ(stored(cara.member).name, "Cara Jones");
  EXPECT_EQ(audited("member.update").size(), 1U);
}

ROLECALL_ON_BOTH_STORES(OwnAccount);

}  // namespace
}  // namespace rolecall
