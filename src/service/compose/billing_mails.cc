#include "service/compose/billing_mails.h"

#include <fmt/format.h>

namespace rolecall::service::compose {
namespace {

std::string credit_text(const InvoiceMail& about) {
  return about.credited.empty() ? "" : fmt::format(" A credit of {} that came since is taken off already.", about.credited);
}

std::vector<std::string> with_payment(std::vector<std::string> paragraphs, const InvoiceMail& about) {
  if (!about.how_to_pay.empty()) paragraphs.push_back(about.how_to_pay);
  return paragraphs;
}

}  // namespace

MailText invoice_mail(const InvoiceMail& about) {
  return render({.subject = "A new invoice from Rolecall",
                 .heading = fmt::format("Invoice {}", about.number),
                 .paragraphs = with_payment({fmt::format("For the team “{}”: {}, to be paid by {}.",
                                                         shown_name(about.team, "a team"), about.total, to_date(about.due_at)),
                                             "Each of its lines names the member and the day that caused it."},
                                            about),
                 .action = MailAction{"Open the invoice", about.url},
                 .closing = {}});
}

MailText overdue_mail(const InvoiceMail& about) {
  return render(
      {.subject = "An invoice from Rolecall is overdue",
       .heading = fmt::format("Invoice {} is overdue", about.number),
       .paragraphs = with_payment({fmt::format("For the team “{}”: {} was to be paid by {}.{}", shown_name(about.team, "a team"),
                                               about.total, to_date(about.due_at), credit_text(about)),
                                   "Your team and its data stay open to you as they are."},
                                  about),
       .action = MailAction{"Open the invoice", about.url},
       .closing = {"If you have paid in the meantime, there is nothing to do."}});
}

MailText trial_ending_mail(const TrialMail& about) {
  return render({.subject = "Your trial on Rolecall ends soon",
                 .heading = "Your trial ends soon",
                 .paragraphs = {fmt::format("The trial of the team “{}” ends on {}.", shown_name(about.team, "a team"),
                                            to_rfc3339(about.ends_at)),
                                "What your plan does not have closes then, Session View among it. Nothing is deleted, and your "
                                "settings are kept for the day on which you choose a plan that has it."},
                 .action = MailAction{"Compare the plans", about.url},
                 .closing = {}});
}

}  // namespace rolecall::service::compose
