#include "service/access/evaluate.h"

#include "base/address.h"
#include "policy/catalog.h"
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

/// The member who is to act, and the question with what the policy knows of him; nothing when the caller may not ask about him.
std::optional<MemberId> put_subject(store::Transaction& tx, const TeamCaller& caller, const Entity& subject,
                                    policy::Question& question) {
  if (is_caller(caller, subject)) return caller.member.id;
  if (!policy::decide(caller.asks(Action::member_read_contact)).permitted()) return std::nullopt;
  const auto member = find_subject(tx, caller.team.id, subject);
  if (!member) return std::nullopt;
  question.subject = store::subject_of(tx, *member, tx.now());
  question.team.session_view.names_subject = false;
  return member->id;
}

/// What is created in a team is the subject's own, unless it is for another clinician.
void put_team(store::Transaction& tx, const TeamId& team, const std::optional<std::string_view>& clinician,
              const MemberId& subject, policy::Resource& resource) {
  resource.own = !clinician || *clinician == subject.value;
  resource.known = resource.own || store::find_member(tx, team, MemberId{std::string(*clinician)}).has_value();
}

void put_member(store::Transaction& tx, const TeamCaller& caller, std::string_view id, const MemberId& subject,
                policy::Resource& resource) {
  resource.kind = ResourceKind::member;
  resource.own = id == subject.value;
  if (id == caller.member.id.value) {
    resource.known = true;
    resource.target_is_owner = caller.member.owner;
    return;
  }
  const auto member = store::find_member(tx, caller.team.id, MemberId{std::string(id)});
  resource.known = member.has_value();
  resource.target_is_owner = member && member->owner;
}

/// Denied as not_found: of such a question nothing is known.
AccessAnswer nothing_found() {
  const policy::Question question;
  return {question, policy::decide(question)};
}

std::optional<ResourceKind> kind_of(const Entity& resource) {
  const auto kind = policy::resource_kind_from(resource.type);
  return kind == ResourceKind::team || kind == ResourceKind::member ? kind : std::nullopt;
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
Result<const TeamCaller*> Evaluator::caller_for(const Entity& resource) {
  const auto kind = kind_of(resource);
  if (kind == ResourceKind::team) return caller_in(TeamId{std::string(resource.id)});
  if (kind == ResourceKind::member) {
    if (caller_ && caller_->member.id.value == resource.id) return &*caller_;
    if (const auto team = store::team_of_member(tx_, MemberId{std::string(resource.id)})) return caller_in(*team);
  }
  if (is_signed_in_) return nullptr;
  const auto caller = store::load_caller(tx_, credential_, environment_.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  is_signed_in_ = true;
  return nullptr;
}

Result<AccessAnswer> Evaluator::answer(const AccessQuestion& asked) {
  const auto caller = caller_for(asked.resource);
  if (!caller) return std::unexpected(caller.error());
  if (*caller == nullptr) return nothing_found();
  const auto action = policy::action_from(asked.action);
  if (!action) return nothing_found();
  auto question = (*caller)->asks(*action);
  const auto subject = put_subject(tx_, **caller, asked.subject, question);
  if (!subject) return nothing_found();
  if (kind_of(asked.resource) == ResourceKind::member) {
    put_member(tx_, **caller, asked.resource.id, *subject, question.resource);
  } else {
    put_team(tx_, (*caller)->team.id, asked.clinician, *subject, question.resource);
  }
  if (!policy::entry_of(*action).asked_on.has(question.resource.kind)) return nothing_found();
  return AccessAnswer{question, policy::decide(question)};
}

}  // namespace rolecall::service
