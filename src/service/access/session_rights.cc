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

bool is_reading(Action action) {
  return action == Action::session_read || action == Action::transcript_read || action == Action::note_read ||
         action == Action::document_read;
}

}  // namespace rolecall::service
