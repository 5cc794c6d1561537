// The mails about sessions that get another clinician. They tell how many, and nothing about a patient.
#pragma once

#include <cstdint>
#include <string>

#include "service/compose/mail_text.h"

namespace rolecall::service::compose {

struct HandoverMail {
  std::string team;
  std::string from;  // who had them
  std::string to;    // who has them now
  std::int64_t sessions = 0;
  std::int64_t templates = 0;
  std::string team_url;
};
/// To the heir.
[[nodiscard]] MailText received_mail(const HandoverMail& about);
/// To the clinician who had them, where he is told, and to the owner.
[[nodiscard]] MailText handed_over_mail(const HandoverMail& about);

}  // namespace rolecall::service::compose
