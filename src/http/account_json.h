// Accounts, logins and the caller's place in teams as JSON, in the shapes of api/openapi.yaml. Decides nothing.
#pragma once

#include "base/json_write.h"
#include "service/accounts/end_logins.h"
#include "service/accounts/export_account.h"
#include "service/environment.h"
#include "store/caller.h"

namespace rolecall::http {

/// `User`; only verified users are ever shown.
void write_user(json::Writer& writer, const store::Account& account);
void write_user(json::Writer& writer, const store::Caller& caller);

[[nodiscard]] std::string logins_json(const service::OwnLogins& logins);
/// `Me`; `nullptr` when nobody asks.
[[nodiscard]] std::string me_json(const store::CallerEverywhere* caller, const service::Settings& settings);
[[nodiscard]] std::string export_json(const service::AccountExport& exported);

}  // namespace rolecall::http
