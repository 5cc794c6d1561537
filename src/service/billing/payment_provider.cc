#include "service/billing/payment_provider.h"

#include "service/compose/billing_mails.h"
#include "service/notices/tell.h"
#include "store/member.h"
#include "store/outbox.h"

namespace rolecall::service {
namespace {

using Compose = compose::MailText (*)(const compose::InvoiceMail&);

void tell_owner(store::Transaction& tx, const Environment& environment, const store::Invoice& invoice, NoticeKind kind,
                std::string mail_kind, Compose text) {
  const auto owner = store::find_owner(tx, invoice.team);
  if (!owner) return;
  compose::InvoiceMail about{
      .team = invoice.team_name,
      .number = invoice.number,
      .total = billing::format_money(invoice.open_minor(), invoice.currency),
      .due_at = invoice.due_at,
      .how_to_pay = environment.settings.payment_instructions,
      .url = environment.settings.public_url + "/teams/" + invoice.team.value + "/billing/invoices/" + invoice.id.value};
  if (invoice.credited_minor > 0) about.credited = billing::format_money(invoice.credited_minor, invoice.currency);
  const auto mail = text(about);
  store::add_mail(tx, environment.keys.sealer(),
                  {std::move(mail_kind), invoice.team, owner->id, owner->address, mail.subject, mail.text, mail.html});
  tell(tx, *owner, kind, {{"invoice", invoice.id}, {"number", invoice.number}});
}

class Manual : public PaymentProvider {
 public:
  void invoice_issued(store::Transaction& tx, const Environment& environment, const store::Invoice& invoice) const override {
    tell_owner(tx, environment, invoice, NoticeKind::invoice_issued, "invoice", compose::invoice_mail);
  }
  void invoice_overdue(store::Transaction& tx, const Environment& environment, const store::Invoice& invoice) const override {
    tell_owner(tx, environment, invoice, NoticeKind::invoice_overdue, "invoice_overdue", compose::overdue_mail);
  }
};

}  // namespace

const PaymentProvider& payment_provider() {
  static const Manual manual;
  return manual;
}

}  // namespace rolecall::service
