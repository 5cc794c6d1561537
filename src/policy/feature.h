// The features that a plan or a trial opens (SPEC section 6). Which plan opens which is data, in billing/.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "policy/enum_set.h"

namespace rolecall::policy {

enum class Feature : std::uint8_t { session_view, team_templates, team_policies, custom_roles, sso, scim, audit_export };
inline constexpr std::size_t feature_count = 7;
using FeatureSet = EnumSet<Feature, feature_count>;

struct FeatureEntry {
  Feature feature;
  std::string_view name;      // as in the plans file and the API
  std::string_view sentence;  // what it is, for people
};

inline constexpr std::array<FeatureEntry, feature_count> all_features{{
    {Feature::session_view, "session_view", "Session View lets chosen members read the sessions of their colleagues."},
    {Feature::team_templates, "team_templates", "Team templates are shared by the whole team."},
    {Feature::team_policies, "team_policies",
     "Team policies demand a second factor, ask for consent, add a footer and limit how long sessions are kept."},
    {Feature::custom_roles, "custom_roles", "Custom roles hold a set of rights that the team chose itself."},
    {Feature::sso, "sso", "Single sign-on lets members sign in with the account of their organisation."},
    {Feature::scim, "scim", "Directory provisioning adds, changes and suspends members from a directory."},
    {Feature::audit_export, "audit_export", "Audit export hands the audit out as a file with a signed checkpoint."},
}};

/// The settings of a team (SPEC section 9, `/settings`) that a change can touch.
enum class Setting : std::uint8_t { session_view, require_mfa, consent_prompt, content_footer, retention_days, emergency_access };

}  // namespace rolecall::policy
