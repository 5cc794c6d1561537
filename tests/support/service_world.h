// A small world for tests of use cases: a migrated store, a frozen clock, keys, plans, and people who are signed in.
//
//   class Roles : public ServiceTest {};
//   TEST_P(Roles, …) { const auto ada = world().signed_in("Ada", "ada@clinic.example"); world().write([&](auto& tx) { … }); }
//   ROLECALL_ON_BOTH_STORES(Roles);
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/address.h"
#include "base/crypto/password.h"
#include "base/crypto/token.h"
#include "service/accounts/begin_login.h"
#include "service/accounts/claim_account.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/outbox.h"
#include "store/store.h"
#include "support/stores.h"
#include "support/temp_folder.h"

namespace rolecall::testing {

/// The password of everybody whom `ServiceWorld::signed_in` makes; hashed once for each program.
inline const std::string test_password = "seven green kettles";
[[nodiscard]] inline const std::string& test_password_hash() {
  static const std::string hash = crypto::hash_password(test_password);
  return hash;
}

struct Person {
  UserId user;
  std::string name;
  std::string address;
  LoginId login;
  std::string token;  // what the cookie holds
  store::Credential credential;
};

struct OpenedMail {
  std::string subject;
  std::string address;
  std::string text;
  std::string html;
  /// The last segment of the link, where mailed tokens stand.
  [[nodiscard]] std::string token() const {
    const auto link = text.find("http");
    if (link == std::string::npos) throw std::runtime_error("the mail has no link");
    const auto end = text.find_first_of(" \r\n>)", link);
    const auto url = text.substr(link, end - link);
    return url.substr(url.rfind('/') + 1);
  }
};

class ServiceWorld {
 public:
  explicit ServiceWorld(Which which) : database_(which), store_(database_.open(clock_)) {}

  [[nodiscard]] ManualClock& clock() { return clock_; }
  void advance(Duration by) { clock_.set(clock_.now() + by, ManualClock::Mode::frozen); }
  [[nodiscard]] store::Store& store() { return *store_; }
  /// Change its settings before the first use case.
  [[nodiscard]] service::Environment& environment() { return environment_; }

  /// `f(Transaction&) -> Result<T>` in a transaction of its own; what it recorded for the case of an error is written.
  template <class F>
  auto read(F f) {
    return store::run_and_wait(*store_, store::Kind::read, std::move(f));
  }
  template <class F>
  auto write(F f) {
    return store::run_and_wait(*store_, store::Kind::write, std::move(f));
  }
  /// For assertions on the store: `f(Transaction&) -> T`.
  template <class F>
  auto look(F f) {
    return *store::run_and_wait(*store_, store::Kind::read, [&](store::Transaction& tx) {
      return Result<std::invoke_result_t<F&, store::Transaction&>>(f(tx));
    });
  }

  /// A verified account with `test_password`, and a login of it.
  Person signed_in(const std::string& name, const std::string& address) {
    auto person = write([&](store::Transaction& tx) -> Result<Person> {
      const auto account = service::claim_account(tx, {*read_address(address), name, test_password_hash(), client_});
      if (!account) return std::unexpected(account.error());
      return person_of(*account, service::begin_login(tx, environment_, *account, service::Proof::password, client_));
    });
    return person.value();
  }

  /// One more login of the same person.
  Person signed_in_again(const Person& person, service::Proof proof = service::Proof::password) {
    auto again = write([&](store::Transaction& tx) -> Result<Person> {
      const auto account = store::find_account(tx, person.user);
      return person_of(account.value(), service::begin_login(tx, environment_, *account, proof, client_));
    });
    return again.value();
  }

  /// Everything in the outbox that is due, oldest first; taken out of it.
  std::vector<OpenedMail> take_mails() {
    auto taken = write([&](store::Transaction& tx) -> Result<std::vector<OpenedMail>> {
      std::vector<OpenedMail> mails;
      for (const auto& mail : store::claim_due_mails(tx, 10'000, tx.now() + days(1))) {
        const auto content = store::open_mail(environment_.keys.sealer(), mail);
        mails.push_back({mail.subject, mail.address, content.value().text, content.value().html});
        store::mark_mail_sent(tx, mail.id);
      }
      return mails;
    });
    return taken.value();
  }

 private:
  static Person person_of(const store::Account& account, const service::NewLogin& login) {
    return {account.id, account.name, account.address,
            login.id,   login.token,  {store::Credential::Kind::login, crypto::token_hash(login.token)}};
  }

  ManualClock clock_{Instant{1'772'366'400'000}, ManualClock::Mode::frozen};  // 2026-03-01T12:00:00Z
  TempFolder folder_;
  TestDatabase database_;
  std::unique_ptr<store::Store> store_;
  service::Environment environment_{{.public_url = "http://rolecall.test"},
                                    billing::parse_plans(billing::default_plans_text()).value(),
                                    crypto::KeyRing::open(folder_.path() / "keys", crypto::MissingKeys::create).value()};
  service::Client client_{"192.0.2.10", "Test browser"};
};

/// A world for each test, on the store that the suite is instantiated with.
class ServiceTest : public ::testing::TestWithParam<Which> {
 protected:
  [[nodiscard]] ServiceWorld& world() { return world_; }

 private:
  ServiceWorld world_{GetParam()};
};

}  // namespace rolecall::testing
