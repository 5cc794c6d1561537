// Puts a mail about an account into the outbox. For service/accounts/*.cc.
#pragma once

#include <string>

#include "service/compose/account_mails.h"
#include "service/environment.h"
#include "store/outbox.h"

namespace rolecall::service {

inline void add_account_mail(store::Transaction& tx, const Environment& environment, std::string kind, const std::string& address,
                             compose::MailText mail) {
  store::add_mail(tx, environment.keys.sealer(),
                  {std::move(kind), std::nullopt, std::nullopt, address, std::move(mail.subject), std::move(mail.text),
                   std::move(mail.html)});
}

/// Pages of the portal that mails lead to.
[[nodiscard]] inline std::string page(const Environment& environment, std::string_view path) {
  return environment.settings.public_url + std::string(path);
}

}  // namespace rolecall::service
