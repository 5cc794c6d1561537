// A team with its owner, for tests of what members do: adding, accepting, looking at the rows that were written.
//
//   class Roles : public TeamTest {};
//   TEST_P(Roles, …) { const auto cara = join("Cara", "cara@clinic.example", {"clinician"}); … }
//   ROLECALL_ON_BOTH_STORES(Roles);
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "audit/event.h"
#include "service/members/accept_invitation.h"
#include "service/members/add_member.h"
#include "service/members/list_members.h"
#include "service/teams/create_team.h"
#include "store/sql.h"
#include "support/service_world.h"

namespace rolecall::testing {

/// Somebody who is signed in and in the team.
struct Colleague : Person {
  MemberId member;
};

class TeamTest : public ServiceTest {
 protected:
  void SetUp() override {
    static_cast<Person&>(owner_) = world().signed_in("Olga", "olga@clinic.example");
    const auto created = world().write([&](store::Transaction& tx) {
      return service::create_team(tx, world().environment(), owner_.credential, "North Clinic");
    });
    team_ = created.value().team.id;
    owner_.member = created->my_member.id;
  }

  [[nodiscard]] const Colleague& owner() const { return owner_; }
  [[nodiscard]] const TeamId& team() const { return team_; }

  /// A use case `f(tx, environment)` in a write, or a read, of its own.
  template <class F>
  auto write(F f) {
    return world().write([&](store::Transaction& tx) { return f(tx, world().environment()); });
  }
  template <class F>
  auto read(F f) {
    return world().read([&](store::Transaction& tx) { return f(tx, world().environment()); });
  }

  Result<service::MemberView> add(const Person& by, const service::NewMember& person) {
    return write(
        [&](auto& tx, const auto& environment) { return service::add_member(tx, environment, by.credential, team_, person); });
  }

  /// The token of the invitation that the owner sent, taken out of its mail.
  std::string invite(const std::string& address, const std::vector<std::string>& roles) {
    const auto member = add(owner_, {address, roles});
    EXPECT_TRUE(member) << member.error().detail;
    return token_for(address);
  }
  /// The token of the newest mail to this address; all mails are taken out of the outbox.
  std::string token_for(const std::string& address) {
    const auto mails = world().take_mails();
    const auto mail = std::ranges::find(mails.rbegin(), mails.rend(), address, &OpenedMail::address);
    if (mail == mails.rend()) throw std::runtime_error("no mail for " + address);
    return mail->token();
  }

  Result<service::InvitationAccepted> accept(const std::string& token, const std::string& name = "New Person") {
    return accept_as({}, token, name);
  }
  Result<service::InvitationAccepted> accept_as(const store::Credential& credential, const std::string& token,
                                                const std::string& name = "New Person") {
    return write([&](auto& tx, const auto& environment) {
      return service::accept_invitation(tx, environment, credential, {token, name, test_password, {"192.0.2.20", "Test browser"}},
                                        {true, "", test_password_hash()});
    });
  }

  /// A new account that the owner invited and that accepted.
  Colleague join(const std::string& name, const std::string& address, const std::vector<std::string>& roles) {
    const auto accepted = accept(invite(address, roles), name);
    Colleague colleague;
    colleague.user = accepted.value().account.id;
    colleague.name = name;
    colleague.address = address;
    colleague.token = accepted->login_token.value();
    colleague.credential = {store::Credential::Kind::login, crypto::token_hash(colleague.token)};
    colleague.member = accepted->member;
    return colleague;
  }

  [[nodiscard]] store::Member stored(const MemberId& id) {
    return world().look([&](store::Transaction& tx) { return store::find_member(tx, team_, id).value(); });
  }
  /// Changes a member beside all rules, as the system: to begin a test in a state that another use case makes.
  template <class Change>
  void force(const MemberId& id, Change change) {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      auto member = store::find_member(tx, team_, id).value();
      change(member);
      const auto permit = store::permit_system(tx, team_, store::SystemReason::demo_data);
      const auto recorded = store::record(tx, permit, "system.test", {"member", id.value}, nullptr, nullptr);
      store::save_member(tx, permit, recorded, member);
      return Done{};
    });
    EXPECT_TRUE(done);
  }
  void put_into(const MemberId& id, MemberState state) {
    force(id, [&](store::Member& member) {
      member.status = state;
      member.status_since = world().clock().now();
    });
  }

  /// The team's audit rows with this action, oldest first.
  [[nodiscard]] std::vector<audit::Event> audited(const std::string& action) {
    return world().look([&](store::Transaction& tx) {
      std::vector<audit::Event> events;
      for (auto rows =
               store::query(tx, "SELECT encoded FROM audit_event WHERE chain = $1 AND action = $2 ORDER BY seq", team_, action);
           rows.next();) {
        events.push_back(audit::decode_row(rows.text_view(0)).value());
      }
      return events;
    });
  }
  /// Seats that the ledger counts, and what the team owes.
  struct Seats {
    std::int64_t quantity = 0;
    std::int64_t balance_minor = 0;
  };
  [[nodiscard]] Seats seats() {
    return world().look([&](store::Transaction& tx) {
      auto rows =
          store::query(tx, "SELECT quantity, balance_minor FROM seat_ledger WHERE team_id = $1 ORDER BY seq DESC LIMIT 1", team_);
      return rows.next() ? Seats{rows.integer(0), rows.integer(1)} : Seats{};
    });
  }
  /// A number that a statement with the team as $1 gives.
  [[nodiscard]] std::int64_t count(std::string_view sql) {
    return world().look([&](store::Transaction& tx) {
      auto rows = store::query(tx, sql, team_);
      return rows.next() ? rows.integer(0) : 0;
    });
  }

 private:
  Colleague owner_;
  TeamId team_;
};

}  // namespace rolecall::testing
