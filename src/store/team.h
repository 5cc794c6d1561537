// A team, its settings and its plan as stored, and the writers that change them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "billing/plan.h"
#include "billing/trial.h"
#include "policy/question.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

/// A shorter retention does not bite at once (SPEC section 5).
struct WaitingRetention {
  int days = 0;
  Instant from;
  bool operator==(const WaitingRetention&) const = default;
};

/// The settings record of SPEC section 9. Custom roles and members in the audience of Session View stand in tables of their own.
struct TeamSettings {
  bool require_mfa = false;
  bool session_view_enabled = false;
  policy::RoleSet session_view_roles{policy::Role::administrator};
  bool session_view_transcripts = false;
  bool consent_enabled = false;
  std::string consent_text;
  std::string content_footer;
  std::optional<int> retention_days;
  std::optional<WaitingRetention> retention_next;  // takes the place of retention_days when its time has come
  bool emergency_access = false;
  std::optional<int> sign_out_minutes;  // idle limit of this team; nothing: the server's
  bool operator==(const TeamSettings&) const = default;
};

/// What a team has subscribed to.
struct Subscription {
  std::string plan;
  billing::Interval interval = billing::Interval::year;
  Instant term_anchor;
  bool operator==(const Subscription&) const = default;
};

/// A downgrade and a shorter interval bite at the end of the running term (SPEC section 6).
struct WaitingSubscription {
  std::string plan;
  billing::Interval interval = billing::Interval::year;
  Instant from;
  bool operator==(const WaitingSubscription&) const = default;
};

struct Team {
  TeamId id;
  std::string name;
  Instant created_at;
  std::optional<Instant> deleted_at;
  std::int64_t revision = 1;
  std::string plan;
  billing::Interval interval = billing::Interval::year;
  Instant term_anchor;
  std::optional<WaitingSubscription> subscription_next;  // takes the place of plan and interval when its time has come
  std::optional<billing::Trial> trial;
  std::string owner_hash;             // of the owner's address, keyed: see service/teams/trial_owner.h
  bool owner_has_used_trial = false;  // in this team or any other, erased ones too; read only
  std::optional<std::int64_t> seat_limit;
  TeamSettings settings;
};

/// What is in force at `at`: the waiting plan and interval from their time on. Months become a year that begins then; a year
/// becomes months that keep its day.
[[nodiscard]] Subscription subscription_of(const Team& team, Instant at);

/// What the team's plan, or its running trial, opens at `now`.
[[nodiscard]] policy::FeatureSet features_of(const Team& team, const billing::Plans& plans, Instant now);

/// Team facts for the policy, except what is about one member: session_view.names_subject and .audience_custom stay empty.
[[nodiscard]] policy::TeamFacts team_facts(const Team& team, const billing::Plans& plans, Instant now);

/// Deleted teams too.
[[nodiscard]] std::optional<Team> find_team(Transaction& tx, const TeamId& id);

/// A new team and the first interval of its history.
void insert_team(Transaction& tx, const Permit& permit, const Team& team);

/// Writes name, deletion, plan, what waits, trial, the owner's hash and settings, raises `team.revision`, and keeps the history.
void save_team(Transaction& tx, const Permit& permit, const Recorded& recorded, Team& team);

/// The named audience of Session View, by member id.
[[nodiscard]] std::vector<MemberId> session_view_members(Transaction& tx, const TeamId& team);

}  // namespace rolecall::store
