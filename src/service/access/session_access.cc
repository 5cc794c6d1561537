#include "service/access/session_access.h"

#include <algorithm>

#include "service/sessions/permitted_session.h"

namespace rolecall::service {
namespace {

MemberAccess access_of(store::Transaction& tx, const SessionReaders& readers, const store::Member& member,
                       const SessionId& session) {
  const auto facts = store::find_session(tx, member.team, member.id, session);
  MemberAccess access{member, {}, readers.ask(member, facts.value()), {}};
  const auto rights = rights_on(access.question);
  const auto reading = std::ranges::find_if(rights, [](const SessionRight& right) { return is_reading(right.action); });
  if (reading != rights.end()) {
    access.question.action = reading->action;
    for (const SessionRight& right : rights) access.actions.add(right.action);
    access.because = {policy::Effect::permit, policy::Rule::granted, reading->grant};
    return access;
  }
  access.because = policy::decide(access.question);
  return access;
}

}  // namespace

Result<SessionAccess> read_session_access(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const ReadSessionAccess& request) {
  const auto permitted =
      permit_on_session(tx, environment, credential, request.team, request.session, policy::Action::session_access_read);
  if (!permitted) return std::unexpected(permitted.error());
  const store::MemberFilter filter{.team = request.team, .states = {MemberState::active, MemberState::suspended}};
  auto listed = store::list_members(tx, filter, store::MemberSort::name, request.after, request.limit + 1);
  SessionAccess access{tx.now(), {}, {}};
  if (listed.size() > static_cast<std::size_t>(request.limit)) {
    listed.pop_back();
    access.next = store::position_of(listed.back().member, store::MemberSort::name, tx.now());
  }
  const SessionReaders readers(tx, permitted->caller);
  for (const auto& [member, mail] : listed) access.members.push_back(access_of(tx, readers, member, request.session));
  return access;
}

}  // namespace rolecall::service
