// The bodies and the answer of POST /teams/{team}/members/batch.
#pragma once

#include "base/json_write.h"
#include "http/api.h"
#include "service/members/add_members.h"

namespace rolecall::http {

/// The rows of a JSON array or of a CSV text. Rows that cannot be read bring their errors along. Errors: invalid, also
/// `too_many`.
[[nodiscard]] Result<std::vector<service::BatchRow>> read_batch(const Call& call);

[[nodiscard]] Reply batch_reply(const service::BatchResult& result, service::BatchMode mode);

}  // namespace rolecall::http
