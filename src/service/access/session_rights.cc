#include "service/access/session_rights.h"

#include <algorithm>

#include "service/sessions/ask_about_session.h"
#include "store/custom_grants.h"
#include "store/team.h"

namespace rolecall::service {
namespace {

using policy::Action;
using policy::ResourceKind;

constexpr policy::ResourceKinds clinical_content{ResourceKind::session, ResourceKind::transcript, ResourceKind::note,
                                                 ResourceKind::document};
constexpr policy::ActionSet reading_actions{Action::session_read, Action::transcript_read, Action::note_read,
                                            Action::document_read};

}  // namespace

SessionReaders::SessionReaders(store::Transaction& tx, const store::TeamCaller& caller)
    : tx_(tx), caller_(caller), named_(store::session_view_members(tx, caller.team.id)) {}

policy::Question SessionReaders::ask(const store::Member& member, const store::SessionFacts& facts) const {
  auto question = ask_about_session(caller_, Action::session_read, facts, tx_.now());
  const auto asked = store::asked_member(tx_, member, tx_.now());
  question.subject = asked.subject;
  question.team.session_view.audience_custom = asked.audience_custom;
  question.team.session_view.names_subject = std::ranges::find(named_, member.id) != named_.end();
  return question;
}

std::vector<SessionRight> rights_on(policy::Question question) {
  std::vector<SessionRight> rights;
  for (const policy::ActionEntry& entry : policy::all_actions) {
    const auto kinds = entry.asked_on & clinical_content;
    if (kinds.empty()) continue;
    question.action = entry.action;
    question.resource.kind = *kinds.begin();
    const auto decision = policy::decide(question);
    if (decision.grant) rights.push_back({entry.action, *decision.grant});
  }
  return rights;
}

bool is_reading(Action action) { return reading_actions.has(action); }

policy::ActionSet readings_on(policy::Question question) {
  policy::ActionSet permitted;
  for (const Action action : reading_actions) {
    const auto kinds = policy::entry_of(action).asked_on & clinical_content;
    question.action = action;
    question.resource.kind = *kinds.begin();
    if (policy::decide(question).permitted()) permitted.add(action);
  }
  return permitted;
}

policy::ActionSet readings_of_colleagues(const policy::Subject& subject, const policy::TeamFacts& facts) {
  policy::Question question;
  question.subject = subject;
  question.team = facts;
  question.resource.known = true;
  question.resource.restricted = false;
  question.resource.retention_expired = false;
  return readings_on(question);
}

}  // namespace rolecall::service
