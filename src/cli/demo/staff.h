// The twelve of the demo's clinic: their accounts and memberships, and the logins in which they do what the demo tells.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/accounts/client.h"
#include "service/environment.h"
#include "service/teams/team_view.h"
#include "store/accounts.h"
#include "store/credential.h"
#include "store/member.h"
#include "store/transaction.h"

namespace rolecall::cli::demo {

/// Everybody's.
inline constexpr std::string_view password = "quiet harbour lantern";

inline constexpr std::string_view owner = "maya.lindqvist@harbour.example";
inline constexpr std::string_view administrator = "tomas.arrieta@harbour.example";
inline constexpr std::string_view assistant = "ama.boateng@harbour.example";
/// Invited by the owner like anybody else, so that the list tells the truth about the mail and its link can be tried.
inline constexpr std::string_view invited = "new.colleague@harbour.example";

class Staff {
 public:
  /// `password_hash` is of `password`.
  Staff(const service::Environment& environment, std::string password_hash)
      : environment_(environment), password_hash_(std::move(password_hash)) {}

  /// The owner's account, and the team.
  [[nodiscard]] Result<Done> found_team(store::Transaction& tx);
  /// All others but the invited one, without an invitation: nobody has to accept anything first.
  [[nodiscard]] Result<Done> join(store::Transaction& tx);
  [[nodiscard]] Result<Done> invite(store::Transaction& tx);

  [[nodiscard]] const TeamId& team() const { return team_.id; }
  [[nodiscard]] const MemberId& member(std::string_view address) const { return members_.find(address)->second; }
  /// What this person is signed in with now; signs in when the last login was a while ago.
  [[nodiscard]] store::Credential login(store::Transaction& tx, std::string_view address);

 private:
  struct Person;
  struct Login {
    store::Credential credential;
    Instant since;
  };
  static const std::array<Person, 10> people;

  [[nodiscard]] Result<Done> join(store::Transaction& tx, const Person& person);
  [[nodiscard]] Result<store::Account> open_account(store::Transaction& tx, std::string_view name, std::string_view address);
  [[nodiscard]] store::Member row(const store::Transaction& tx, const Person& person) const;

  const service::Environment& environment_;
  std::string password_hash_;
  store::Team team_;
  std::map<std::string, store::Account, std::less<>> accounts_;
  std::map<std::string, MemberId, std::less<>> members_;
  std::map<std::string, Login, std::less<>> logins_;
};

}  // namespace rolecall::cli::demo
