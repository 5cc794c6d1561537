// The column lists of team and member, and how a row becomes a struct. For store/*.cc only.
#pragma once

#include "store/member.h"
#include "store/sql.h"
#include "store/team.h"

#define ROLECALL_MEMBER_COLUMNS                                                                                     \
  "m.id, m.team_id, m.user_id, m.address, m.address_key, m.name, m.name_key, m.title, m.status, m.roles, m.owner, " \
  "m.custom_role_count, m.revision, m.created_at, m.joined_at, m.status_since, m.return_at, m.logins_valid_from, "  \
  "m.invitation_token_hash, m.invitation_sent_at, m.invitation_expires_at, m.invited_by, m.invitation_takes_seat"

#define ROLECALL_TEAM_COLUMNS                                                                                                \
  "t.id, t.name, t.created_at, t.deleted_at, t.revision, t.plan, t.plan_interval, t.term_anchor, t.trial_started_at, "       \
  "t.trial_ends_at, t.seat_limit, t.require_mfa, t.session_view_enabled, t.session_view_roles, t.session_view_transcripts, " \
  "t.consent_enabled, t.consent_text, t.content_footer, t.retention_days, t.emergency_access, t.owner_hash, "                \
  "(SELECT count(*) FROM trial_used used WHERE used.owner_hash = t.owner_hash AND t.owner_hash <> ''), "                     \
  "t.retention_next_days, t.retention_next_from, t.sign_out_minutes, t.plan_next, t.plan_next_interval, t.plan_next_from"

namespace rolecall::store {

inline constexpr int member_column_count = 23;
inline constexpr int team_column_count = 28;

/// The member whose ROLECALL_MEMBER_COLUMNS begin at column `first`. Its custom roles are only counted: see load_custom_roles.
[[nodiscard]] Member read_member(const Rows& rows, int first);
/// Fills `custom_roles` when the row says that there are any. Call it when the rows that gave the member are no longer read.
void load_custom_roles(Transaction& tx, Member& member);
[[nodiscard]] Team read_team(const Rows& rows, int first);

}  // namespace rolecall::store
