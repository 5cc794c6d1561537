// The mails when somebody opened sessions in an emergency: to clinicians and owner, and to who reviews it. They name no patient.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"
#include "service/compose/mail_text.h"

namespace rolecall::service::compose {

/// Whose sessions are counted: the reader's own, or all that were opened.
enum class CountedSessions { of_reader, of_team };

struct EmergencyMail {
  std::string actor;
  std::string team;
  std::int64_t sessions = 0;
  CountedSessions counted = CountedSessions::of_team;
  std::string team_url;
};
[[nodiscard]] MailText emergency_mail(const EmergencyMail& about);

struct EmergencyReviewMail {
  std::string actor;
  std::string team;
  Instant due_at;
  std::string review_url;
};
/// To whoever may review it.
[[nodiscard]] MailText emergency_review_mail(const EmergencyReviewMail& about);

struct ReviewerNeededMail {
  std::string team;
  Instant due_at;
  std::string members_url;
};
/// To the owner who opened it, where nobody else may review it.
[[nodiscard]] MailText reviewer_needed_mail(const ReviewerNeededMail& about);

}  // namespace rolecall::service::compose
