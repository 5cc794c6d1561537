// A custom role as JSON, and the grants of any role (api/openapi.yaml, Role).
#pragma once

#include "base/json_write.h"
#include "service/roles/define_roles.h"

namespace rolecall::http {

/// `"grants":[{"action","scope","sentence"},…]`
void write_grants(json::Writer& writer, const policy::GrantSet& grants);
void write_custom_role(json::Writer& writer, const service::CustomRoleView& view);

}  // namespace rolecall::http
