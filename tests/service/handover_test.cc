// Handing over: who leaves, leaves no session and no personal template without somebody; who may give one session away.
#include <algorithm>

#include "service/accounts/delete_account.h"
#include "service/membership/remove_member.h"
#include "service/membership/suspend_member.h"
#include "service/sessions/reassign_session.h"
#include "support/clinical_world.h"

namespace rolecall::testing {
namespace {

class Handover : public ClinicalTest {
 protected:
  Result<service::Receipt> remove(const MemberId& member, std::optional<MemberId> heir = {}) {
    return write([&](auto& tx, const auto& environment) {
      return service::remove_member(tx, environment, owner().credential, {team(), member, heir});
    });
  }
  Result<service::Receipt> leave(const Person& by, std::optional<MemberId> heir = {}) {
    return write(
        [&](auto& tx, const auto& environment) { return service::leave_team(tx, environment, by.credential, team(), heir); });
  }
  Result<Done> reassign(const Person& by, const SessionId& session, const MemberId& to) {
    return write([&](auto& tx, const auto& environment) {
      return service::reassign_session(tx, environment, by.credential, {team(), session, to});
    });
  }
  void suspend(const MemberId& member) {
    const auto done = write([&](auto& tx, const auto& environment) {
      return service::suspend_member(tx, environment, owner().credential, {team(), member, std::nullopt});
    });
    ASSERT_TRUE(done) << rule_of(done);
  }
  /// A personal template, beside all rules; `copied_from` a team template that need not exist.
  TemplateId template_of(const Colleague& author, const std::optional<std::string>& copied_from = {}) {
    const auto id = TemplateId::make(world().clock().now());
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx,
                     "INSERT INTO template(id, team_id, author_id, visibility, kind, name, name_key, version, copied_from, "
                     "created_at, updated_at) VALUES ($1, $2, $3, 'personal', 'note', 'Mine', 'mine', 1, $4, $5, $5)",
                     id, team(), author.member, copied_from, tx.now());
      return Done{};
    });
    EXPECT_TRUE(done);
    return id;
  }
  std::vector<std::string> mailed() {
    std::vector<std::string> addresses;
    for (const auto& mail : world().take_mails()) addresses.push_back(mail.address);
    std::ranges::sort(addresses);
    return addresses;
  }
  /// Clinicians of the session by its history, oldest first.
  std::vector<std::string> clinicians_of(const SessionId& session) {
    return world().look([&](store::Transaction& tx) {
      std::vector<std::string> ids;
      for (auto rows = store::query(tx,
                                    "SELECT clinician_id FROM session_history WHERE session_id = $1 "
                                    "ORDER BY valid_from, coalesce(valid_to, 9999999999999)",
                                    session);
           rows.next();) {
        ids.push_back(rows.text(0));
      }
      return ids;
    });
  }
};

TEST_P(Handover, without_an_heir_is_refused_with_what_there_is_and_nothing_ends) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  session_of(cara);
  session_of(cara);
  template_of(cara);
  for (const auto& refused : {remove(cara.member), leave(cara)}) {
    ASSERT_EQ(rule_of(refused), "handover_needed");
    EXPECT_EQ(refused.error().code, Code::conflict);
    EXPECT_EQ(refused.error().fields.at(0).detail, "2");
    EXPECT_EQ(refused.error().fields.at(1).detail, "1");
  }
  EXPECT_EQ(stored(cara.member).status, MemberState::active);
}

TEST_P(Handover, is_asked_for_personal_templates_alone_and_for_nothing_else) {
  const auto tara = join("Tara", "tara@clinic.example", {"template_manager"});
  const auto anna = join("Anna", "anna@clinic.example", {"assistant"});
  template_of(tara);
  EXPECT_EQ(rule_of(leave(tara)), "handover_needed");
  const auto receipt = leave(anna);
  ASSERT_TRUE(receipt) << rule_of(receipt);
  EXPECT_TRUE(receipt->handed_over.sessions.empty());
}

TEST_P(Handover, moves_everything_to_the_heir_with_a_receipt_and_leaves_no_orphan) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  std::vector<SessionId> sessions{session_of(cara), session_of(cara, "Charles Babbage")};
  const auto shut = sessions.front();
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::restrict_session(tx, environment, cara.credential, team(), shut, service::Restriction::restricted);
  }));
  const auto theirs = session_of(dora);
  const auto mine = template_of(cara);
  static_cast<void>(world().take_mails());
  world().advance(minutes(1));
  const auto receipt = remove(cara.member, dora.member);
  ASSERT_TRUE(receipt) << rule_of(receipt);
  std::ranges::sort(sessions);
  EXPECT_EQ(receipt->handed_over.to, dora.member);
  EXPECT_EQ(receipt->handed_over.sessions, sessions);
  EXPECT_EQ(receipt->handed_over.templates, std::vector{mine});
  EXPECT_EQ(receipt->handed_over.orphans, 0);
  EXPECT_EQ(count("SELECT count(*) FROM session s JOIN member m ON m.id = s.clinician_id WHERE s.team_id = $1 AND m.status <> 1"),
            0);
  const auto opened = open(dora, shut);
  ASSERT_TRUE(opened) << rule_of(opened);
  EXPECT_EQ(opened->content.patient.name, "Ada Byron") << "the seal holds after the move";
  EXPECT_TRUE(opened->session.restricted);
  EXPECT_EQ(clinicians_of(shut).back(), dora.member.value);
  EXPECT_EQ(clinicians_of(shut).front(), cara.member.value);
  EXPECT_EQ(clinicians_of(theirs).size(), 1U);
  EXPECT_EQ(count("SELECT count(*) FROM session_history WHERE team_id = $1 AND valid_to IS NULL"), 3);
  ASSERT_EQ(audited("session.reassign").size(), 1U);
  const auto row = audit::encode_row(audited("session.reassign").front());
  for (const auto& session : sessions) EXPECT_NE(row.find(session.value), std::string::npos);
  EXPECT_NE(audit::encode_row(audited("template.personal.manage").front()).find(mine.value), std::string::npos);
  EXPECT_EQ(mailed(), (std::vector<std::string>{cara.address, dora.address, owner().address})) << "removed, heir, owner";
}

