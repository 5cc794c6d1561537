// Where a request came from, as logins and their audit rows keep it.
#pragma once

#include <string>

namespace rolecall::service {

struct Client {
  std::string address;  // an IP address as text
  std::string agent;    // the browser's own words; stored capped
};

}  // namespace rolecall::service
