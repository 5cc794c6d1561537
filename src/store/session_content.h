// Whether anything was recorded or written in a session yet. What it is, is in transcripts.h and session_text.h.
#pragma once

#include "base/id.h"
#include "store/transaction.h"

namespace rolecall::store {

/// True when the session has a segment, a note or a document.
[[nodiscard]] bool has_content(Transaction& tx, const SessionId& session);

}  // namespace rolecall::store
