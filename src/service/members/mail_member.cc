#include "service/members/mail_member.h"

#include <utility>

#include "store/outbox.h"

namespace rolecall::service {

void mail_member(store::Transaction& tx, const Environment& environment, const store::Member& member, std::string kind,
                 const compose::MailText& mail) {
  store::add_mail(tx, environment.keys.sealer(),
                  {std::move(kind), member.team, member.id, member.address, mail.subject, mail.text, mail.html});
}

}  // namespace rolecall::service
