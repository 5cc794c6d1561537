// Invitations from the mail to the membership. Most names are sentences of TRAPS.md, Invitations.
#include "service/accounts/register_account.h"
#include "service/accounts/verify_account.h"
#include "service/members/decline_invitation.h"
#include "service/members/expire_invitations.h"
#include "service/members/look_at_invitation.h"
#include "service/members/pending_invitation.h"
#include "service/quotes.h"
#include "support/team_world.h"

namespace rolecall {
namespace {

using policy::Role;
using policy::RoleSet;
using testing::TeamTest;

class InvitationTest : public TeamTest {
 protected:
  Result<service::InvitationShown> look(const std::string& token, const store::Credential& credential = {}) {
    return read(
        [&](auto& tx, const auto& environment) { return service::look_at_invitation(tx, environment, credential, token); });
  }
  Result<Done> decline(const std::string& token, std::optional<std::string> reason = std::nullopt,
                       const store::Credential& credential = {}) {
    return write([&](auto& tx, const auto& environment) {
      return service::decline_invitation(tx, environment, credential, {token, reason});
    });
  }
  Result<service::MemberView> resend(const testing::Person& by, const MemberId& member) {
    return write([&](auto& tx, const auto& environment) {
      return service::resend_invitation(tx, environment, by.credential, {team(), member});
    });
  }
  Result<service::MemberView> revoke(const testing::Person& by, const MemberId& member) {
    return write([&](auto& tx, const auto& environment) {
      return service::revoke_invitation(tx, environment, by.credential, {team(), member});
    });
  }
  void run_expiry() {
    while (write([&](auto& tx, const auto& environment) {
             return service::expire_invitations(tx, environment, team());
           }).value() == service::Remaining::some) {
    }
  }
  /// The member with this address whose row is the newest.
  MemberId newest(const std::string& key) {
    return world().look([&](store::Transaction& tx) {
      auto rows =
          store::query(tx, "SELECT id FROM member WHERE team_id = $1 AND address_key = $2 ORDER BY id DESC LIMIT 1", team(), key);
      rows.next();
      return rows.id<MemberId>(0);
    });
  }
  std::int64_t memberships_of(const std::string& key) {
    return world().look([&](store::Transaction& tx) {
      auto rows = store::query(tx, "SELECT count(*) FROM member WHERE team_id = $1 AND address_key = $2 AND status IN (0, 1, 5)",
                               team(), key);
      return rows.next() ? rows.integer(0) : 0;
    });
  }
};

class AddedMembers : public InvitationTest {};

TEST_P(AddedMembers, are_invited_at_once_with_a_seat_a_mail_and_an_audit_row) {
  const auto before = seats();
  const auto member = add(owner(), {"Cara@Clinic.example", {"clinician", "administrator", "clinician"}, "Doctor", "Cara"});
  ASSERT_TRUE(member) << member.error().detail;
  EXPECT_EQ(member->status, MemberState::invited);
  EXPECT_EQ(member->roles, (RoleSet{Role::clinician, Role::administrator}));
  EXPECT_EQ(member->invitation->expires_at, world().clock().now() + days(30));
  EXPECT_EQ(member->invitation->mail.state, store::MailState::queued);
  EXPECT_EQ(seats().quantity, before.quantity + 1);
  const auto mails = world().take_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].address, "Cara@Clinic.example");
  EXPECT_NE(mails[0].text.find("http://rolecall.test/invitations/"), std::string::npos);
  const auto rows = audited("member.invite");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].actor.id, owner().member.value);
  const auto encoded = audit::encode_row(rows[0]);
  EXPECT_EQ(encoded.find("clinic.example"), std::string::npos) << "an address stands in the chain";
  EXPECT_NE(encoded.find("\"roles\":[\"clinician\",\"administrator\"]"), std::string::npos) << encoded;
}

TEST_P(AddedMembers, are_found_again_whatever_the_case_and_unicode_form_of_the_address) {
  invite(
      "Stra\xC3\x9F"
      "e@b\xC3\xBC"
      "cher.example",
      {"clinician"});
  EXPECT_EQ(add(owner(), {" STRASSE@BU\xCC\x88"
                          "CHER.example ",
                          {}})
                .error()
                .name,
            "already_invited");
  join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(add(owner(), {"CARA@CLINIC.EXAMPLE", {"clinician"}}).error().name, "already_member");
}

