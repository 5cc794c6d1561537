// What a request brings to prove who asks: an API key, or a login's cookie. Asks no store.
#pragma once

#include <string_view>

#include "http/request.h"
#include "store/credential.h"

namespace rolecall::http {

/// An `Authorization` header counts alone, whatever it holds. Kind none when there is neither. `Rolecall-User` says for whom.
[[nodiscard]] store::Credential credential_of(const Request& request, std::string_view cookie_name);

/// Whether that has the form of what the server gives out; only the store knows whether it is somebody's.
[[nodiscard]] bool has_credential(const Request& request, std::string_view cookie_name);

}  // namespace rolecall::http
