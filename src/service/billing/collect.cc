#include "service/billing/collect.h"

#include "service/compose/billing_mails.h"
#include "store/member.h"
#include "store/outbox.h"

namespace rolecall::service {
namespace {

using Compose = compose::MailText (*)(const compose::InvoiceMail&);

void mail_owner(store::Transaction& tx, const Environment& environment, const store::Invoice& invoice, std::string kind,
                Compose text) {
  const auto owner = store::find_owner(tx, invoice.team);
  if (!owner) return;
  const auto mail =
      text({invoice.team_name, invoice.number, billing::format_money(invoice.total_minor, invoice.currency), invoice.due_at,
            environment.settings.payment_instructions,
            environment.settings.public_url + "/teams/" + invoice.team.value + "/billing/invoices/" + invoice.id.value});
  store::add_mail(tx, environment.keys.sealer(),
                  {std::move(kind), invoice.team, owner->id, owner->address, mail.subject, mail.text, mail.html});
}

}  // namespace

void collect(store::Transaction& tx, const Environment& environment, const store::Invoice& invoice) {
  mail_owner(tx, environment, invoice, "invoice", compose::invoice_mail);
}

void collect_again(store::Transaction& tx, const Environment& environment, const store::Invoice& invoice) {
  mail_owner(tx, environment, invoice, "invoice_overdue", compose::overdue_mail);
}

}  // namespace rolecall::service