TEST_P(AddedMembers, have_every_wrong_field_named) {
  const auto wrong = add(owner(), {"nobody", {"clinician", "boss"}, std::string(101, 'x'), "a\nb"});
  ASSERT_FALSE(wrong);
  std::vector<std::string> pointers;
  for (const auto& field : wrong.error().fields) pointers.push_back(field.pointer);
  EXPECT_EQ(pointers, (std::vector<std::string>{"/email", "/roles/1", "/title", "/name"}));
}

TEST_P(AddedMembers, never_get_owner_as_a_role) {
  const auto refused = add(owner(), {"cara@clinic.example", {"owner"}});
  EXPECT_EQ(refused.error().refusal->rule, "above_own_rights");
  EXPECT_EQ(audited("role.assign").back().outcome, audit::Outcome::deny);
}

TEST_P(AddedMembers, need_a_right_that_clinicians_lack_and_the_attempt_is_recorded) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto refused = add(cara, {"not even an address", {"boss"}});
  EXPECT_EQ(refused.error().refusal->rule, "no_grant");
  EXPECT_EQ(audited("member.invite").back().outcome, audit::Outcome::deny);
}

TEST_P(AddedMembers, get_no_roles_from_an_inviter_without_role_assign) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx,
                   "INSERT INTO custom_role(id, team_id, name, name_key, family, grants, created_at) VALUES "
                   "('rol_greeter', $1, 'Greeter', 'greeter', 'admin', '[[\"member.invite\",\"team\"]]', 0)",
                   team());
    return Done{};
  });
  ASSERT_TRUE(done);
  force(cara.member, [](store::Member& member) { member.custom_roles = {RoleId{"rol_greeter"}}; });
  EXPECT_EQ(add(cara, {"dora@clinic.example", {"clinician"}}).error().refusal->rule, "no_grant");
  const auto dora = add(cara, {"dora@clinic.example", {}});
  ASSERT_TRUE(dora) << dora.error().detail;
  EXPECT_TRUE(dora->roles.empty());
  EXPECT_TRUE(add(owner(), {"emil@clinic.example", {"rol_greeter"}}));
}

TEST_P(AddedMembers, pay_what_the_quote_showed) {
  const auto quote =
      read([&](auto& tx, const auto& environment) { return service::ask_quote(tx, environment, owner().credential, team(), 1); });
  world().advance(minutes(20));
  const auto before = seats().balance_minor;
  ASSERT_TRUE(add(owner(), {"cara@clinic.example", {"clinician"}, {}, {}, quote->id}));
  EXPECT_EQ(seats().balance_minor - before, quote->quote.amount.minor);
  EXPECT_EQ(add(owner(), {"dora@clinic.example", {"clinician"}, {}, {}, QuoteId{"quo_forged"}}).error().name, "quote_stale");
  EXPECT_EQ(memberships_of("dora@clinic.example"), 0);
}

TEST_P(AddedMembers, are_throttled_per_address) {
  std::optional<Result<service::MemberView>> last;
  for (int i = 0; i < 12; ++i) {
    last = add(owner(), {"cara@clinic.example", {"clinician"}});
    if (!*last) break;
    ASSERT_TRUE(revoke(owner(), (*last)->id));
  }
  EXPECT_EQ(last->error().code, Code::throttled);
  EXPECT_GT(last->error().retry_after_seconds, 0);
}

class Invitations : public InvitationTest {};

TEST_P(Invitations, let_a_newcomer_join_and_sign_him_in_at_once) {
  const auto token = invite("cara@clinic.example", {"clinician"});
  const auto accepted = accept(token, "Cara");
  ASSERT_TRUE(accepted) << accepted.error().detail;
  const auto member = stored(accepted->member);
  EXPECT_EQ(member.status, MemberState::active);
  EXPECT_EQ(member.name, "Cara");
  EXPECT_EQ(member.joined_at, world().clock().now());
  const store::Credential credential{store::Credential::Kind::login, crypto::token_hash(accepted->login_token.value())};
  const auto page = read([&](auto& tx, const auto& environment) {
    return service::list_members(tx, environment, credential, {team(), {}, std::nullopt, 50});
  });
  EXPECT_EQ(page->items.size(), 2U);
  EXPECT_EQ(seats().quantity, 2);
  const auto rows = audited("invitation.accept");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_NE(audit::encode_row(rows[0]).find("\"status\":\"invited\""), std::string::npos);
}

