// The mails about money, to the owner. Amounts and dates come from the invoice as it was posted.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"
#include "service/compose/mail_text.h"

namespace rolecall::service::compose {

struct InvoiceMail {
  std::string team;
  std::int64_t number = 0;
  std::string total;  // what is to be paid: `542.13 AUD`
  Instant due_at;
  std::string how_to_pay;  // of the operator; may be empty
  std::string url;
  std::string credited;  // taken off since the issue; empty: nothing
};
[[nodiscard]] MailText invoice_mail(const InvoiceMail& about);
/// Once, when the day has passed. Promises no consequence: an overdue invoice locks nothing.
[[nodiscard]] MailText overdue_mail(const InvoiceMail& about);

struct TrialMail {
  std::string team;
  Instant ends_at;
  std::string url;
};
/// Says what closes and what is kept.
[[nodiscard]] MailText trial_ending_mail(const TrialMail& about);

}  // namespace rolecall::service::compose
