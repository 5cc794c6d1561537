// The outbox over the store: what is claimed, sent, tried again and given up, and what of it stays.
#include "mail/store_outbox.h"

#include "store/sql.h"
#include "support/service_world.h"

namespace rolecall {
namespace {

using mail::Failure;
using mail::StoreOutbox;
using testing::ServiceTest;

class TheOutbox : public ServiceTest {
 protected:
  void add(const std::string& address, const std::optional<MemberId>& member = std::nullopt) {
    const auto added = world().write([&](store::Transaction& tx) -> Result<Done> {
      store::add_mail(tx, sealer(), {"invitation", std::nullopt, member, address, "Subject", "text with a token", "<p>html</p>"});
      return Done{};
    });
    ASSERT_TRUE(added);
  }
  [[nodiscard]] const crypto::Sealer& sealer() { return world().environment().keys.sealer(); }
  [[nodiscard]] Instant now() { return world().clock().now(); }
  std::vector<mail::ClaimedMail> claim() { return outbox_.claim_due(10, now(), now() + minutes(10)); }
  StoreOutbox& outbox() { return outbox_; }
  [[nodiscard]] std::optional<store::MailOfMember> mail_of(const MemberId& member) {
    return world().look([&](store::Transaction& tx) { return store::newest_mail_of_member(tx, member, "invitation"); });
  }
  [[nodiscard]] std::int64_t rows_with_contents() {
    return world().look([&](store::Transaction& tx) {
      auto rows = store::query(tx, "SELECT count(*) FROM mail WHERE address IS NOT NULL OR content_sealed IS NOT NULL");
      rows.next();
      return rows.integer(0);
    });
  }

 private:
  StoreOutbox outbox_{world().store(), world().environment().keys.sealer()};
};

TEST_P(TheOutbox, gives_each_mail_once_until_its_lease_ends) {
  add("ada@clinic.example");
  const auto claimed = claim();
  ASSERT_EQ(claimed.size(), 1U);
  EXPECT_EQ(claimed[0].mail.to, "ada@clinic.example");
  EXPECT_EQ(claimed[0].mail.text, "text with a token");
  EXPECT_EQ(claimed[0].attempts, 0);
  EXPECT_TRUE(claim().empty());
  world().advance(minutes(10));
  EXPECT_EQ(claim().size(), 1U) << "a sender that crashed holds nothing for ever";
}

TEST_P(TheOutbox, holds_contents_sealed_and_erases_them_once_sent) {
  const auto member = MemberId::make(now());
  add("ada@clinic.example", member);
  const auto sealed = world().look([&](store::Transaction& tx) {
    auto rows = store::query(tx, "SELECT content_sealed FROM mail");
    rows.next();
    const auto bytes = rows.bytes(0);
    return std::string(bytes.begin(), bytes.end());
  });
  EXPECT_EQ(sealed.find("token"), std::string::npos);
  EXPECT_EQ(mail_of(member)->state, store::MailState::queued);
  outbox().mark_sent(claim().at(0).mail.id, now());
  EXPECT_EQ(rows_with_contents(), 0);
  EXPECT_EQ(mail_of(member)->state, store::MailState::sent);
  EXPECT_EQ(mail_of(member)->sent_at, now());
}

TEST_P(TheOutbox, shows_a_mail_that_failed_and_tries_it_again_until_it_is_given_up) {
  const auto member = MemberId::make(now());
  add("ada@clinic.example", member);
  const auto id = claim().at(0).mail.id;
  outbox().mark_failed(id, Failure::unreachable, now(), now() + minutes(1));
  EXPECT_EQ(mail_of(member)->state, store::MailState::failed);
  EXPECT_TRUE(claim().empty());
  world().advance(minutes(1));
  const auto again = claim();
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].attempts, 1);
  outbox().mark_failed(id, Failure::recipient_refused, now(), std::nullopt);
  world().advance(days(3));
  EXPECT_TRUE(claim().empty());
  EXPECT_EQ(mail_of(member)->state, store::MailState::failed);
  EXPECT_EQ(rows_with_contents(), 0);
}

TEST_P(TheOutbox, gives_up_a_mail_that_does_not_open_and_hides_no_other_behind_it) {
  add("ada@clinic.example");
  const auto moved = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE mail SET id = 'mai_moved'");
    return Done{};
  });
  ASSERT_TRUE(moved);
  add("bob@clinic.example");
  const auto claimed = claim();
  ASSERT_EQ(claimed.size(), 1U);
  EXPECT_EQ(claimed[0].mail.to, "bob@clinic.example");
  world().advance(days(1));
  EXPECT_EQ(claim().size(), 1U) << "only the one that opens";
}

TEST_P(TheOutbox, withdraws_what_waits_for_a_member) {
  const auto member = MemberId::make(now());
  add("ada@clinic.example", member);
  const auto withdrawn = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::withdraw_mails_of_member(tx, member, "invitation");
    return Done{};
  });
  ASSERT_TRUE(withdrawn);
  EXPECT_TRUE(claim().empty());
}

ROLECALL_ON_BOTH_STORES(TheOutbox);

}  // namespace
}  // namespace rolecall
