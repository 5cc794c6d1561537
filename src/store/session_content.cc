#include "store/session_content.h"

#include "store/sql.h"

namespace rolecall::store {

bool has_content(Transaction& tx, const SessionId& session) {
  auto rows = query(tx,
                    "SELECT CASE WHEN EXISTS (SELECT 1 FROM transcript_segment WHERE session_id = $1) "
                    "OR EXISTS (SELECT 1 FROM note WHERE session_id = $1) "
                    "OR EXISTS (SELECT 1 FROM document WHERE session_id = $1) THEN 1 ELSE 0 END",
                    session);
  return rows.next() && rows.flag(0);
}

}  // namespace rolecall::store
