// What a use case gives that signs somebody in.
#pragma once

#include "service/accounts/begin_login.h"
#include "store/accounts.h"

namespace rolecall::service {

struct SignedIn {
  store::Account account;
  NewLogin login;
};

}  // namespace rolecall::service
