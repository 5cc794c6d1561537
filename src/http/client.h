// Where a call came from, for logins and throttling.
#pragma once

#include "http/api.h"
#include "service/accounts/client.h"

namespace rolecall::http {

[[nodiscard]] inline service::Client client_of(const Call& call) {
  return {call.request.client_address, std::string(call.request.header("user-agent").value_or(""))};
}

}  // namespace rolecall::http