TEST_P(Invitations, are_only_consumed_by_a_post_because_mail_scanners_follow_links) {
  const auto token = invite("cara@clinic.example", {"clinician", "assistant"});
  const auto rows = count("SELECT count(*) FROM audit_event WHERE chain = $1");
  for (int i = 0; i < 3; ++i) {
    const auto shown = look(token);
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->team_name, "North Clinic");
    EXPECT_EQ(shown->inviter_name, "Olga");
    EXPECT_EQ(shown->email, "cara@clinic.example");
    EXPECT_EQ(shown->roles.size(), 2U);
    EXPECT_EQ(shown->user, service::LinkUser::newcomer);
  }
  EXPECT_EQ(count("SELECT count(*) FROM audit_event WHERE chain = $1"), rows);
  EXPECT_TRUE(accept(token));
}

TEST_P(Invitations, ask_a_newcomer_for_name_and_a_good_password_before_anything_is_hashed) {
  const auto token = invite("cara@clinic.example", {"clinician"});
  const auto prepare = [&](std::optional<std::string> name, std::optional<std::string> password) {
    return read([&](auto& tx, const auto& environment) {
      return service::prepare_acceptance(tx, environment, {}, {token, name, password, {}});
    });
  };
  EXPECT_EQ(prepare({}, {}).error().fields.size(), 2U);
  EXPECT_EQ(prepare("Cara", "short").error().fields.at(0).pointer, "/password");
  EXPECT_EQ(prepare("Cara", testing::test_password)->to_hash, testing::test_password);
}

TEST_P(Invitations, are_accepted_once_and_answer_the_same_to_the_member_who_accepted) {
  const auto olaf = world().signed_in("Olaf", "olaf@clinic.example");
  const auto token = invite("Olaf@Clinic.example", {"clinician"});
  const auto first = accept_as(olaf.credential, token);
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_EQ(first->login_token, std::nullopt);
  const auto second = accept_as(olaf.credential, token);
  ASSERT_TRUE(second) << second.error().detail;
  EXPECT_EQ(second->member, first->member);
  EXPECT_EQ(audited("invitation.accept").size(), 1U);
  EXPECT_EQ(stored(first->member).name, "Olaf");
}

TEST_P(Invitations, lead_the_member_into_the_team_at_a_second_click_and_nobody_else) {
  const auto olaf = world().signed_in("Olaf", "olaf@clinic.example");
  const auto token = invite("olaf@clinic.example", {"clinician"});
  ASSERT_TRUE(accept_as(olaf.credential, token));
  EXPECT_EQ(look(token, olaf.credential)->user, service::LinkUser::member);
  EXPECT_EQ(look(token).error().name, "invitation_used");
  EXPECT_EQ(look(token, owner().credential).error().name, "invitation_used");
  EXPECT_EQ(accept(token).error().name, "invitation_used");
}

TEST_P(Invitations, of_a_verified_account_need_it_to_be_signed_in) {
  world().signed_in("Olaf", "olaf@clinic.example");
  const auto token = invite("olaf@clinic.example", {"clinician"});
  EXPECT_EQ(look(token)->user, service::LinkUser::somebody);
  EXPECT_EQ(accept(token).error().name, "sign_in_needed");
  EXPECT_EQ(accept_as(owner().credential, token).error().code, Code::unauthenticated);
  EXPECT_EQ(look(token)->user, service::LinkUser::somebody);
}

TEST_P(Invitations, signed_in_as_somebody_else_say_so_and_are_not_consumed) {
  const auto token = invite("cara@clinic.example", {"clinician"});
  const auto shown = look(token, owner().credential);
  EXPECT_EQ(shown->user, service::LinkUser::other);
  EXPECT_EQ(shown->signed_in_email, "olga@clinic.example");
  EXPECT_EQ(accept_as(owner().credential, token).error().name, "signed_in_as_other");
  EXPECT_EQ(decline(token, {}, owner().credential).error().name, "signed_in_as_other");
  EXPECT_TRUE(accept(token));
}

