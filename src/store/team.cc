#include "store/team.h"

#include <stdexcept>

#include "base/json_write.h"
#include "policy/catalog.h"
#include "store/row_columns.h"
#include "store/settings_facts.h"

namespace rolecall::store {
namespace {

policy::FeatureSet features_of_plan(const billing::Plan& plan) {
  policy::FeatureSet features;
  for (const std::string& name : plan.features) {
    if (const auto feature = policy::feature_from(name)) features.add(*feature);
  }
  return features;
}

std::optional<std::string_view> next_plan(const Team& team) {
  return team.subscription_next ? std::optional<std::string_view>(team.subscription_next->plan) : std::nullopt;
}

std::optional<std::string_view> next_interval(const Team& team) {
  return team.subscription_next ? std::optional(billing::to_string(team.subscription_next->interval)) : std::nullopt;
}

/// What a decision about the past needs to know of the team.
std::string facts_of(Transaction& tx, const Team& team) {
  const TeamSettings& settings = team.settings;
  std::string out;
  json::Writer writer(out);
  writer.begin_object()
      .field("name", team.name)
      .field("deleted_at", team.deleted_at)
      .field("plan", team.plan)
      .field("interval", billing::to_string(team.interval))
      .field("term_anchor", team.term_anchor)
      .field("plan_next", next_plan(team))
      .field("plan_next_interval", next_interval(team))
      .field("plan_next_from", team.subscription_next ? std::optional(team.subscription_next->from) : std::nullopt)
      .field("trial_started_at", team.trial ? std::optional(team.trial->started_at) : std::nullopt)
      .field("trial_ends_at", team.trial ? std::optional(team.trial->ends_at) : std::nullopt)
      .field("require_mfa", settings.require_mfa)
      .field("session_view_enabled", settings.session_view_enabled)
      .field("session_view_roles", static_cast<std::int64_t>(settings.session_view_roles.bits()))
      .field("session_view_custom_roles", session_view_custom_roles(tx, team.id))
      .field("session_view_members", session_view_members(tx, team.id))
      .field("session_view_transcripts", settings.session_view_transcripts)
      .field("emergency_access", settings.emergency_access)
      .field("retention_days", settings.retention_days)
      .field("retention_next_days", settings.retention_next ? std::optional(settings.retention_next->days) : std::nullopt)
      .field("retention_next_from", settings.retention_next ? std::optional(settings.retention_next->from) : std::nullopt)
      .end_object();
  return out;
}

void keep_history(Transaction& tx, std::int64_t seq, const Team& team) {
  execute(tx, "UPDATE team_history SET valid_to = $2 WHERE team_id = $1 AND valid_to IS NULL", team.id, tx.now());
  execute(tx, "INSERT INTO team_history(team_id, seq, facts, valid_from, valid_to) VALUES ($1, $2, $3, $4, NULL)", team.id, seq,
          facts_of(tx, team), tx.now());
}

std::optional<Instant> trial_start(const Team& team) { return team.trial ? std::optional(team.trial->started_at) : std::nullopt; }

std::optional<Instant> trial_end(const Team& team) { return team.trial ? std::optional(team.trial->ends_at) : std::nullopt; }

billing::Interval read_interval(const Rows& rows, int column) {
  const auto interval = billing::parse_interval(rows.text_view(column));
  if (!interval) throw std::logic_error("a team has an interval that nobody knows");
  return *interval;
}

std::optional<Instant> next_subscription_from(const Team& team) {
  return team.subscription_next ? std::optional(team.subscription_next->from) : std::nullopt;
}

}  // namespace

Team read_team(const Rows& rows, int first) {
  Team team;
  int column = first;
  team.id = rows.id<TeamId>(column++);
  team.name = rows.text(column++);
  team.created_at = rows.instant(column++);
  team.deleted_at = rows.instant_or_null(column++);
  team.revision = rows.integer(column++);
  team.plan = rows.text(column++);
  team.interval = read_interval(rows, column++);
  team.term_anchor = rows.instant(column++);
  if (!rows.is_null(column)) team.trial.emplace(rows.instant(column), rows.instant(column + 1));
  column += 2;
  if (!rows.is_null(column)) team.seat_limit = rows.integer(column);
  ++column;
  team.settings.require_mfa = rows.flag(column++);
  team.settings.session_view_enabled = rows.flag(column++);
  team.settings.session_view_roles = policy::RoleSet::from_bits(static_cast<std::uint64_t>(rows.integer(column++)));
  team.settings.session_view_transcripts = rows.flag(column++);
  team.settings.consent_enabled = rows.flag(column++);
  team.settings.consent_text = rows.text(column++);
  team.settings.content_footer = rows.text(column++);
  if (!rows.is_null(column)) team.settings.retention_days = static_cast<int>(rows.integer(column));
  ++column;
  team.settings.emergency_access = rows.flag(column++);
  team.owner_hash = rows.text(column++);
  team.owner_has_used_trial = rows.integer(column++) > 0;
  if (!rows.is_null(column)) {
    team.settings.retention_next = WaitingRetention{static_cast<int>(rows.integer(column)), rows.instant(column + 1)};
  }
  column += 2;
  if (!rows.is_null(column)) team.settings.sign_out_minutes = static_cast<int>(rows.integer(column));
  ++column;
  if (!rows.is_null(column)) {
    team.subscription_next = WaitingSubscription{rows.text(column), read_interval(rows, column + 1), rows.instant(column + 2)};
  }
  return team;
}

Subscription subscription_of(const Team& team, Instant at) {
  const auto& next = team.subscription_next;
  if (!next || next->from > at) return {team.plan, team.interval, team.term_anchor};
  const bool is_longer = next->interval == billing::Interval::year && team.interval == billing::Interval::month;
  return {next->plan, next->interval, is_longer ? next->from : team.term_anchor};
}

policy::FeatureSet features_of(const Team& team, const billing::Plans& plans, Instant now) {
  policy::FeatureSet features = features_of_plan(plans.find_or_default(subscription_of(team, now).plan));
  if (team.trial && team.trial->is_running(now) && plans.trial) {
    features = features | features_of_plan(plans.find_or_default(plans.trial->plan));
  }
  return features;
}

policy::TeamFacts team_facts(const Team& team, const billing::Plans& plans, Instant now) {
  policy::TeamFacts facts;
  facts.deleted = team.deleted_at.has_value();
  facts.features = features_of(team, plans, now);
  facts.trial_used = team.trial.has_value() || team.owner_has_used_trial;
  if (plans.trial && !facts.trial_used)
    facts.trial_features = features_of_plan(plans.find_or_default(plans.trial->plan)) - facts.features;
  facts.require_mfa = team.settings.require_mfa && facts.features.has(policy::Feature::team_policies);
  facts.emergency_access_enabled = team.settings.emergency_access;
  facts.session_view.enabled = team.settings.session_view_enabled;
  facts.session_view.audience_roles = team.settings.session_view_roles;
  facts.session_view.include_transcripts = team.settings.session_view_transcripts;
  return facts;
}

std::optional<Team> find_team(Transaction& tx, const TeamId& id) {
  auto rows = query(tx, "SELECT " ROLECALL_TEAM_COLUMNS " FROM team t WHERE t.id = $1", id);
  if (!rows.next()) return std::nullopt;
  return read_team(rows, 0);
}

void insert_team(Transaction& tx, const Permit& permit, const Team& team) {
  permit.require(tx, team.id);
  execute(tx,
          "INSERT INTO team(id, name, created_at, revision, plan, plan_interval, term_anchor, owner_hash) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
          team.id, team.name, team.created_at, team.revision, team.plan, billing::to_string(team.interval), team.term_anchor,
          team.owner_hash);
  keep_history(tx, 0, team);
}

void save_team(Transaction& tx, const Permit& permit, const Recorded& recorded, Team& team) {
  permit.require(tx, team.id);
  const TeamSettings& settings = team.settings;
  ++team.revision;
  const auto changed = execute(
      tx,
      "UPDATE team SET name = $2, deleted_at = $3, revision = $4, plan = $5, plan_interval = $6, term_anchor = $7, "
      "trial_started_at = $8, trial_ends_at = $9, seat_limit = $10, require_mfa = $11, session_view_enabled = $12, "
      "session_view_roles = $13, session_view_transcripts = $14, consent_enabled = $15, consent_text = $16, content_footer = "
      "$17, "
      "retention_days = $18, emergency_access = $19, retention_next_days = $20, retention_next_from = $21, sign_out_minutes = "
      "$22, "
      "owner_hash = $23, plan_next = $24, plan_next_interval = $25, plan_next_from = $26 WHERE id = $1 AND revision = $4 - 1",
      team.id, team.name, team.deleted_at, team.revision, team.plan, billing::to_string(team.interval), team.term_anchor,
      trial_start(team), trial_end(team), team.seat_limit, settings.require_mfa, settings.session_view_enabled,
      static_cast<std::int64_t>(settings.session_view_roles.bits()), settings.session_view_transcripts, settings.consent_enabled,
      settings.consent_text, settings.content_footer, settings.retention_days, settings.emergency_access,
      settings.retention_next ? std::optional(std::int64_t{settings.retention_next->days}) : std::nullopt,
      settings.retention_next ? std::optional(settings.retention_next->from) : std::nullopt,
      settings.sign_out_minutes ? std::optional(std::int64_t{*settings.sign_out_minutes}) : std::nullopt, team.owner_hash,
      next_plan(team), next_interval(team), next_subscription_from(team));
  if (changed != 1) throw std::logic_error("a team is saved that was not read in this transaction");
  keep_history(tx, recorded.seq(), team);
}

std::vector<MemberId> session_view_members(Transaction& tx, const TeamId& team) {
  std::vector<MemberId> members;
  for (auto rows = query(tx, "SELECT member_id FROM session_view_member WHERE team_id = $1 ORDER BY member_id", team);
       rows.next();) {
    members.push_back(rows.id<MemberId>(0));
  }
  return members;
}

}  // namespace rolecall::store
