// GET /teams/{team}/sessions and one session: what the caller may read, each opening recorded.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/environment.h"
#include "service/sessions/shown_session.h"
#include "store/credential.h"
#include "store/session_list.h"

namespace rolecall::service {

/// Errors: unauthenticated, not_found, denied with the rule that stands in the way, unavailable (`content_damaged`).
[[nodiscard]] Result<ShownSession> read_session(store::Transaction& tx, const Environment& environment,
                                                const store::Credential& credential, const TeamId& team,
                                                const SessionId& session);

struct ListSessions {
  TeamId team;
  std::string clinician = "me";  // me, all, or the id of a member
  std::string status;            // empty: any
  std::string query;             // words of the patient's name, the identifier or the date of birth; empty: all
  std::optional<store::SessionPosition> after;
  int limit = 50;
};

struct ListedSession {
  store::Session session;
  std::optional<store::SessionContent> content;  // nothing: damaged on the disk; the others are shown all the same
};

struct SessionPage {
  std::vector<ListedSession> items;
  std::optional<store::SessionPosition> next;  // nothing on the last page
  std::optional<Refusal> why_not_all;          // what keeps Session View from showing the colleagues' sessions
};

/// Newest first; exactly the sessions that session.read permits. Errors: unauthenticated, not_found, denied for who holds no way
/// to read sessions, invalid at `/clinician`, `/status` or `/query`.
[[nodiscard]] Result<SessionPage> list_sessions(store::Transaction& tx, const Environment& environment,
                                                const store::Credential& credential, const ListSessions& request);

}  // namespace rolecall::service
