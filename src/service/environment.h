// What use cases need beside their transaction: settings, keys, plans. Wired once in cli/, constant while the server runs.
#pragma once

#include <string>

#include "base/crypto/keys.h"
#include "base/time.h"
#include "billing/plan.h"

namespace rolecall::service {

enum class SeatCharge { at_invitation, at_acceptance };
enum class Throttling { enforced, lifted };

struct Settings {
  std::string public_url;  // no slash at the end; the base of every mailed link
  Duration idle_limit = minutes(30);
  Duration absolute_limit = hours(12);
  Duration invitation_lifetime = days(30);
  Duration verification_lifetime = days(2);
  Duration reset_lifetime = hours(1);
  SeatCharge seat_charge = SeatCharge::at_invitation;
  std::string payment_instructions;  // of the operator, on invoices and in their mails; may be empty
  Throttling throttling = Throttling::enforced;
  bool has_dev_clock = false;
};

struct Environment {
  Settings settings;
  billing::Plans plans;
  crypto::KeyRing keys;
};

}  // namespace rolecall::service
