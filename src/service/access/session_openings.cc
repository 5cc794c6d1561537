#include "service/access/session_openings.h"

#include "policy/explain.h"
#include "service/audit/read_audit.h"
#include "service/sessions/ask_about_session.h"

namespace rolecall::service {
namespace {

using policy::Action;

std::optional<policy::GrantUsed> grant_of(const store::Opening& opening) {
  const auto action = policy::action_from(opening.grant_action);
  const auto scope = policy::scope_from(opening.grant_scope);
  if (!action || !scope) return std::nullopt;
  for (const policy::GrantId id : policy::grants_of(*action)) {
    if (policy::grant_at(id).scope != *scope) continue;
    for (const policy::HolderEntry& holder : policy::all_holders) {
      if (holder.name == opening.grant_role) return policy::GrantUsed{id, holder.holder};
    }
  }
  return std::nullopt;
}

std::string explanation_of(const store::Opening& opening) {
  const auto grant = grant_of(opening);
  if (!grant) return "The table of grants has changed since; this grant is in it no longer.";
  return std::string(policy::sentence_of({policy::Effect::permit, policy::Rule::granted, grant}, {}));
}

Result<Done> check_right(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                         const ReadSessionOpenings& request) {
  const auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto facts = store::find_session(tx, request.team, caller->member.id, request.session);
  const bool reads_audit = !policy::scopes_held(caller->subject, Action::audit_read).empty();
  if (facts && !facts->own && reads_audit) {
    if (tx.mode() == store::Transaction::Mode::read) return fail(Code::write_needed, "write_needed", "has to be recorded");
    return note_reading(tx, environment, credential, request.team);
  }
  const auto permit = store::authorize(tx, *caller, ask_about_session(*caller, Action::audit_read_own, facts, tx.now()),
                                       {"session", request.session.value});
  return permit ? Result<Done>(Done{}) : std::unexpected(permit.error());
}

}  // namespace

Result<OpeningPage> read_session_openings(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const ReadSessionOpenings& request) {
  if (const auto may = check_right(tx, environment, credential, request); !may) return std::unexpected(may.error());
  auto openings = store::list_openings(tx, request.session, request.before_seq, request.limit + 1);
  OpeningPage page;
  page.has_more = openings.size() > static_cast<std::size_t>(request.limit);
  if (page.has_more) openings.pop_back();
  for (auto& opening : openings) {
    auto explanation = explanation_of(opening);
    page.items.push_back({std::move(opening), std::move(explanation)});
  }
  return page;
}

}  // namespace rolecall::service
