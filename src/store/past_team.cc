#include "store/past_team.h"

#include <boost/describe.hpp>

#include "base/json_read.h"
#include "store/sql.h"

namespace rolecall::store {
namespace {

/// What store/team.cc keeps, as far as decisions need it.
struct Facts {
  std::optional<Instant> deleted_at;
  std::string plan;
  std::string interval;
  Instant term_anchor;
  std::optional<std::string> plan_next;
  std::optional<std::string> plan_next_interval;
  std::optional<Instant> plan_next_from;
  std::optional<Instant> trial_started_at;
  std::optional<Instant> trial_ends_at;
  bool require_mfa = false;
  bool session_view_enabled = false;
  std::int64_t session_view_roles = 0;
  std::optional<std::vector<RoleId>> session_view_custom_roles;  // absent: from before there could be any
  std::vector<MemberId> session_view_members;
  bool session_view_transcripts = false;
  bool emergency_access = false;
  std::optional<int> retention_days;
  std::optional<int> retention_next_days;
  std::optional<Instant> retention_next_from;
};
BOOST_DESCRIBE_STRUCT(Facts, (),
                      (deleted_at, plan, interval, term_anchor, plan_next, plan_next_interval, plan_next_from, trial_started_at,
                       trial_ends_at, require_mfa, session_view_enabled, session_view_roles, session_view_custom_roles,
                       session_view_members, session_view_transcripts, emergency_access, retention_days, retention_next_days,
                       retention_next_from))

std::optional<Facts> facts_at(Transaction& tx, const TeamId& team, Instant at) {
  auto rows = query(tx,
                    "SELECT facts FROM team_history WHERE team_id = $1 AND valid_from <= $2 "
                    "AND (valid_to IS NULL OR valid_to > $2) ORDER BY seq DESC LIMIT 1",
                    team, at);
  if (!rows.next()) return std::nullopt;
  const auto document = json::parse(rows.text_view(0));
  if (!document) return std::nullopt;
  auto facts = json::read<Facts>(document->root(), json::Unknown::ignore);
  return facts ? std::optional(std::move(*facts)) : std::nullopt;
}

void set_settings(TeamSettings& settings, const Facts& facts) {
  settings.require_mfa = facts.require_mfa;
  settings.session_view_enabled = facts.session_view_enabled;
  settings.session_view_roles = policy::RoleSet::from_bits(static_cast<std::uint64_t>(facts.session_view_roles));
  settings.session_view_transcripts = facts.session_view_transcripts;
  settings.emergency_access = facts.emergency_access;
  settings.retention_days = facts.retention_days;
  settings.retention_next.reset();
  if (facts.retention_next_days && facts.retention_next_from) {
    settings.retention_next = WaitingRetention{*facts.retention_next_days, *facts.retention_next_from};
  }
}

/// Whether the plan is known.
bool set_plan(Team& team, const Facts& facts) {
  const auto interval = billing::parse_interval(facts.interval);
  if (!interval) return false;
  team.plan = facts.plan;
  team.interval = *interval;
  team.term_anchor = facts.term_anchor;
  team.subscription_next.reset();
  if (!facts.plan_next) return true;
  const auto next = billing::parse_interval(facts.plan_next_interval.value_or(""));
  if (!next || !facts.plan_next_from) return false;
  team.subscription_next = WaitingSubscription{*facts.plan_next, *next, *facts.plan_next_from};
  return true;
}

void set_trial(Team& team, const Facts& facts) {
  team.trial.reset();
  if (facts.trial_started_at && facts.trial_ends_at) {
    team.trial = billing::Trial{*facts.trial_started_at, *facts.trial_ends_at};
  }
}

}  // namespace

std::optional<PastTeam> team_at(Transaction& tx, const Team& present, Instant at) {
  auto facts = facts_at(tx, present.id, at);
  if (!facts) return std::nullopt;
  PastTeam past{present, std::move(facts->session_view_members), {}};
  past.custom_roles = std::move(facts->session_view_custom_roles).value_or(std::vector<RoleId>{});
  past.team.deleted_at = facts->deleted_at;
  if (!set_plan(past.team, *facts)) return std::nullopt;
  set_trial(past.team, *facts);
  set_settings(past.team.settings, *facts);
  return past;
}

}  // namespace rolecall::store
