// The facts that a decision is made from. Plain data, loaded by the caller in the transaction that acts on the answer.
// Every default that can be is the fact that denies: whoever forgets to load it is refused, never let in. `owner` and `via`
// can be neither way alone and are always loaded.
#pragma once

#include <cstdint>
#include <optional>

#include "model/member_state.h"
#include "policy/catalog.h"
#include "policy/grants.h"

namespace rolecall::policy {

/// This login against the team's last forced sign-out. `assumed`: asked about another subject or a past instant (SPEC section 2).
enum class SignIn : std::uint8_t { before_forced_sign_out, current, assumed };
/// What this login proved beside the password. A key counts as `used` only when it was made in such a login.
enum class SecondFactor : std::uint8_t { none, used, assumed };
enum class Via : std::uint8_t { browser, api_key };

/// Who asks, as a member of the team of the resource.
struct Subject {
  std::optional<MemberState> state;  // none: not in this team
  bool owner = false;
  RoleSet roles;    // built-in ones; of an API key: its roles that its maker holds at this instant
  GrantSet custom;  // what the custom roles of this member grant together
  SignIn sign_in = SignIn::before_forced_sign_out;
  SecondFactor second_factor = SecondFactor::none;
  Via via = Via::browser;  // an owner's key never acts as the owner
};

/// Session View as the team has set it. Without the feature of the plan it has no effect.
struct SessionViewFacts {
  bool enabled = false;
  RoleSet audience_roles;
  GrantSet audience_custom;  // what those custom roles of the subject grant that are in the audience
  bool names_subject = false;
  bool include_transcripts = false;
};

struct TeamFacts {
  bool deleted = true;        // hidden from all, but its owner may restore it
  FeatureSet features;        // of the plan, or of the trial that is running
  FeatureSet trial_features;  // what a trial would open now; empty when none can be started
  bool trial_used = true;
  bool require_mfa = true;
  bool emergency_access_enabled = false;
  SessionViewFacts session_view;
};

enum class ShareLevel : std::uint8_t { none, view, edit, full };

/// What is acted on. Fill what belongs to its kind; all kinds of clinical content carry the facts of their session.
struct Resource {
  ResourceKind kind = ResourceKind::team;
  bool known = false;  // it exists in the subject's team

  /// session, transcript, note, document: the subject is the session's clinician. template, api_key, delegation: its author.
  /// member: the subject himself. team: what is to be created will be the subject's own.
  bool own = false;
  bool personal_template = true;  // template: not one of the team

  // A member.
  bool target_is_owner = true;

  // A session and what hangs on it; `delegated` also for creating one for somebody else, and for a delegation.
  bool delegated = false;               // in force now
  ShareLevel share = ShareLevel::none;  // in force now, capped at what the sharer holds
  bool restricted = true;               // hidden from Session View
  bool authored = false;                // document: the subject wrote it
  bool emergency_open = false;          // an emergency access of the subject is open
  bool note_signed = true;
  bool legal_hold = true;
  bool retention_expired = true;  // and no legal hold keeps it

  bool accessed_by_subject = true;  // emergency: the subject is who opened it
};

/// A set of roles that is to be given to a member or a key, or the grants of a custom role that is to be defined.
struct RoleRequest {
  RoleSet roles;       // the complete set afterwards
  GrantSet custom;     // what the custom roles grant that are newly given, or what a custom role shall hold
  bool owner = false;  // "owner" stood in the list of roles
};

/// Who gets a session that is handed over.
enum class Heir : std::uint8_t { unnamed, another_member, subject };

/// What exactly is asked for, beside action and resource. Without roles, an heir, a share or a delegation the question is
/// general: may this subject do it at all? A writer always asks with them.
struct Request {
  std::optional<RoleRequest> roles;     // role.assign, role.define, api_key.manage
  FeatureSet features;                  // team.settings.update: what the changed settings need, see feature_for_setting
  Heir heir = Heir::unnamed;            // session.reassign
  ShareLevel share = ShareLevel::none;  // session.share: the level that is given
  bool delegates = false;               // delegation.manage: gives one; ending one passes nothing on
};

struct Question {
  Action action{};
  Subject subject;
  TeamFacts team;
  Resource resource;
  Request request;
};

/// Whether a fact about the login was taken as met without being known; the answer says so in `context.assumed`.
[[nodiscard]] constexpr bool is_assumed(const Subject& subject) {
  return subject.sign_in == SignIn::assumed || subject.second_factor == SecondFactor::assumed;
}

}  // namespace rolecall::policy
