#include "service/emergency/review_emergency.h"

#include "base/text.h"
#include "policy/decide.h"
#include "service/emergency/ask_about_emergency.h"
#include "service/emergency/end_emergency.h"
#include "service/sessions/session_fields.h"

namespace rolecall::service {
namespace {

constexpr std::size_t longest_comment = 1000;

/// About those of others, whichever they are.
policy::Question ask_about_others(const store::TeamCaller& caller) {
  auto question = ask_to_review_emergency(caller, std::nullopt);
  question.resource.known = true;
  question.resource.accessed_by_subject = false;
  return question;
}

std::optional<std::string> if_readable(Result<std::string> text) { return text ? std::optional(std::move(*text)) : std::nullopt; }

ShownEmergency shown(const store::TeamCaller& caller, const store::TeamVault& vault, store::EmergencyAccess access, Instant now) {
  auto reason = if_readable(store::open_reason(vault, access));
  auto comment = if_readable(store::open_comment(vault, access));
  ShownEmergency item{std::move(access), std::move(reason), std::move(comment)};
  item.overdue = !item.access.review && item.access.review_due_at <= now;
  if (!item.access.review && policy::decide(ask_to_review_emergency(caller, item.access)).permitted()) {
    item.allowed_actions.add(policy::Action::emergency_review);
  }
  item.can_end = item.access.is_open(now) && policy::decide(ask_to_end_emergency(caller, item.access)).permitted();
  return item;
}

/// What was not justified is not looked at any longer.
void end_if_open(store::Transaction& tx, const store::EmergencyAccess& access) {
  if (access.is_open(tx.now())) end_emergency_by(tx, access, EmergencyEnds::not_justified);
}

}  // namespace

Result<EmergencyPage> list_emergencies(store::Transaction& tx, const Environment& environment,
                                       const store::Credential& credential, const TeamId& team,
                                       const std::optional<store::EmergencyPosition>& after, int limit) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, ask_about_others(*caller), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  auto accesses = store::list_emergency_accesses(tx, team, after, limit + 1);
  EmergencyPage page;
  page.has_more = accesses.size() > static_cast<std::size_t>(limit);
  if (page.has_more) accesses.pop_back();
  if (accesses.empty()) return page;
  const auto vault = store::open_vault(tx, environment.keys.sealer(), team);
  for (auto& access : accesses) page.items.push_back(shown(*caller, vault, std::move(access), tx.now()));
  return page;
}

std::optional<std::int64_t> reviews_waiting(store::Transaction& tx, const store::TeamCaller& caller) {
  if (!policy::decide(ask_about_others(caller)).permitted()) return std::nullopt;
  return store::count_waiting_reviews(tx, caller.team.id, caller.member.id);
}

Result<ShownEmergency> review_emergency(store::Transaction& tx, const Environment& environment,
                                        const store::Credential& credential, const ReviewEmergency& request) {
  const auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto access = store::find_emergency_access(tx, request.team, request.access);
  const audit::Resource resource{"emergency", request.access.value};
  const auto permit = store::authorize(tx, *caller, ask_to_review_emergency(*caller, access), resource);
  if (!permit) return std::unexpected(permit.error());
  if (request.verdict != "justified" && request.verdict != "not_justified") {
    return invalid_field("/verdict", "expected `justified` or `not_justified`");
  }
  const auto comment = many_lines(trim(request.comment), longest_comment);
  if (!comment) return invalid_field("/comment", "expected at most 1000 characters");
  if (access->review) return fail(Code::conflict, "already_reviewed", "this emergency access was reviewed already");
  const auto vault = store::open_vault(tx, environment.keys.sealer(), request.team);
  const auto recorded =
      store::record(tx, *permit, "emergency.review", resource, nullptr, audit::Object{{"verdict", request.verdict}});
  store::save_emergency_review(tx, *permit, recorded, vault, request.access, {caller->member.id, request.verdict, *comment});
  if (request.verdict == "not_justified") end_if_open(tx, *access);
  return shown(*caller, vault, store::find_emergency_access(tx, request.team, request.access).value(), tx.now());
}

}  // namespace rolecall::service
