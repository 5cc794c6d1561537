#include "service/notices/tell.h"

#include "store/notices.h"

namespace rolecall::service {

void tell(store::Transaction& tx, const store::Member& member, NoticeKind kind, const audit::Object& facts) {
  if (!member.user) return;
  store::Notice notice;
  notice.user = *member.user;
  notice.team = member.team;
  notice.kind = name_of(kind);
  notice.facts = audit::canonical(facts);
  store::add_notice(tx, std::move(notice));
}

void tell_team(store::Transaction& tx, const Audience& audience, NoticeKind kind, const audit::Object& facts) {
  store::add_notices(tx, {audience.team, audience.roles, audience.except, std::string(name_of(kind)), audit::canonical(facts)});
}

}  // namespace rolecall::service
