// Everything that the installation keeps about the caller himself, and nothing about anybody else.
#pragma once

#include <vector>

#include "base/result.h"
#include "service/environment.h"
#include "store/accounts.h"
#include "store/credential.h"
#include "store/erasure.h"
#include "store/logins.h"
#include "store/member.h"
#include "store/notices.h"
#include "store/transaction.h"

namespace rolecall::service {

struct AccountExport {
  struct Membership {
    std::string team_name;
    store::Member member;
  };
  store::Account account;
  std::vector<store::Login> logins;
  std::vector<Membership> memberships;
  std::vector<store::PersonalValue> audit_values;
  std::vector<store::Notice> notices;
};

/// Errors: unauthenticated; denied for a key.
[[nodiscard]] Result<AccountExport> export_account(store::Transaction& tx, const Environment& environment,
                                                   const store::Credential& credential);

}  // namespace rolecall::service
