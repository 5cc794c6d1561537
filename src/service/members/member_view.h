// What one caller sees of a member: fields hidden where the caller lacks the right, and the actions that are open to him.
// Reads rights from policy and writes nothing. JSON is http/member_json.h.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/member_state.h"
#include "policy/action.h"
#include "policy/role.h"
#include "store/caller.h"
#include "store/member.h"
#include "store/outbox.h"

namespace rolecall::service {

struct MemberView {
  struct Invitation {
    Instant expires_at;
    store::MailOfMember mail;
  };

  MemberId id;
  std::optional<std::string> email;  // nothing without member.read_contact, except on the own row
  std::optional<std::string> name;   // nothing while an invited address has none
  std::string title;
  policy::RoleSet roles;
  std::vector<RoleId> custom_roles;
  bool owner = false;
  MemberState status = MemberState::invited;
  std::optional<Invitation> invitation;  // in states invited and expired
  std::optional<Instant> joined_at;
  std::optional<Instant> suspended_at;
  std::optional<Instant> return_at;
  std::optional<Instant> removed_at;
  policy::ActionSet allowed_actions;
  std::int64_t revision = 1;
};

/// Views many members for one caller; asks the policy once for each kind of target. The caller outlives it.
class MemberViewer {
 public:
  MemberViewer(const store::TeamCaller& caller, Instant now);

  [[nodiscard]] bool reads_contact() const { return reads_contact_; }
  /// `mail` tells how the latest invitation mail fared; it matters in states invited and expired only.
  [[nodiscard]] MemberView view(const store::Member& member, const store::MailOfMember& mail);

 private:
  struct Target {
    bool is_own = false;
    bool is_owner = false;
  };
  policy::ActionSet allowed_on(Target target);

  const store::TeamCaller& caller_;
  Instant now_;
  bool reads_contact_;
  bool reinstates_;
  std::array<std::optional<policy::ActionSet>, 4> allowed_;
};

/// One member, after or without a change: the caller's own rights are those of `member` when that is himself.
[[nodiscard]] MemberView view_member(store::Transaction& tx, const store::TeamCaller& caller, const store::Member& member);

}  // namespace rolecall::service
