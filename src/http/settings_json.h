// The settings of a team as JSON (api/openapi.yaml, Settings).
#pragma once

#include "base/json_write.h"
#include "service/settings/update_settings.h"

namespace rolecall::http {

void write_settings(json::Writer& writer, const service::SettingsView& view);

}  // namespace rolecall::http
