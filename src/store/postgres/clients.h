// Who else works with a PostgreSQL database.
#pragma once

#include <string>

namespace rolecall::store {

/// Whether another Rolecall has a session on the database. One that is just ending is waited for, two seconds at most.
/// Throws DatabaseFault.
[[nodiscard]] bool has_other_clients(const std::string& url);

}  // namespace rolecall::store
