#include "cli/demo/staff.h"

#include "base/address.h"
#include "base/crypto/token.h"
#include "base/text.h"
#include "service/accounts/begin_login.h"
#include "service/accounts/operator_accounts.h"
#include "service/members/add_member.h"
#include "service/members/member_audit.h"
#include "service/seats.h"
#include "service/teams/create_team.h"

namespace rolecall::cli::demo {

using policy::Role;

struct Staff::Person {
  std::string_view name;
  std::string_view address;
  std::string_view title;
  policy::RoleSet roles;
};

constexpr std::array<Staff::Person, 10> Staff::people{{
    {"Tomás Arrieta", administrator, "Practice manager", {Role::administrator}},
    {"Dr Ines Okafor", "ines.okafor@harbour.example", "General practitioner", {Role::clinician}},
    {"Dr Pavel Hruška", "pavel.hruska@harbour.example", "Cardiologist", {Role::clinician}},
    {"Noor Rahimi", "noor.rahimi@harbour.example", "Physiotherapist", {Role::clinician}},
    {"Dr Lena Vogt", "lena.vogt@harbour.example", "Paediatrician", {Role::administrator, Role::clinician}},
    {"Ama Boateng", assistant, "Nurse", {Role::assistant}},
    {"Jonas Bekele", "jonas.bekele@harbour.example", "Receptionist", {Role::assistant}},
    {"Sofia Marchetti", "sofia.marchetti@harbour.example", "Documentation lead", {Role::template_manager}},
    {"Dr Wei Sandoval", "wei.sandoval@harbour.example", "Psychologist", {Role::clinician, Role::template_manager}},
    {"Kirsten Aalto", "kirsten.aalto@harbour.example", "Internist, on leave", {Role::clinician}},
}};

namespace {

const service::Client client{"127.0.0.1", "Rolecall demo"};

}  // namespace

Result<store::Account> Staff::open_account(store::Transaction& tx, std::string_view name, std::string_view address) {
  auto account = service::create_user(tx, {std::string(address), std::string(name), std::string(password)}, password_hash_);
  if (account) accounts_.emplace(address, *account);
  return account;
}

Result<Done> Staff::found_team(store::Transaction& tx) {
  if (const auto account = open_account(tx, "Dr Maya Lindqvist", owner); !account) return std::unexpected(account.error());
  const auto founded = service::create_team(tx, environment_, login(tx, owner), "Harbour Street Clinic");
  if (!founded) return std::unexpected(founded.error());
  team_ = founded->team;
  members_.emplace(owner, founded->my_member.id);
  return Done{};
}

store::Member Staff::row(const store::Transaction& tx, const Person& person) const {
  store::Member member;
  const auto address = read_address(person.address).value();
  member.id = MemberId::make(tx.now());
  member.team = team_.id;
  member.address = address.spelling;
  member.address_key = address.key;
  member.name = person.name;
  member.name_key = fold(person.name).value();
  member.title = person.title;
  member.status = MemberState::active;
  member.roles = person.roles;
  member.created_at = member.status_since = tx.now();
  member.joined_at = tx.now();
  return member;
}

Result<Done> Staff::join(store::Transaction& tx, const Person& person) {
  const auto account = open_account(tx, person.name, person.address);
  if (!account) return std::unexpected(account.error());
  store::Member member = row(tx, person);
  member.user = account->id;
  const auto permit = store::permit_system(tx, team_.id, store::SystemReason::demo_data);
  auto change = service::addition_of(member);
  const auto recorded =
      store::record(tx, permit, "member.invite", {"member", member.id.value}, std::move(change.before), std::move(change.after));
  store::insert_member(tx, permit, recorded, member);
  const auto seat = service::begin_seat(tx, environment_, permit, recorded, team_, member);
  if (!seat) return std::unexpected(seat.error());
  members_.emplace(person.address, member.id);
  return Done{};
}

Result<Done> Staff::join(store::Transaction& tx) {
  for (const Person& person : people) {
    if (const auto joined = join(tx, person); !joined) return joined;
  }
  return Done{};
}

Result<Done> Staff::invite(store::Transaction& tx) {
  const auto added = service::add_member(tx, environment_, login(tx, owner), team_.id,
                                         {std::string(invited), {"clinician"}, "Locum", std::nullopt, std::nullopt});
  if (!added) return std::unexpected(added.error());
  return Done{};
}

store::Credential Staff::login(store::Transaction& tx, std::string_view address) {
  auto& [credential, since] = logins_[std::string(address)];
  const Duration same_login{environment_.settings.idle_limit.ms / 2};
  if (credential.token_hash.empty() || tx.now() - since > same_login) {
    const auto begun = service::begin_login(tx, environment_, accounts_.find(address)->second, service::Proof::password, client);
    credential = {store::Credential::Kind::login, crypto::token_hash(begun.token)};
    since = tx.now();
  }
  return credential;
}

}  // namespace rolecall::cli::demo
