#include "store/resource_team.h"

#include "store/sql.h"

namespace rolecall::store {

namespace {

std::optional<TeamId> team_in(Rows rows) {
  if (!rows.next()) return std::nullopt;
  return rows.id<TeamId>(0);
}

}  // namespace

std::optional<TeamId> team_of_member(Transaction& tx, const MemberId& member) {
  return team_in(query(tx, "SELECT team_id FROM member WHERE id = $1", member));
}

std::optional<TeamId> team_of_session(Transaction& tx, const SessionId& session) {
  return team_in(query(tx, "SELECT team_id FROM session WHERE id = $1", session));
}

std::optional<TeamId> team_of_template(Transaction& tx, const TemplateId& id) {
  return team_in(query(tx, "SELECT team_id FROM template WHERE id = $1", id));
}

std::optional<TextHome> home_of_text(Transaction& tx, TextKind kind, const std::string& id) {
  auto rows = kind == TextKind::note ? query(tx, "SELECT team_id, session_id FROM note WHERE id = $1", id)
                                     : query(tx, "SELECT team_id, session_id FROM document WHERE id = $1", id);
  if (!rows.next()) return std::nullopt;
  return TextHome{rows.id<TeamId>(0), rows.id<SessionId>(1)};
}

std::optional<Member> find_member_of_user(Transaction& tx, const TeamId& team, const UserId& user) {
  MemberId id;
  {
    auto rows = query(tx, "SELECT id FROM member WHERE team_id = $1 AND user_id = $2 AND status IN (1, 5)", team, user);
    if (!rows.next()) return std::nullopt;
    id = rows.id<MemberId>(0);
  }
  return find_member(tx, team, id);
}

}  // namespace rolecall::store
