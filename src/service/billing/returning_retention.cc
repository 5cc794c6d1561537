#include "service/billing/returning_retention.h"

#include "policy/feature.h"
#include "service/sessions/delete_expired.h"
#include "service/sessions/readable_sessions.h"
#include "service/settings/setting_kinds.h"
#include "store/retention.h"

namespace rolecall::service {
namespace {

bool has_policies(const store::Team& team, const billing::Plans& plans, Instant at) {
  return store::features_of(team, plans, at).has(policy::Feature::team_policies);
}

std::optional<Instant> return_of_policies(const store::Team& before, const store::Team& after, const billing::Plans& plans,
                                          Instant now) {
  const auto& next = after.subscription_next;
  const bool comes_later = next && next->from > now && has_policies(after, plans, next->from) &&
                           !has_policies(after, plans, Instant{next->from.ms - 1});
  if (comes_later) return next->from;
  if (!has_policies(before, plans, now) && has_policies(after, plans, now)) return now;
  return std::nullopt;
}

}  // namespace

std::optional<store::WaitingRetention> returning_retention(const store::Team& before, const store::Team& after,
                                                           const billing::Plans& plans, Instant now) {
  const store::TeamSettings& settings = after.settings;
  const auto days = settings.retention_next ? std::optional(settings.retention_next->days) : settings.retention_days;
  if (!days) return std::nullopt;
  const auto returned = return_of_policies(before, after, plans, now);
  if (!returned) return std::nullopt;
  return store::WaitingRetention{*days, *returned + retention_delay};
}

void put_off_retention(store::Team& team, const store::WaitingRetention& waiting, audit::Object& before, audit::Object& after) {
  SettingsRecord record{team.settings, {}};
  before["retention_days"] = facts_of(record, SettingKind::retention_days, team.id);
  record.settings.retention_days.reset();
  record.settings.retention_next = waiting;
  after["retention_days"] = facts_of(record, SettingKind::retention_days, team.id);
  team.settings = std::move(record.settings);
}

std::int64_t deleted_by(store::Transaction& tx, const TeamId& team, const store::WaitingRetention& waiting) {
  return store::count_created_until(tx, team, midnight_after(waiting.from) - days(waiting.days));
}

std::string returning_sentence(store::Transaction& tx, const TeamId& team, const store::WaitingRetention& waiting) {
  const std::string days_kept = std::to_string(waiting.days) + (waiting.days == 1 ? " day" : " days");
  return "The team remembers to keep sessions for " + days_kept + ". That takes effect again on " + to_date(waiting.from) +
         " and deletes then: " + shown_count(deleted_by(tx, team, waiting)) +
         ". Until then nothing is deleted, and it can be taken back in the settings.";
}

}  // namespace rolecall::service
