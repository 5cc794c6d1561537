// Teams of any size, written into the database by the server's own use cases before (or beside) the server that is measured:
// nobody waits for thousands of password hashes and mails.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/installation.h"
#include "store/member.h"
#include "store/team.h"

namespace rolecall::bench {

/// Everybody's password.
inline constexpr std::string_view password = "seven green kettles";

/// A verified account that is signed in.
struct Account {
  std::string address;
  std::string name;
  std::string login_token;
  UserId user;
};

struct Team {
  std::string id;
  Account owner;
  std::string owner_member;
  std::vector<std::string> members;  // the ids of the others, all active
};

struct PendingInvitation {
  std::string token;
  std::string login_token;  // of the guest who is invited
};

class Clinic {
 public:
  /// Opens the installation that the settings name. Throws std::runtime_error.
  explicit Clinic(const cli::Settings& settings);

  [[nodiscard]] std::vector<Account> add_accounts(std::string_view name, int count);
  /// A team with so many active members, its owner included.
  [[nodiscard]] Team add_team(const std::string& name, int size);
  /// One pending invitation for each guest; no mail.
  [[nodiscard]] std::vector<PendingInvitation> invite(const Team& team, const std::vector<Account>& guests);

 private:
  [[nodiscard]] Account add_account(store::Transaction& tx, const std::string& name, const std::string& address) const;
  std::string add_member(store::Transaction& tx, const store::Team& team, store::Member member) const;
  /// Does `step(tx, index)` for 0 … count-1, some hundred of them in one transaction.
  template <class Step>
  void repeat(int count, Step step);

  SystemClock clock_;
  cli::Installation installation_;
  std::string password_hash_;
};

}  // namespace rolecall::bench
