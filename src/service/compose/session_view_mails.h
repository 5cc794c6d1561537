// The mail to clinicians when Session View of their team changed.
#pragma once

#include <string>

#include "service/compose/mail_text.h"

namespace rolecall::service::compose {

struct SessionViewMail {
  std::string actor;
  std::string team;
  bool enabled = false;
  bool include_transcripts = false;
  std::string team_url;
};
[[nodiscard]] MailText session_view_mail(const SessionViewMail& about);

}  // namespace rolecall::service::compose
