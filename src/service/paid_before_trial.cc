#include "service/paid_before_trial.h"

#include "base/crypto/encoding.h"
#include "billing/trial.h"
#include "store/seat_addresses.h"

namespace rolecall::service {
namespace {

/// No address has a line break, so this hash is none of trial_owner.h.
std::string hash_of(const Environment& environment, const TeamId& team, const std::string& address_key) {
  return crypto::to_hex(
      environment.keys.sealer().pseudonym(crypto::Purpose::trial_address, "seat\n" + team.value + "\n" + address_key));
}

}  // namespace

billing::TrialSeat trial_seat_of(store::Transaction& tx, const Environment& environment, const store::Team& team,
                                 const MemberId& member, const std::string& address_key, Instant at) {
  if (billing::charged_from(team.trial, at) == at) return billing::TrialSeat::by_rule;
  const bool had_seat = store::had_seat_before(tx, team.id, member, hash_of(environment, team.id, address_key),
                                               billing::at_second(team.trial->started_at));
  return had_seat ? billing::TrialSeat::paid_before : billing::TrialSeat::by_rule;
}

void remember_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit, const MemberId& member,
                   const std::string& address_key) {
  store::keep_seat_address(tx, permit, member, hash_of(environment, permit.team(), address_key));
}

}  // namespace rolecall::service
