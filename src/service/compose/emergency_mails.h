// The mail to clinicians and owner when somebody opened sessions in an emergency. Names no patient.
#pragma once

#include <cstdint>
#include <string>

#include "service/compose/mail_text.h"

namespace rolecall::service::compose {

struct EmergencyMail {
  std::string actor;
  std::string team;
  std::int64_t sessions = 0;
  std::string team_url;
};
[[nodiscard]] MailText emergency_mail(const EmergencyMail& about);

}  // namespace rolecall::service::compose