TEST_P(Invitations, are_not_accepted_by_api_keys) {
  const auto token = invite("cara@clinic.example", {"clinician"});
  const store::Credential key{store::Credential::Kind::api_key, crypto::token_hash("rck_x")};
  EXPECT_EQ(accept_as(key, token).error().refusal->rule, "above_own_rights");
  EXPECT_EQ(decline(token, {}, key).error().code, Code::denied);
  EXPECT_TRUE(accept(token));
}

TEST_P(Invitations, answer_404_for_unknown_tokens_and_deleted_teams) {
  EXPECT_EQ(look("unknown").error().code, Code::not_found);
  EXPECT_EQ(accept("").error().code, Code::not_found);
  const auto token = invite("cara@clinic.example", {"clinician"});
  const auto deleted = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE team SET deleted_at = $2 WHERE id = $1", team(), tx.now());
    return Done{};
  });
  ASSERT_TRUE(deleted);
  EXPECT_EQ(look(token).error().code, Code::not_found);
  EXPECT_EQ(accept(token).error().code, Code::not_found);
  EXPECT_EQ(decline(token).error().code, Code::not_found);
}

TEST_P(Invitations, can_be_sent_again_at_once_after_they_were_revoked_declined_or_expired) {
  auto token = invite("cara@clinic.example", {"clinician"});
  ASSERT_TRUE(revoke(owner(), newest("cara@clinic.example")));
  EXPECT_EQ(accept(token).error().name, "invitation_revoked");
  token = invite("cara@clinic.example", {"clinician"});
  ASSERT_TRUE(decline(token));
  EXPECT_EQ(accept(token).error().name, "invitation_declined");
  token = invite("cara@clinic.example", {"clinician"});
  world().advance(days(30));
  EXPECT_EQ(accept(token).error().name, "invitation_expired");
  const auto again = world().signed_in_again(owner());
  const auto member = add(again, {"cara@clinic.example", {"assistant"}});
  ASSERT_TRUE(member) << member.error().detail;
  EXPECT_EQ(accept(token).error().name, "invitation_revoked") << "the old invitation was replaced";
  EXPECT_TRUE(accept(token_for("cara@clinic.example")));
  EXPECT_EQ(memberships_of("cara@clinic.example"), 1);
  EXPECT_EQ(seats().quantity, 2);
}

TEST_P(Invitations, that_expired_in_the_past_are_paid_until_their_end_only) {
  const auto start = seats().balance_minor;
  invite("cara@clinic.example", {"clinician"});
  world().advance(days(30));
  run_expiry();
  const auto at_the_end = seats().balance_minor - start;
  EXPECT_EQ(seats().quantity, 1);
  const auto again = world().signed_in_again(owner());
  ASSERT_TRUE(add(again, {"dora@clinic.example", {"clinician"}}));
  const auto with_dora = seats().balance_minor;
  world().advance(hours(30 * 24 + 5));
  run_expiry();
  EXPECT_GT(at_the_end, 0);
  EXPECT_NEAR(static_cast<double>(seats().balance_minor - start), static_cast<double>(2 * at_the_end), 1.0);
  EXPECT_LT(seats().balance_minor, with_dora);
  const auto rows = audited("invitation.expire");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].actor.type, audit::ActorType::system);
  EXPECT_EQ(*rows[0].reason.text(), "invitation_expired");
  EXPECT_EQ(stored(newest("dora@clinic.example")).status, MemberState::expired);
}

TEST_P(Invitations, get_a_new_token_when_resent_and_the_old_one_is_dead) {
  const auto old_token = invite("cara@clinic.example", {"clinician"});
  const auto id = newest("cara@clinic.example");
  world().advance(days(20));
  const auto again = world().signed_in_again(owner());
  const auto resent = resend(again, id);
  ASSERT_TRUE(resent) << resent.error().detail;
  EXPECT_EQ(resent->invitation->expires_at, world().clock().now() + days(30));
  const auto new_token = token_for("cara@clinic.example");
  EXPECT_EQ(accept(old_token).error().code, Code::not_found);
  EXPECT_TRUE(accept(new_token));
  EXPECT_EQ(resend(again, id).error().name, "not_invited");
  EXPECT_EQ(audited("member.resend_invitation").size(), 1U);
}

