#include "cli/demo.h"

#include <array>

#include "base/address.h"
#include "base/crypto/password.h"
#include "base/crypto/token.h"
#include "base/text.h"
#include "service/accounts/begin_login.h"
#include "service/accounts/end_logins.h"
#include "service/accounts/operator_accounts.h"
#include "service/members/add_member.h"
#include "service/members/member_audit.h"
#include "service/seats.h"
#include "service/teams/create_team.h"
#include "store/installation.h"

namespace rolecall::cli {
namespace {

using policy::Role;

constexpr std::string_view demo_password = "quiet harbour lantern";
constexpr std::string_view owner_address = "maya.lindqvist@harbour.example";

struct DemoMember {
  std::string_view name;
  std::string_view address;
  std::string_view title;
  policy::RoleSet roles;
  MemberState status = MemberState::active;
};

constexpr std::array demo_members{
    DemoMember{"Tomás Arrieta", "tomas.arrieta@harbour.example", "Practice manager", {Role::administrator}},
    DemoMember{"Dr Ines Okafor", "ines.okafor@harbour.example", "Doctor", {Role::clinician}},
    DemoMember{"Dr Pavel Hruška", "pavel.hruska@harbour.example", "Doctor", {Role::clinician}},
    DemoMember{"Noor Rahimi", "noor.rahimi@harbour.example", "Physiotherapist", {Role::clinician}},
    DemoMember{"Dr Lena Vogt", "lena.vogt@harbour.example", "Doctor", {Role::administrator, Role::clinician}},
    DemoMember{"Ama Boateng", "ama.boateng@harbour.example", "Nurse", {Role::assistant}},
    DemoMember{"Jonas Bekele", "jonas.bekele@harbour.example", "Receptionist", {Role::assistant}},
    DemoMember{"Sofia Marchetti", "sofia.marchetti@harbour.example", "Documentation lead", {Role::template_manager}},
    DemoMember{"Dr Wei Sandoval", "wei.sandoval@harbour.example", "Psychologist", {Role::clinician, Role::template_manager}},
    DemoMember{"Kirsten Aalto", "kirsten.aalto@harbour.example", "Doctor, on leave", {Role::clinician}, MemberState::suspended},
};

/// Invited by the owner like anybody else, so that the list tells the truth about the mail and its link can be tried.
constexpr std::string_view invited_address = "new.colleague@harbour.example";

Result<store::Account> demo_account(store::Transaction& tx, std::string_view name, std::string_view address,
                                    const std::string& hash) {
  return service::create_user(tx, {std::string(address), std::string(name), std::string(demo_password)}, hash);
}

/// In the team without an invitation: nobody has to accept anything first.
store::Member demo_row(const store::Transaction& tx, const service::TeamView& team, const DemoMember& person) {
  store::Member member;
  const auto address = read_address(person.address).value();
  member.id = MemberId::make(tx.now());
  member.team = team.team.id;
  member.address = address.spelling;
  member.address_key = address.key;
  member.name = person.name;
  member.name_key = fold(person.name).value();
  member.title = person.title;
  member.status = person.status;
  member.roles = person.roles;
  member.created_at = tx.now();
  member.status_since = tx.now();
  member.joined_at = tx.now();
  return member;
}

Result<Done> add_demo_member(store::Transaction& tx, const service::Environment& environment, const service::TeamView& team,
                             const DemoMember& person, const std::string& hash) {
  store::Member member = demo_row(tx, team, person);
  const auto account = demo_account(tx, person.name, person.address, hash);
  if (!account) return std::unexpected(account.error());
  member.user = account->id;
  const auto permit = store::permit_system(tx, team.team.id, store::SystemReason::demo_data);
  auto change = service::addition_of(member);
  const auto recorded =
      store::record(tx, permit, "member.invite", {"member", member.id.value}, std::move(change.before), std::move(change.after));
  store::insert_member(tx, permit, recorded, member);
  if (person.status == MemberState::suspended) return Done{};
  const auto seat = service::begin_seat(tx, environment, permit, recorded, team.team, member);
  if (!seat) return std::unexpected(seat.error());
  return Done{};
}

Result<Done> fill(store::Transaction& tx, const service::Environment& environment, const std::string& hash) {
  const auto owner = demo_account(tx, "Dr Maya Lindqvist", owner_address, hash);
  if (!owner) return std::unexpected(owner.error());
  const service::Client client{"127.0.0.1", "Rolecall demo"};
  const auto login = service::begin_login(tx, environment, *owner, service::Proof::password, client);
  const store::Credential credential{store::Credential::Kind::login, crypto::token_hash(login.token)};
  const auto team = service::create_team(tx, environment, credential, "Harbour Street Clinic");
  if (!team) return std::unexpected(team.error());
  for (const DemoMember& person : demo_members) {
    if (const auto added = add_demo_member(tx, environment, *team, person, hash); !added) return added;
  }
  const auto invited = service::add_member(tx, environment, credential, team->team.id,
                                           {std::string(invited_address), {"clinician"}, "Locum", std::nullopt, std::nullopt});
  if (!invited) return std::unexpected(invited.error());
  return service::sign_out(tx, environment, credential, client);
}

std::string note() {
  return "Demo logins, all with the password \"" + std::string(demo_password) + "\":\n" + "  " + std::string(owner_address) +
         "   Account Owner (administrator, clinician)\n" + "  tomas.arrieta@harbour.example    administrator\n" +
         "  ines.okafor@harbour.example      clinician\n" + "  ama.boateng@harbour.example      assistant\n";
}

}  // namespace

Result<std::string> fill_demo(store::Store& store, const service::Environment& environment) {
  const auto newest = store::run_and_wait(
      store, store::Kind::read, [](store::Transaction& tx) { return Result<std::optional<Instant>>(store::newest_record(tx)); });
  if (*newest) return note();
  const std::string hash = crypto::hash_password(demo_password);
  const auto filled =
      store::run_and_wait(store, store::Kind::write, [&](store::Transaction& tx) { return fill(tx, environment, hash); });
  if (!filled) return std::unexpected(filled.error());
  return note();
}

}  // namespace rolecall::cli
