#include "service/sessions/shown_session.h"

#include <array>

#include "policy/explain.h"
#include "service/sessions/ask_about_session.h"

namespace rolecall::service {
namespace {

using policy::Action;
using policy::ResourceKind;

/// What the page of a session offers, and on what it is asked.
constexpr std::array<std::pair<Action, ResourceKind>, 11> offered_on_page{{
    {Action::session_update, ResourceKind::session},
    {Action::session_delete, ResourceKind::session},
    {Action::session_share, ResourceKind::session},
    {Action::session_restrict, ResourceKind::session},
    {Action::session_hold, ResourceKind::session},
    {Action::session_access_read, ResourceKind::session},
    {Action::session_record, ResourceKind::transcript},
    {Action::transcript_read, ResourceKind::transcript},
    {Action::transcript_update, ResourceKind::transcript},
    {Action::note_create, ResourceKind::session},
    {Action::document_create, ResourceKind::session},
}};

}  // namespace

Result<ShownSession> show_session(store::Transaction& tx, const store::TeamCaller& caller, const store::TeamVault& vault,
                                  const store::SessionFacts& facts) {
  auto content = store::open_content(vault, facts.session);
  if (!content) return std::unexpected(content.error());
  ShownSession shown{facts.session, std::move(*content), {}, {}, facts.own};
  for (const auto kind : {ResourceKind::session, ResourceKind::transcript}) {
    shown.allowed_actions =
        shown.allowed_actions | policy::allowed_actions(ask_about_session(caller, Action::session_read, facts, tx.now(), kind));
  }
  for (const auto& [action, kind] : offered_on_page) {
    const auto question = ask_about_session(caller, action, facts, tx.now(), kind);
    const auto decision = policy::decide(question);
    if (!decision.permitted()) shown.refused.emplace_back(action, policy::refusal_of(decision, question));
  }
  return shown;
}

}  // namespace rolecall::service
