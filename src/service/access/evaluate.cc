#include "service/access/evaluate.h"

#include <algorithm>

#include "base/address.h"
#include "policy/catalog.h"
#include "service/members/ask_about.h"
#include "service/sessions/ask_about_session.h"
#include "service/sessions/create_session.h"
#include "service/sessions/readable_sessions.h"
#include "service/templates/open_template.h"
#include "service/texts/open_text.h"
#include "store/delegations.h"
#include "store/resource_team.h"

namespace rolecall::service {
namespace {

using policy::Action;
using policy::ResourceKind;
using store::Member;
using store::TeamCaller;

bool is_caller(const TeamCaller& caller, const Entity& subject) {
  if (subject.type == "member") return subject.id == caller.member.id.value;
  if (subject.type != "user") return false;
  if (subject.id == caller.caller.user.value) return true;
  return subject.id.find('@') != std::string_view::npos && normalise_address(subject.id) == caller.caller.address_key;
}

std::optional<Member> find_subject(store::Transaction& tx, const TeamId& team, const Entity& subject) {
  if (subject.type == "member") return store::find_member(tx, team, MemberId{std::string(subject.id)});
  if (subject.type != "user") return std::nullopt;
  if (const auto key = normalise_address(subject.id)) return store::find_current_member(tx, team, *key);
  return store::find_member_of_user(tx, team, UserId{std::string(subject.id)});
}

/// The subject in the caller's place; nothing when the caller may not ask about him. Logins of others count as met.
std::optional<TeamCaller> in_place_of(store::Transaction& tx, const TeamCaller& caller, const Entity& subject) {
  if (!caller.may(Action::member_read_contact)) return std::nullopt;
  auto member = find_subject(tx, caller.team.id, subject);
  if (!member) return std::nullopt;
  TeamCaller asker = caller;
  const auto facts = facts_for(tx, caller.team, caller.team_facts, *member);
  asker.subject = facts.subject;
  asker.team_facts = facts.team;
  asker.member = std::move(*member);
  return asker;
}

/// What is created in a team is the asker's own, unless it is for another clinician.
policy::Question ask_about_team(store::Transaction& tx, const TeamCaller& asker, Action action,
                                const std::optional<std::string_view>& clinician) {
  const MemberId holder = clinician ? MemberId{std::string(*clinician)} : asker.member.id;
  if (holder != asker.member.id && !store::find_member(tx, asker.team.id, holder)) {
    auto question = asker.asks(action);
    question.resource.known = false;
    return question;
  }
  auto question = action == Action::session_create ? ask_to_create(tx, asker, holder) : asker.asks(action);
  question.resource.own = holder == asker.member.id;
  return question;
}

/// A delegation that was received is ended on the clinician who gave it, suspended or not.
bool has_received_from(store::Transaction& tx, const TeamCaller& asker, const MemberId& clinician) {
  const auto open = store::open_delegations_of(tx, asker.team.id, asker.member.id);
  return std::ranges::any_of(open, [&](const store::Delegation& delegation) {
    return delegation.clinician == clinician && delegation.assistant == asker.member.id;
  });
}

policy::Question ask_about_member(store::Transaction& tx, const TeamCaller& asker, Action action, const MemberId& id) {
  auto question = ask_about(asker, action, id == asker.member.id ? asker.member : store::find_member(tx, asker.team.id, id));
  if (action == Action::delegation_end) question.resource.delegated = has_received_from(tx, asker, id);
  return question;
}

policy::Question ask_about_text_with(store::Transaction& tx, const TeamCaller& asker, Action action, store::TextKind kind,
                                     const std::string& id) {
  const auto home = store::home_of_text(tx, kind, id);
  const auto session = home ? store::find_session(tx, asker.team.id, asker.member.id, home->session) : std::nullopt;
  const auto text = session ? store::find_text(tx, kind, home->session, id) : std::nullopt;
  return ask_about_text(asker, action, session, text, kind, tx.now());
}

/// The question of the use case that does this, with the facts that it decides on.
policy::Question ask_about_resource(store::Transaction& tx, const TeamCaller& asker, Action action, ResourceKind kind,
                                    const AccessQuestion& asked) {
  const std::string id(asked.resource.id);
  switch (kind) {
    case ResourceKind::member:
      return ask_about_member(tx, asker, action, MemberId{id});
    case ResourceKind::session:
    case ResourceKind::transcript:
      return ask_about_session(asker, action, store::find_session(tx, asker.team.id, asker.member.id, SessionId{id}), tx.now(),
                               kind);
    case ResourceKind::note:
      return ask_about_text_with(tx, asker, action, store::TextKind::note, id);
    case ResourceKind::document:
      return ask_about_text_with(tx, asker, action, store::TextKind::document, id);
    case ResourceKind::template_:
      return ask_about_template(asker, action, store::find_template(tx, asker.team.id, TemplateId{id}));
    default:
      return ask_about_team(tx, asker, action, asked.clinician);
  }
}

/// Denied as not_found: of such a question nothing is known.
AccessAnswer nothing_found() {
  const policy::Question question;
  return {question, policy::decide(question)};
}

constexpr policy::ResourceKinds askable{ResourceKind::team,       ResourceKind::member, ResourceKind::session,
                                        ResourceKind::transcript, ResourceKind::note,   ResourceKind::document,
                                        ResourceKind::template_};

std::optional<ResourceKind> kind_of(const Entity& resource) {
  const auto kind = policy::resource_kind_from(resource.type);
  return kind && askable.has(*kind) ? kind : std::nullopt;
}

std::optional<TeamId> team_of_text(store::Transaction& tx, store::TextKind kind, const std::string& id) {
  const auto home = store::home_of_text(tx, kind, id);
  return home ? std::optional(home->team) : std::nullopt;
}

/// Knowing the team permits nothing: the caller is looked for in it next.
std::optional<TeamId> team_of(store::Transaction& tx, ResourceKind kind, const std::string& id) {
  switch (kind) {
    case ResourceKind::member:
      return store::team_of_member(tx, MemberId{id});
    case ResourceKind::session:
    case ResourceKind::transcript:
      return store::team_of_session(tx, SessionId{id});
    case ResourceKind::note:
      return team_of_text(tx, store::TextKind::note, id);
    case ResourceKind::document:
      return team_of_text(tx, store::TextKind::document, id);
    case ResourceKind::template_:
      return store::team_of_template(tx, TemplateId{id});
    default:
      return TeamId{id};
  }
}

}  // namespace

Result<const TeamCaller*> Evaluator::caller_in(const TeamId& team) {
  if (caller_ && caller_->team.id == team) return &*caller_;
  auto caller = store::load_team_caller(tx_, credential_, team, environment_.plans, environment_.settings.idle_limit);
  if (!caller && caller.error().code != Code::not_found) return std::unexpected(std::move(caller.error()));
  is_signed_in_ = true;
  if (!caller) return nullptr;
  caller_ = std::move(*caller);
  return &*caller_;
}

/// Null when the caller is in no team that has the resource.
Result<const TeamCaller*> Evaluator::caller_for(ResourceKind kind, const std::string& id) {
  if (kind == ResourceKind::member && caller_ && caller_->member.id.value == id) return &*caller_;
  if (const auto team = team_of(tx_, kind, id)) return caller_in(*team);
  return nobody();
}

/// Whoever is signed in nowhere is told so, whatever he asks about.
Result<const TeamCaller*> Evaluator::nobody() {
  if (is_signed_in_) return nullptr;
  const auto caller = store::load_caller(tx_, credential_, environment_.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  is_signed_in_ = true;
  return nullptr;
}

Result<AccessAnswer> Evaluator::answer(const AccessQuestion& asked) {
  const auto kind = kind_of(asked.resource);
  const auto caller = kind ? caller_for(*kind, std::string(asked.resource.id)) : nobody();
  if (!caller) return std::unexpected(caller.error());
  const auto action = policy::action_from(asked.action);
  if (*caller == nullptr || !action || !policy::entry_of(*action).asked_on.has(*kind)) return nothing_found();
  const bool is_about_caller = is_caller(**caller, asked.subject);
  const auto other = is_about_caller ? std::nullopt : in_place_of(tx_, **caller, asked.subject);
  if (!is_about_caller && !other) return nothing_found();
  const auto question = ask_about_resource(tx_, is_about_caller ? **caller : *other, *action, *kind, asked);
  const auto decision = policy::decide(question);
  return decision.rule == policy::Rule::not_found ? nothing_found() : AccessAnswer{question, decision};
}

}  // namespace rolecall::service