TEST_P(Invitations, live_again_with_a_seat_when_resent_after_their_end) {
  invite("cara@clinic.example", {"clinician"});
  const auto id = newest("cara@clinic.example");
  world().advance(days(31));
  const auto again = world().signed_in_again(owner());
  ASSERT_TRUE(resend(again, id));
  EXPECT_EQ(seats().quantity, 2);
  EXPECT_EQ(audited("invitation.expire").size(), 1U);
  EXPECT_TRUE(accept(token_for("cara@clinic.example")));
}

TEST_P(Invitations, that_wait_in_the_outbox_are_not_sent_once_they_are_void) {
  ASSERT_TRUE(add(owner(), {"cara@clinic.example", {"clinician"}}));
  ASSERT_TRUE(resend(owner(), newest("cara@clinic.example")));
  EXPECT_EQ(world().take_mails().size(), 1U) << "only the newest link is mailed";
  ASSERT_TRUE(add(owner(), {"dora@clinic.example", {"clinician"}}));
  ASSERT_TRUE(revoke(owner(), newest("dora@clinic.example")));
  EXPECT_TRUE(world().take_mails().empty());
}

TEST_P(Invitations, that_are_stale_never_touch_an_active_member_when_revoked) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(revoke(owner(), cara.member).error().name, "not_invited");
  EXPECT_EQ(stored(cara.member).status, MemberState::active);
  EXPECT_EQ(revoke(owner(), MemberId{"mem_unknown"}).error().code, Code::not_found);
}

TEST_P(Invitations, free_their_seat_and_are_recorded_when_revoked) {
  const auto before = seats();
  invite("cara@clinic.example", {"clinician"});
  const auto revoked = revoke(owner(), newest("cara@clinic.example"));
  ASSERT_TRUE(revoked);
  EXPECT_EQ(revoked->status, MemberState::revoked);
  EXPECT_EQ(seats().quantity, before.quantity);
  EXPECT_EQ(seats().balance_minor, before.balance_minor) << "added and removed in one second";
  EXPECT_EQ(audited("member.revoke_invitation").size(), 1U);
}

TEST_P(Invitations, that_are_declined_free_the_seat_tell_the_inviter_and_keep_the_reason_out_of_the_chain) {
  const auto token = invite("cara@clinic.example", {"clinician"});
  ASSERT_TRUE(decline(token, "I work <b>elsewhere</b> now"));
  EXPECT_EQ(stored(newest("cara@clinic.example")).status, MemberState::declined);
  EXPECT_EQ(seats().quantity, 1);
  const auto mails = world().take_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].address, "olga@clinic.example");
  EXPECT_NE(mails[0].text.find("elsewhere"), std::string::npos);
  EXPECT_EQ(mails[0].html.find("<b>elsewhere"), std::string::npos);
  const auto rows = audited("invitation.decline");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(audit::encode_row(rows[0]).find("elsewhere"), std::string::npos);
  EXPECT_EQ(decline(token).error().name, "invitation_declined");
  EXPECT_EQ(decline(invite("dora@clinic.example", {}), std::string(501, 'x')).error().fields.at(0).pointer, "/reason");
}

TEST_P(Invitations, never_bring_a_removed_person_back_by_an_old_mail) {
  const auto token = invite("cara@clinic.example", {"clinician"});
  const auto accepted = accept(token);
  put_into(accepted->member, MemberState::removed);
  EXPECT_EQ(accept(token).error().name, "invitation_used");
  const store::Credential credential{store::Credential::Kind::login, crypto::token_hash(accepted->login_token.value())};
  EXPECT_EQ(accept_as(credential, token).error().name, "invitation_used");
  EXPECT_EQ(stored(accepted->member).status, MemberState::removed);
}

