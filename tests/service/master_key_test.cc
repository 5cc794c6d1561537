// The rotation of the master key: whatever stood under the old one stands under the new one alone.
#include "base/crypto/master_key.h"

#include <fstream>

#include "service/accounts/second_factor.h"
#include "service/master_key/reseal.h"
#include "store/accounts.h"
#include "store/outbox.h"
#include "support/clinical_world.h"

namespace rolecall::testing {
namespace {

class MasterKey : public ClinicalTest {
 protected:
  void SetUp() override {
    use(crypto::MissingKeys::create);
    ClinicalTest::SetUp();
    session_ = session_of(owner());
    write([&](auto& tx, const auto& environment) -> Result<Done> {
      auto account = store::find_account(tx, owner().user).value();
      account.totp_sealed = service::seal_totp(environment, account.id, service::TotpPlace::confirmed, "a secret");
      store::AccountEvent event;
      event.action = "account.mfa_enabled";
      event.actor = store::system_actor();
      event.resource = {"user", account.id.value};
      store::save_account(tx, store::record_account(tx, event), account);
      store::set_pending_totp(tx, account.id,
                              service::seal_totp(environment, account.id, service::TotpPlace::pending, "another"));
      return Done{};
    }).value();
    invite("new@clinic.example", {"clinician"});
    EXPECT_TRUE(add(owner(), {"waiting@clinic.example", {"clinician"}}));
  }

  /// The environment gets the keys as they lie in the folder now.
  void use(crypto::MissingKeys missing = crypto::MissingKeys::refuse) {
    world().environment().keys = crypto::KeyRing::open(keys(), missing).value();
  }
  service::Resealed rotate() {
    EXPECT_TRUE(crypto::add_master_key(keys()));
    use();
    return write(
               [](auto& tx, const auto& environment) { return Result<service::Resealed>(service::reseal_all(tx, environment)); })
        .value();
  }
  /// Takes the versions out of the key file that are not this one.
  void keep_only(const std::string& version) {
    std::string kept;
    std::ifstream file(keys() / "rolecall.keys");
    for (std::string line; std::getline(file, line);) {
      if (!line.starts_with("master ") || line.starts_with("master " + version + " ")) kept += line + "\n";
    }
    std::ofstream(keys() / "rolecall.keys") << kept;
    use();
  }
  std::optional<crypto::Bytes> totp_secret(service::TotpPlace place) {
    return world().look([&](store::Transaction& tx) {
      const auto sealed = place == service::TotpPlace::confirmed ? store::find_account(tx, owner().user)->totp_sealed
                                                                 : store::find_pending_totp(tx, owner().user);
      return service::open_totp(world().environment(), owner().user, place, sealed);
    });
  }
  [[nodiscard]] const SessionId& session() const { return session_; }
  [[nodiscard]] std::filesystem::path keys() const { return folder_.path() / "keys"; }

 private:
  TempFolder folder_;
  SessionId session_;
};

TEST_P(MasterKey, that_is_new_alone_opens_content_second_factors_and_mails_after_its_rotation) {
  const auto resealed = rotate();
  EXPECT_EQ(resealed.team_keys, 1);
  EXPECT_EQ(resealed.second_factors, 2);
  EXPECT_EQ(resealed.mails, 1);
  keep_only("2");
  const auto opened = open(owner(), session());
  ASSERT_TRUE(opened) << rule_of(opened);
  EXPECT_EQ(opened->content.patient.name, "Ada Byron");
  EXPECT_EQ(totp_secret(service::TotpPlace::confirmed), "a secret");
  EXPECT_EQ(totp_secret(service::TotpPlace::pending), "another");
  EXPECT_NE(token_for("waiting@clinic.example"), "");
}

TEST_P(MasterKey, that_was_made_without_sealing_anything_again_leaves_everything_readable) {
  ASSERT_TRUE(crypto::add_master_key(keys()));  // and killed here
  use();
  EXPECT_TRUE(open(owner(), session()));
  EXPECT_EQ(totp_secret(service::TotpPlace::confirmed), "a secret");
  EXPECT_EQ(rotate().team_keys, 1) << "run again";
  keep_only("3");
  EXPECT_TRUE(open(owner(), session()));
}

TEST_P(MasterKey, that_is_rotated_leaves_a_row_in_the_installations_audit) {
  rotate();
  EXPECT_EQ(count("SELECT count(*) FROM audit_event WHERE chain = 'installation' AND action = 'system.rotate_master_key' "
                  "AND $1 <> ''"),
            1);
}

ROLECALL_ON_BOTH_STORES(MasterKey);

}  // namespace
}  // namespace rolecall::testing