TEST_P(Handover, of_more_than_one_row_holds_moves_all_of_it) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  for (int i = 0; i < 201; ++i) session_of(cara);
  const auto receipt = leave(cara, dora.member);
  ASSERT_TRUE(receipt) << rule_of(receipt);
  EXPECT_EQ(receipt->handed_over.sessions.size(), 201U);
  EXPECT_EQ(receipt->handed_over.orphans, 0);
  EXPECT_EQ(audited("session.reassign").size(), 2U);
}

TEST_P(Handover, of_a_copy_that_the_heir_has_too_keeps_both) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  template_of(cara, "tpl_team");
  template_of(dora, "tpl_team");
  ASSERT_TRUE(leave(cara, dora.member));
  EXPECT_EQ(count("SELECT count(*) FROM template t JOIN member m ON m.id = t.author_id WHERE t.team_id = $1 AND m.name = 'Dora'"),
            2);
}

TEST_P(Handover, never_goes_to_who_acts_or_who_may_hold_no_session_and_an_error_moves_nothing) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto anna = join("Anna", "anna@clinic.example", {"assistant"});
  const auto session = session_of(cara);
  for (const MemberId& wrong : {owner().member, cara.member, anna.member}) {
    const auto refused = remove(cara.member, wrong);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.front().pointer, "/handover_to");
  }
  EXPECT_EQ(rule_of(open(cara, session)), "permitted");
}

TEST_P(Handover, is_asked_before_an_account_is_deleted) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  session_of(cara);
  const auto end = [&] {
    return write([&](auto& tx, const auto& environment) {
      return service::delete_account(tx, environment, cara.credential, {"192.0.2.10", "Test browser"},
                                     {test_password, std::nullopt}, {true, test_password_hash(), ""});
    });
  };
  EXPECT_EQ(rule_of(end()), "handover_needed");
  EXPECT_EQ(stored(cara.member).status, MemberState::active);
}

TEST_P(Handover, of_one_session_needs_a_clinician_who_is_suspended_and_tells_all_three) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  const auto stays = session_of(cara);
  EXPECT_EQ(rule_of(reassign(owner(), session, dora.member)), "clinician_active");
  suspend(cara.member);
  static_cast<void>(world().take_mails());
  ASSERT_TRUE(reassign(owner(), session, dora.member));
  EXPECT_EQ(mailed(), (std::vector<std::string>{cara.address, dora.address, owner().address}));
  EXPECT_EQ(rule_of(open(dora, session)), "permitted");
  EXPECT_NE(rule_of(open(dora, stays)), "permitted") << "only the one that was asked for";
  EXPECT_EQ(clinicians_of(session).size(), 2U);
  EXPECT_EQ(audited("session.reassign").size(), 1U);
}

TEST_P(Handover, of_ones_own_session_is_its_consent_and_nobody_gives_it_for_another) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician", "administrator"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  EXPECT_EQ(rule_of(reassign(owner(), session, dora.member)), "clinician_active") << "not even the owner";
  EXPECT_EQ(rule_of(reassign(cara, session, dora.member)), "permitted");
  EXPECT_EQ(rule_of(open(dora, session)), "permitted");
}

TEST_P(Handover, of_one_session_is_never_to_oneself_and_needs_the_right) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto anna = join("Anna", "anna@clinic.example", {"assistant"});
  const auto session = session_of(cara);
  EXPECT_EQ(rule_of(reassign(cara, session, dora.member)), "no_grant");
  suspend(cara.member);
  EXPECT_EQ(rule_of(reassign(owner(), session, owner().member)), "reassign_to_self");
  EXPECT_EQ(rule_of(reassign(owner(), session, anna.member)), "invalid");
  EXPECT_EQ(rule_of(reassign(owner(), session, cara.member)), "invalid");
  EXPECT_EQ(rule_of(reassign(owner(), SessionId{"ses_x"}, dora.member)), "not_found");
}

TEST_P(Handover, of_an_own_session_is_its_clinicians_own_consent) {
  const auto both = join("Bo", "bo@clinic.example", {"administrator", "clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto session = session_of(both);
  EXPECT_EQ(rule_of(reassign(owner(), session, dora.member)), "clinician_active");
  ASSERT_TRUE(reassign(both, session, dora.member));
  EXPECT_EQ(rule_of(open(dora, session)), "permitted");
  EXPECT_NE(rule_of(open(both, session)), "permitted");
}

ROLECALL_ON_BOTH_STORES(Handover);

}  // namespace
}  // namespace rolecall::testing
