#include "service/compose/emergency_mails.h"

#include <fmt/format.h>

#include "service/compose/account_mails.h"

namespace rolecall::service::compose {

namespace {

std::string counted_sessions(const EmergencyMail& about) {
  const bool of_reader = about.counted == CountedSessions::of_reader;
  return fmt::format("{} session{} of {}one patient", about.sessions, about.sessions == 1 ? "" : "s",
                     of_reader ? "yours with " : "");
}

}  // namespace

MailText emergency_mail(const EmergencyMail& about) {
  return render({.subject = "Emergency access to sessions on Rolecall",
                 .heading = "Sessions were opened in an emergency",
                 .paragraphs = {fmt::format("{} opened {} in the team “{}” by emergency access.",
                                            shown_name(about.actor, "A member of the team"), counted_sessions(about),
                                            shown_name(about.team, "a team")),
                                "The access is read-only and ends after 60 minutes. An administrator other than this person "
                                "reviews it."},
                 .action = MailAction{"Open the team", about.team_url},
                 .closing = {}});
}

MailText emergency_review_mail(const EmergencyReviewMail& about) {
  return render(
      {.subject = "An emergency access waits for review on Rolecall",
       .heading = "An emergency access waits for review",
       .paragraphs = {fmt::format("{} opened sessions of one patient in the team “{}” by emergency access.",
                                  shown_name(about.actor, "A member of the team"), shown_name(about.team, "a team")),
                      fmt::format("Whoever may review it says whether it was justified, by {}. While it is open you can "
                                  "end it.",
                                  shown_instant(about.due_at))},
       .action = MailAction{"Review it", about.review_url},
       .closing = {}});
}

MailText reviewer_needed_mail(const ReviewerNeededMail& about) {
  return render(
      {.subject = "Your emergency access needs a reviewer on Rolecall",
       .heading = "Nobody can review your emergency access",
       .paragraphs = {fmt::format("An administrator who did not open it says whether it was justified, by {}. In the team "
                                  "“{}” you are the only one, and nobody reviews their own.",
                                  shown_instant(about.due_at), shown_name(about.team, "a team")),
                      "Give another member the role Administrator: the review waits for them."},
       .action = MailAction{"Open the members", about.members_url},
       .closing = {}});
}

}  // namespace rolecall::service::compose
