// What tests of the life of a team share: members who are suspended, removed, leave and come back, teams that are deleted and
// restored, and the jobs that do things by the clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/verify_export.h"
#include "service/audit/export_audit.h"
#include "service/jobs.h"
#include "service/keys/manage_api_keys.h"
#include "service/membership/change_roles.h"
#include "service/membership/reinstate_member.h"
#include "service/membership/remove_member.h"
#include "service/membership/revoke_logins.h"
#include "service/membership/suspend_member.h"
#include "service/teams/delete_team.h"
#include "service/teams/read_teams.h"
#include "service/teams/transfer_ownership.h"
#include "support/team_world.h"

namespace rolecall::testing {

class TeamLifeTest : public TeamTest {
 protected:
  static inline const service::PasswordOutcome right_password{true, test_password_hash(), ""};
  static inline const service::Client browser{"192.0.2.10", "Test browser"};

  Result<service::MemberView> change(const Person& by, const MemberId& member, const std::vector<std::string>& roles) {
    return write([&](auto& tx, const auto& environment) {
      return service::change_roles(tx, environment, by.credential, {team(), member, roles, std::nullopt});
    });
  }
  Result<service::MemberView> suspend(const Person& by, const MemberId& member, std::optional<Instant> return_at = {}) {
    return write([&](auto& tx, const auto& environment) {
      return service::suspend_member(tx, environment, by.credential, {team(), member, return_at});
    });
  }
  Result<service::MemberView> reactivate(const Person& by, const MemberId& member) {
    return write([&](auto& tx, const auto& environment) {
      return service::reactivate_member(tx, environment, by.credential, team(), member);
    });
  }
  Result<service::Receipt> remove(const Person& by, const MemberId& member, std::optional<MemberId> heir = {}) {
    return write([&](auto& tx, const auto& environment) {
      return service::remove_member(tx, environment, by.credential, {team(), member, heir});
    });
  }
  Result<service::Receipt> leave(const Person& by, std::optional<MemberId> heir = {}) {
    return write(
        [&](auto& tx, const auto& environment) { return service::leave_team(tx, environment, by.credential, team(), heir); });
  }
  Result<service::MemberView> reinstate(const Person& by, const MemberId& member) {
    return write([&](auto& tx, const auto& environment) {
      return service::reinstate_member(tx, environment, by.credential, team(), member);
    });
  }
  Result<Done> revoke_logins(const Person& by, const MemberId& member) {
    return write([&](auto& tx, const auto& environment) {
      return service::revoke_logins(tx, environment, by.credential, team(), member);
    });
  }
  Result<service::TeamView> delete_team(const Person& by, const std::string& typed_name = "North Clinic",
                                        const std::optional<std::string>& code = std::nullopt,
                                        const service::PasswordOutcome& outcome = right_password) {
    return write([&](auto& tx, const auto& environment) {
      return service::delete_team(tx, environment, by.credential, {team(), typed_name, {test_password, code}, browser}, outcome);
    });
  }
  Result<service::TeamView> restore(const Person& by) {
    return write(
        [&](auto& tx, const auto& environment) { return service::restore_team(tx, environment, by.credential, team()); });
  }
  Result<service::TeamView> offer_to(const MemberId& member) {
    return write([&](auto& tx, const auto& environment) {
      return service::offer_ownership(tx, environment, owner().credential,
                                      {team(), member, {test_password, std::nullopt}, browser}, right_password);
    });
  }
  Result<service::TeamView> take_over(const Person& by) {
    return write(
        [&](auto& tx, const auto& environment) { return service::accept_ownership(tx, environment, by.credential, team()); });
  }
  /// GET of the team with this login or key.
  Result<service::TeamView> open(const store::Credential& credential) {
    return read([&](auto& tx, const auto& environment) { return service::get_team(tx, environment, credential, team()); });
  }

  TeamId found_team(const Person& by, const std::string& name) {
    const auto created =
        write([&](auto& tx, const auto& environment) { return service::create_team(tx, environment, by.credential, name); });
    return created.value().team.id;
  }
  store::Credential key_of(const Person& by, const std::vector<std::string>& roles) {
    const auto made = write([&](auto& tx, const auto& environment) {
      return service::make_api_key(tx, environment, by.credential, {team(), "Export", roles, tx.now() + days(300)});
    });
    return {store::Credential::Kind::api_key, crypto::token_hash(made.value().key)};
  }

  void run_jobs() { service::run_due_jobs(world().store(), world().environment()); }
  /// Keeps these people signed in over a long time: a fresh login each.
  void sign_in_again(Person& person) { person.credential = world().signed_in_again(person).credential; }

  /// What the offline check says about the team's chain.
  audit::ExportReport verified_chain(const std::string& chain) {
    std::string lines;
    service::export_chain(world().store(), world().environment(), chain, [&](std::string_view piece) { lines += piece; });
    std::size_t at = 0;
    return audit::verify_export(
        [&]() -> std::optional<std::string> {
          if (at >= lines.size()) return std::nullopt;
          const auto end = lines.find('\n', at);
          auto line = lines.substr(at, end - at);
          at = end == std::string::npos ? lines.size() : end + 1;
          return line;
        },
        world().environment().keys.signing_key().public_key());
  }

  /// The newest row with this action was written by the system, for this reason.
  ::testing::AssertionResult is_by_the_system(const std::string& action, const std::string& reason) {
    const auto rows = audited(action);
    if (rows.empty()) return ::testing::AssertionFailure() << "no row " << action;
    const auto& row = rows.back();
    if (row.actor.type != audit::ActorType::system) return ::testing::AssertionFailure() << "somebody else did it";
    if (row.reason.text() == nullptr || *row.reason.text() != reason) return ::testing::AssertionFailure() << "another reason";
    return ::testing::AssertionSuccess();
  }

  std::int64_t audit_rows() { return count("SELECT count(*) FROM audit_event WHERE chain = $1"); }

  template <class T>
  static std::string rule_of(const Result<T>& result) {
    if (result) return "permitted";
    return result.error().refusal ? result.error().refusal->rule : result.error().name;
  }
};

}  // namespace rolecall::testing
