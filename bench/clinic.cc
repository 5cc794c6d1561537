#include "clinic.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/address.h"
#include "base/crypto/password.h"
#include "base/crypto/token.h"
#include "base/text.h"
#include "service/accounts/begin_login.h"
#include "service/accounts/claim_account.h"
#include "service/members/member_audit.h"
#include "service/seats.h"
#include "service/teams/create_team.h"

namespace rolecall::bench {
namespace {

constexpr int steps_per_transaction = 200;
constexpr std::array given_names{"Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Femi", "Greta", "Hana", "Ivo", "Jun"};
const service::Client client{"127.0.0.1", "Rolecall bench"};

template <class T>
T required(Result<T> result) {
  if (!result) throw std::runtime_error("the teams could not be prepared: " + result.error().detail);
  return std::move(*result);
}

std::string name_of_person(int number) { return fmt::format("{} Bench{:05}", given_names[number % given_names.size()], number); }

store::Member member_for(const store::Transaction& tx, const store::Team& team, const Account& account) {
  store::Member member;
  member.id = MemberId::make(tx.now());
  member.team = team.id;
  member.address = account.address;
  member.address_key = read_address(account.address).value().key;
  member.name = account.name;
  member.name_key = fold(account.name).value();
  member.title = "Doctor";
  member.roles = {policy::Role::clinician};
  member.created_at = tx.now();
  member.status_since = tx.now();
  return member;
}

}  // namespace

Clinic::Clinic(const cli::Settings& settings)
    : installation_(required(cli::open_installation(settings, clock_))),
      password_hash_(crypto::hash_password(std::string(password))) {}

template <class Step>
void Clinic::repeat(int count, Step step) {
  for (int begin = 0; begin < count; begin += steps_per_transaction) {
    required(store::run_and_wait(*installation_.store, store::Kind::write, [&](store::Transaction& tx) -> Result<Done> {
      for (int i = begin; i < std::min(count, begin + steps_per_transaction); ++i) step(tx, i);
      return Done{};
    }));
  }
}

Account Clinic::add_account(store::Transaction& tx, const std::string& name, const std::string& address) const {
  const auto account = required(service::claim_account(tx, {read_address(address).value(), name, password_hash_, client}));
  const auto login = service::begin_login(tx, *installation_.environment, account, service::Proof::password, client);
  return {address, name, login.token, account.id};
}

std::vector<Account> Clinic::add_accounts(std::string_view name, int count) {
  std::vector<Account> accounts(static_cast<std::size_t>(count));
  repeat(count, [&](store::Transaction& tx, int i) {
    accounts[i] = add_account(tx, name_of_person(i), fmt::format("{}{}@bench.example", name, i));
  });
  return accounts;
}

std::string Clinic::add_member(store::Transaction& tx, const store::Team& team, store::Member member) const {
  const auto permit = store::permit_system(tx, team.id, store::SystemReason::demo_data);
  auto change = service::addition_of(member);
  const auto recorded =
      store::record(tx, permit, "member.invite", {"member", member.id.value}, std::move(change.before), std::move(change.after));
  store::insert_member(tx, permit, recorded, member);
  required(service::begin_seat(tx, *installation_.environment, permit, recorded, team, member));
  return member.id.value;
}

Team Clinic::add_team(const std::string& name, int size) {
  const auto people = add_accounts(name, size);
  Team team{.id = {}, .owner = people.front(), .owner_member = {}, .members = {}};
  store::Team stored;
  repeat(1, [&](store::Transaction& tx, int) {
    const store::Credential owner{store::Credential::Kind::login, crypto::token_hash(team.owner.login_token)};
    const auto created = required(service::create_team(tx, *installation_.environment, owner, name));
    stored = created.team;
    team.id = created.team.id.value;
    team.owner_member = created.my_member.id.value;
  });
  team.members.resize(people.size() - 1);
  repeat(size - 1, [&](store::Transaction& tx, int i) {
    store::Member member = member_for(tx, stored, people[i + 1]);
    member.user = people[i + 1].user;
    member.status = MemberState::active;
    member.joined_at = tx.now();
    team.members[i] = add_member(tx, stored, std::move(member));
  });
  return team;
}

std::vector<PendingInvitation> Clinic::invite(const Team& team, const std::vector<Account>& guests) {
  std::vector<PendingInvitation> pending(guests.size());
  repeat(static_cast<int>(guests.size()), [&](store::Transaction& tx, int i) {
    const auto stored = store::find_team(tx, TeamId{team.id}).value();
    pending[i] = {crypto::random_token(), guests[i].login_token};
    store::Member member = member_for(tx, stored, guests[i]);
    member.status = MemberState::invited;
    member.invitation =
        store::Invitation{crypto::token_hash(pending[i].token), tx.now(), tx.now() + days(30), MemberId{team.owner_member}};
    add_member(tx, stored, std::move(member));
  });
  return pending;
}

}  // namespace rolecall::bench
