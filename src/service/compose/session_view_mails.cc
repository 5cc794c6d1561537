#include "service/compose/session_view_mails.h"

#include <fmt/format.h>

namespace rolecall::service::compose {

MailText session_view_mail(const SessionViewMail& about) {
  const std::string now =
      about.enabled ? fmt::format("Chosen colleagues can open the sessions of all clinicians, {} transcripts. The sessions page "
                                  "says who can open yours.",
                                  about.include_transcripts ? "with" : "without")
                    : std::string("Session View is off: nobody opens your sessions by it.");
  return render({.subject = "Session View of a team changed on Rolecall",
                 .heading = "Session View changed",
                 .paragraphs = {fmt::format("{} changed Session View of the team “{}”.",
                                            shown_name(about.actor, "A member of the team"), shown_name(about.team, "a team")),
                                now},
                 .action = MailAction{"Open your sessions", about.team_url},
                 .closing = {"A single session can be restricted, so that Session View does not open it."}});
}

}  // namespace rolecall::service::compose
