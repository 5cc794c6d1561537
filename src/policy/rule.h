// The rules that a decision can name, in the order in which they are tried (SPEC section 2), and their sentences.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace rolecall::policy {

enum class Rule : std::uint8_t {
  granted,
  not_found,
  subject_not_active,
  sign_in_again,
  mfa_required,
  no_grant,
  owner_protected,
  owner_cannot_leave,
  owner_keeps_administrator,
  above_own_rights,
  reassign_to_self,
  review_of_own_access,
  emergency_access_off,
  plan_lacks_feature,
  note_signed,
  legal_hold,
  retention_expired,
  trial_used,
  session_view_off,
  not_in_audience,
  session_restricted,
  transcripts_not_included,
  share_level_too_low,
  not_own,
};
inline constexpr std::size_t rule_count = 24;

struct RuleEntry {
  Rule rule;
  std::string_view name;
  std::string_view sentence;  // why; explain.h adds what would change it
};

inline constexpr std::array<RuleEntry, rule_count> all_rules{{
    {Rule::granted, "granted", "A right that is held here allows this."},
    {Rule::not_found, "not_found", "There is nothing here, or nothing that may be seen."},
    {Rule::subject_not_active, "subject_not_active",
     "Only active members of the team can do this, and this membership is not active."},
    {Rule::sign_in_again, "sign_in_again", "The team has asked for a new sign-in since this login began."},
    {Rule::mfa_required, "mfa_required", "The team demands a second factor, and this login used none."},
    {Rule::no_grant, "no_grant", "None of the roles held here includes this."},
    {Rule::owner_protected, "owner_protected", "Nobody but the Account Owner changes the Account Owner."},
    {Rule::owner_cannot_leave, "owner_cannot_leave",
     "A team always has an active owner, so the Account Owner cannot leave it or be suspended."},
    {Rule::owner_keeps_administrator, "owner_keeps_administrator", "The Account Owner always holds the role Administrator."},
    {Rule::above_own_rights, "above_own_rights", "This would pass on or use more than may be passed on or used here."},
    {Rule::reassign_to_self, "reassign_to_self", "Nobody hands the sessions of a colleague over to himself."},
    {Rule::review_of_own_access, "review_of_own_access", "Nobody reviews his own emergency access."},
    {Rule::emergency_access_off, "emergency_access_off", "The team has not enabled emergency access."},
    {Rule::plan_lacks_feature, "plan_lacks_feature", "The team's plan does not include this."},
    {Rule::note_signed, "note_signed", "The note is signed, and a signed note no longer changes."},
    {Rule::legal_hold, "legal_hold", "The session is under legal hold, so nothing of it may be deleted or overwritten."},
    {Rule::retention_expired, "retention_expired", "The time for which the team keeps this session has passed."},
    {Rule::trial_used, "trial_used", "The trial of this team has been used already."},
    {Rule::session_view_off, "session_view_off", "Session View is switched off in this team."},
    {Rule::not_in_audience, "not_in_audience", "Session View is on, but not for this member or these roles."},
    {Rule::session_restricted, "session_restricted", "The session's clinician has hidden this session from Session View."},
    {Rule::transcripts_not_included, "transcripts_not_included", "Session View does not include transcripts in this team."},
    {Rule::share_level_too_low, "share_level_too_low",
     "The session is shared with this member, but not at a level that includes this."},
    {Rule::not_own, "not_own", "This belongs to somebody else and has not been opened to this member."},
}};

}  // namespace rolecall::policy