TEST_P(Invitations, re_adding_a_removed_person_revive_no_old_login) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  put_into(cara.member, MemberState::removed);
  world().advance(minutes(5));
  const auto fresh = world().signed_in_again(cara);
  ASSERT_TRUE(accept_as(fresh.credential, invite("cara@clinic.example", {"clinician"})));
  const auto list = [&](const store::Credential& credential) {
    return read([&](auto& tx, const auto& environment) {
      return service::list_members(tx, environment, credential, {team(), {}, std::nullopt, 50});
    });
  };
  EXPECT_TRUE(list(fresh.credential));
  EXPECT_EQ(list(cara.credential).error().refusal->rule, "sign_in_again");
}

TEST_P(Invitations, mail_to_failed_delivery_say_stored_mail_failed_resend) {
  const auto member = add(owner(), {"cara@clinic.example", {"clinician"}});
  const auto fail_until = [&](std::optional<Instant> next_attempt) {
    return world().write([&](store::Transaction& tx) -> Result<Done> {
      for (const auto& mail : store::claim_due_mails(tx, 10, tx.now())) {
        store::mark_mail_failed(tx, mail.id, "refused", next_attempt);
      }
      return Done{};
    });
  };
  const auto listed = [&] {
    const auto page = read([&](auto& tx, const auto& environment) {
      return service::list_members(tx, environment, owner().credential, {team(), {.statuses = {"invited"}}, std::nullopt, 50});
    });
    return page.value().items.at(0);
  };
  ASSERT_TRUE(fail_until(world().clock().now()));
  EXPECT_EQ(listed().invitation->mail.state, store::MailState::failed) << "tried in vain, although it is tried again";
  ASSERT_TRUE(fail_until(std::nullopt));
  EXPECT_EQ(listed().invitation->mail.state, store::MailState::failed);
  EXPECT_TRUE(listed().allowed_actions.has(policy::Action::member_resend_invitation));
}

TEST_P(Invitations, hold_a_seat_from_acceptance_where_the_installation_charges_then) {
  world().environment().settings.seat_charge = service::SeatCharge::at_acceptance;
  const auto token = invite("cara@clinic.example", {"clinician"});
  EXPECT_EQ(seats().quantity, 1);
  ASSERT_TRUE(accept(token));
  EXPECT_EQ(seats().quantity, 2);
}

TEST_P(Invitations, stop_at_the_seat_limit_and_leave_nothing_behind) {
  const auto limited = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE team SET seat_limit = 2 WHERE id = $1", team());
    return Done{};
  });
  ASSERT_TRUE(limited);
  ASSERT_TRUE(add(owner(), {"cara@clinic.example", {"clinician"}}));
  world().take_mails();
  EXPECT_EQ(add(owner(), {"dora@clinic.example", {"clinician"}}).error().name, "seat_limit");
  EXPECT_EQ(memberships_of("dora@clinic.example"), 0);
  EXPECT_TRUE(world().take_mails().empty());
}

class UnverifiedAccounts : public InvitationTest {};

TEST_P(UnverifiedAccounts, that_registered_first_with_somebodys_address_steal_nothing) {
  const auto squatted = write([&](auto& tx, const auto& environment) {
    return service::register_account(tx, environment, {"cara@clinic.example", "Mallory", "the squatter's password", {}},
                                     {false, "", crypto::dummy_hash()});
  });
  ASSERT_TRUE(squatted);
  const auto squatters_link = token_for("cara@clinic.example");
  const auto token = invite("cara@clinic.example", {"clinician"});
  EXPECT_EQ(look(token)->user, service::LinkUser::newcomer);
  const auto accepted = accept(token, "Cara");
  ASSERT_TRUE(accepted) << accepted.error().detail;
  EXPECT_EQ(accepted->account.name, "Cara");
  const auto account =
      world().look([](store::Transaction& tx) { return store::find_account_by_address(tx, "cara@clinic.example"); });
  EXPECT_EQ(account->password_hash, testing::test_password_hash());
  EXPECT_TRUE(account->is_verified());
  const auto too_late = write([&](auto& tx, const auto& environment) {
    return service::verify_account(tx, environment, {squatters_link, "the squatter's password", {}}, {true, "", ""});
  });
  EXPECT_EQ(too_late.error().code, Code::gone);
}

ROLECALL_ON_BOTH_STORES(AddedMembers);
ROLECALL_ON_BOTH_STORES(Invitations);
ROLECALL_ON_BOTH_STORES(UnverifiedAccounts);

}  // namespace
}  // namespace rolecall
