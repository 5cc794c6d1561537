#include "service/compose/share_mails.h"

#include <fmt/format.h>

namespace rolecall::service::compose {

MailText share_ended_mail(const ShareEndedMail& about) {
  return render({.subject = "A share of one of your sessions was ended on Rolecall",
                 .heading = "A share was ended",
                 .paragraphs = {fmt::format("{} ended a share of one of your sessions in the team “{}”.",
                                            shown_name(about.actor, "An administrator"), shown_name(about.team, "a team")),
                                "Whoever had it, and whoever got it from there, can no longer open the session by it."},
                 .action = MailAction{"Open the session", about.session_url},
                 .closing = {}});
}

}  // namespace rolecall::service::compose
