#include "service/sessions/read_session.h"

#include <algorithm>
#include <iterator>

#include "clinical/search_words.h"
#include "policy/explain.h"
#include "policy/filter.h"
#include "service/sessions/ask_about_session.h"
#include "service/sessions/record_opening.h"
#include "store/member.h"

namespace rolecall::service {
namespace {

using policy::Action;

/// A list is asked about like a session of one's own: who holds session.read in no way at all is told so.
policy::Question ask_to_list(const store::TeamCaller& caller, const policy::Filter& reach) {
  auto question = caller.asks(Action::session_read);
  question.resource = policy::Resource{.kind = policy::ResourceKind::session, .known = true};
  question.resource.legal_hold = false;
  question.resource.retention_expired = false;
  question.resource.own = reach.own;
  question.resource.delegated = reach.delegated;
  question.resource.restricted = !reach.viewed;
  question.resource.share = reach.shared;
  question.resource.emergency_open = reach.emergency;
  return question;
}

std::optional<Refusal> why_not_viewed(const store::TeamCaller& caller) {
  const auto question = ask_to_list(caller, {.viewed = true});
  const auto decision = policy::decide(question);
  return decision.permitted() ? std::nullopt : std::optional(policy::refusal_of(decision, question));
}

Result<Done> narrow_to_clinician(store::Transaction& tx, const store::TeamCaller& caller, const std::string& wanted,
                                 store::SessionFilter& filter) {
  if (wanted == "all") return Done{};
  if (wanted == "me" || wanted.empty()) {
    filter.clinician = caller.member.id;
    return Done{};
  }
  if (!store::find_member(tx, caller.team.id, MemberId{wanted})) {
    return invalid_field("/clinician", "expected `me`, `all` or the id of a member");
  }
  filter.clinician = MemberId{wanted};
  return Done{};
}

Result<store::SessionFilter> filter_of(store::Transaction& tx, const store::TeamCaller& caller, const ListSessions& request) {
  auto question = caller.asks(Action::session_read);
  question.resource = policy::Resource{.kind = policy::ResourceKind::session, .known = true};
  store::SessionFilter filter{caller.team.id, caller.member.id, policy::filter(question), {}, {}, {}, {}};
  if (const auto narrowed = narrow_to_clinician(tx, caller, request.clinician, filter); !narrowed) {
    return std::unexpected(narrowed.error());
  }
  if (!request.status.empty()) {
    filter.status = session_status_from(request.status);
    if (!filter.status) return invalid_field("/status", "expected `draft`, `in_progress` or `completed`");
  }
  filter.terms = clinical::terms_of_query(request.query);
  if (!request.query.empty() && filter.terms.empty()) return invalid_field("/query", "expected letters or digits");
  // Left out, the sixth would find more than was asked for.
  if (filter.terms.size() > clinical::most_terms) filter.terms = {clinical::identifier_term(request.query)};
  const auto retention = store::retention_of(caller.team, caller.team_facts.features, tx.now());
  // A session whose time is up exactly now is gone, as in the policy.
  if (retention) filter.kept_since = tx.now() - *retention + Duration{1};
  return filter;
}

bool has_too_many_words(const ListSessions& request) {
  return clinical::terms_of_query(request.query).size() > clinical::most_terms;
}

/// What has each word, and whose identifier is all that was typed: one more than the page, where there are more.
std::vector<store::Session> find_sessions(store::Transaction& tx, const store::TeamVault& vault,
                                          const store::SessionFilter& filter, const ListSessions& request) {
  const int wanted = request.limit + 1;
  auto found = store::list_sessions(tx, vault, filter, request.after, wanted);
  if (filter.terms.size() < 2) return found;
  auto by_identifier = filter;
  by_identifier.terms = {clinical::identifier_term(request.query)};
  std::ranges::move(store::list_sessions(tx, vault, by_identifier, request.after, wanted), std::back_inserter(found));
  std::ranges::sort(found, store::is_newer);
  const auto repeated = std::ranges::unique(found, {}, &store::Session::id);
  found.erase(repeated.begin(), repeated.end());
  if (found.size() > static_cast<std::size_t>(wanted)) found.resize(static_cast<std::size_t>(wanted));
  return found;
}

}  // namespace

Result<ShownSession> read_session(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                  const TeamId& team, const SessionId& session) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto facts = store::find_session(tx, team, caller->member.id, session);
  const audit::Resource resource{"session", session.value};
  const auto permit = store::authorize(tx, *caller, ask_about_session(*caller, Action::session_read, facts, tx.now()), resource);
  if (!permit) return std::unexpected(permit.error());
  const auto vault = store::open_vault(tx, environment.keys.sealer(), team);
  auto shown = show_session(tx, *caller, vault, *facts);
  if (!shown) return std::unexpected(shown.error());
  if (const auto opened = record_opening(tx, *caller, *permit, facts->session, resource); !opened) {
    return std::unexpected(opened.error());
  }
  return shown;
}

Result<SessionPage> list_sessions(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                  const ListSessions& request) {
  const auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto filter = filter_of(tx, *caller, request);
  if (!filter) return std::unexpected(filter.error());
  const auto permit = store::authorize(tx, *caller, ask_to_list(*caller, filter->reach), {"team", request.team.value});
  if (!permit) return std::unexpected(permit.error());
  const auto vault = store::open_vault(tx, environment.keys.sealer(), request.team);
  auto sessions = find_sessions(tx, vault, *filter, request);
  if (sessions.empty() && !request.after && has_too_many_words(request)) {
    return invalid_field("/query", "expected at most 5 words, or the whole of an identifier");
  }
  SessionPage page;
  page.why_not_all = why_not_viewed(*caller);
  if (sessions.size() > static_cast<std::size_t>(request.limit)) {
    sessions.pop_back();
    page.next = store::SessionPosition{sessions.back().started_at, sessions.back().id};
  }
  if (const auto listed = record_list(tx, *caller, *permit, sessions); !listed) return std::unexpected(listed.error());
  for (auto& session : sessions) {
    auto content = store::open_content(vault, session);
    page.items.push_back({std::move(session), content ? std::optional(std::move(*content)) : std::nullopt});
  }
  return page;
}

}  // namespace rolecall::service
