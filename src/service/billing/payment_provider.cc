#include "service/billing/payment_provider.h"

#include "service/compose/billing_mails.h"
#include "store/member.h"
#include "store/outbox.h"

namespace rolecall::service {
namespace {

using Compose = compose::MailText (*)(const compose::InvoiceMail&);

void mail_owner(store::Transaction& tx, const Environment& environment, const store::Invoice& invoice, std::int64_t open_minor,
                std::string kind, Compose text) {
  const auto owner = store::find_owner(tx, invoice.team);
  if (!owner) return;
  compose::InvoiceMail about{
      .team = invoice.team_name,
      .number = invoice.number,
      .total = billing::format_money(open_minor, invoice.currency),
      .due_at = invoice.due_at,
      .how_to_pay = environment.settings.payment_instructions,
      .url = environment.settings.public_url + "/teams/" + invoice.team.value + "/billing/invoices/" + invoice.id.value};
  if (open_minor < invoice.total_minor) {
    about.credited = billing::format_money(invoice.total_minor - open_minor, invoice.currency);
  }
  const auto mail = text(about);
  store::add_mail(tx, environment.keys.sealer(),
                  {std::move(kind), invoice.team, owner->id, owner->address, mail.subject, mail.text, mail.html});
}

class Manual : public PaymentProvider {
 public:
  void invoice_issued(store::Transaction& tx, const Environment& environment, const store::Invoice& invoice) const override {
    mail_owner(tx, environment, invoice, invoice.total_minor, "invoice", compose::invoice_mail);
  }
  void invoice_overdue(store::Transaction& tx, const Environment& environment, const store::Invoice& invoice,
                       std::int64_t open_minor) const override {
    mail_owner(tx, environment, invoice, open_minor, "invoice_overdue", compose::overdue_mail);
  }
};

}  // namespace

const PaymentProvider& payment_provider() {
  static const Manual manual;
  return manual;
}

}  // namespace rolecall::service
