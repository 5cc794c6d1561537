#include "mail/store_outbox.h"

#include "base/log.h"
#include "store/outbox.h"

namespace rolecall::mail {
namespace {

constexpr std::string_view unreadable = "unreadable";

template <class F>
void write(store::Store& store, F change) {
  const auto done = store::run_and_wait(store, store::Kind::write, [&](store::Transaction& tx) -> Result<Done> {
    change(tx);
    return Done{};
  });
  (void)done;  // nothing but faults can go wrong, and those are thrown
}

ClaimedMail opened(const store::WaitingMail& waiting, store::MailContent content) {
  return {{waiting.id, waiting.address, waiting.subject, std::move(content.text), std::move(content.html), waiting.created_at},
          waiting.attempts};
}

}  // namespace

std::vector<ClaimedMail> StoreOutbox::claim_due(std::size_t limit, Instant /*now*/, Instant leased_until) {
  const auto waiting =
      store::run_and_wait(store_, store::Kind::write, [&](store::Transaction& tx) -> Result<std::vector<store::WaitingMail>> {
        return store::claim_due_mails(tx, limit, leased_until);
      });
  std::vector<ClaimedMail> claimed;
  for (const auto& mail : waiting.value()) {
    auto content = store::open_mail(sealer_, mail);
    if (content) {
      claimed.push_back(opened(mail, std::move(*content)));
      continue;
    }
    log::error("mail_unreadable", {{"mail", mail.id}});
    write(store_, [&](store::Transaction& tx) { store::mark_mail_failed(tx, mail.id, unreadable, std::nullopt); });
  }
  return claimed;
}

void StoreOutbox::mark_sent(const MailId& id, Instant /*now*/) {
  write(store_, [&](store::Transaction& tx) { store::mark_mail_sent(tx, id); });
}

void StoreOutbox::mark_failed(const MailId& id, Failure failure, Instant /*now*/, std::optional<Instant> next_attempt) {
  write(store_, [&](store::Transaction& tx) { store::mark_mail_failed(tx, id, to_string(failure), next_attempt); });
}

}  // namespace rolecall::mail
