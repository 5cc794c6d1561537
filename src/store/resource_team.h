// Which team a resource belongs to, and who of that team a user is: for questions that name a resource and no team.
#pragma once

#include <optional>

#include "base/id.h"
#include "store/member.h"
#include "store/session_text.h"
#include "store/transaction.h"

namespace rolecall::store {

/// Whatever the member's state. Knowing the team permits nothing: the caller is looked for in it next.
[[nodiscard]] std::optional<TeamId> team_of_member(Transaction& tx, const MemberId& member);

[[nodiscard]] std::optional<TeamId> team_of_session(Transaction& tx, const SessionId& session);
[[nodiscard]] std::optional<TeamId> team_of_template(Transaction& tx, const TemplateId& id);

/// Where a note or document stands.
struct TextHome {
  TeamId team;
  SessionId session;
};
[[nodiscard]] std::optional<TextHome> home_of_text(Transaction& tx, TextKind kind, const std::string& id);

/// The active or suspended member that this user is.
[[nodiscard]] std::optional<Member> find_member_of_user(Transaction& tx, const TeamId& team, const UserId& user);

}  // namespace rolecall::store
