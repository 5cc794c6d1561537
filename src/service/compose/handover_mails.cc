#include "service/compose/handover_mails.h"

#include <fmt/format.h>

namespace rolecall::service::compose {
namespace {

std::string shown_colleague(const std::string& name) { return shown_name(name, "a member of the team"); }

std::string what(const HandoverMail& about) {
  if (about.templates == 0) return counted(about.sessions, "session");
  return counted(about.sessions, "session") + " and " + counted(about.templates, "personal template");
}

}  // namespace

MailText received_mail(const HandoverMail& about) {
  return render({.subject = "Sessions were handed over to you on Rolecall",
                 .heading = "Sessions were handed over to you",
                 .paragraphs = {fmt::format("In the team “{}”, {} of {} are yours now.", shown_name(about.team, "a team"),
                                            what(about), shown_colleague(about.from)),
                                "You are their clinician from now on, and decide who else may open them."},
                 .action = MailAction{"Open the team", about.team_url},
                 .closing = {}});
}

MailText handed_over_mail(const HandoverMail& about) {
  return render(
      {.subject = "Sessions were handed over on Rolecall",
       .heading = "Sessions were handed over",
       .paragraphs = {fmt::format("In the team “{}”, {} of {} were handed over to {}.", shown_name(about.team, "a team"),
                                  what(about), shown_colleague(about.from), shown_colleague(about.to))},
       .action = MailAction{"Open the team", about.team_url},
       .closing = {"If you did not expect this, speak with an administrator of the team."}});
}

}  // namespace rolecall::service::compose
