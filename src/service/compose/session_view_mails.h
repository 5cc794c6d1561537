// The mail to those whose sessions it opens when what Session View of their team does has changed.
#pragma once

#include <string>

#include "service/compose/mail_text.h"

namespace rolecall::service::compose {

enum class ViewCause { settings, role, plan, clock };

struct SessionViewMail {
  ViewCause cause = ViewCause::settings;
  std::string actor;  // nobody where the clock did it
  std::string team;
  bool enabled = false;
  bool include_transcripts = false;
  std::string team_url;
};
[[nodiscard]] MailText session_view_mail(const SessionViewMail& about);

}  // namespace rolecall::service::compose
