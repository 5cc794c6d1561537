// The mails about shares of sessions. They name no patient and no session.
#pragma once

#include <string>

#include "service/compose/mail_text.h"

namespace rolecall::service::compose {

/// To the session's clinician: somebody else ended a share of it.
struct ShareEndedMail {
  std::string actor;
  std::string team;
  std::string session_url;
};
[[nodiscard]] MailText share_ended_mail(const ShareEndedMail& about);

}  // namespace rolecall::service::compose
