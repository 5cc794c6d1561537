// A session as JSON (api/openapi.yaml, Session), and what its requests share.
#pragma once

#include "base/json_write.h"
#include "http/reply.h"
#include "service/sessions/read_session.h"
#include "service/sessions/shown_session.h"

namespace rolecall::http {

void write_listed_session(json::Writer& writer, const service::ListedSession& session);
void write_session(json::Writer& writer, const service::ShownSession& session);
/// With the session's revision as ETag.
[[nodiscard]] Reply session_reply(int status, const service::ShownSession& session);

}  // namespace rolecall::http
