#include "service/compose/session_view_mails.h"

#include <fmt/format.h>

namespace rolecall::service::compose {

namespace {

std::string what_happened(const SessionViewMail& about) {
  const std::string actor = shown_name(about.actor, "A member of the team");
  const std::string team = shown_name(about.team, "a team");
  switch (about.cause) {
    case ViewCause::settings:
      return fmt::format("{} changed Session View of the team “{}”.", actor, team);
    case ViewCause::role:
      return fmt::format("{} changed a role that is in the audience of Session View of the team “{}”.", actor, team);
    case ViewCause::plan:
      return fmt::format("{} changed the plan or began the trial of the team “{}”, and with it what Session View does.", actor,
                         team);
    case ViewCause::clock:
      return fmt::format("The trial or the plan of the team “{}” has ended, and with it what Session View did.", team);
  }
  return {};
}

}  // namespace

MailText session_view_mail(const SessionViewMail& about) {
  const std::string now =
      about.enabled ? fmt::format(
                          "Chosen colleagues can open the sessions of all clinicians, {} transcripts. The sessions page "
                          "says who can open yours.",
                          about.include_transcripts ? "with" : "without")
                    : std::string("Session View is off: nobody opens your sessions by it.");
  return render({.subject = "Session View of a team changed on Rolecall",
                 .heading = "Session View changed",
                 .paragraphs = {what_happened(about), now},
                 .action = MailAction{"Open your sessions", about.team_url},
                 .closing = {"A single session can be restricted, so that Session View does not open it."}});
}

}  // namespace rolecall::service::compose
