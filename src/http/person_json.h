// A member as other objects name one (api/openapi.yaml, MemberRef).
#pragma once

#include <string>
#include <string_view>

#include "base/json_write.h"

namespace rolecall::http {

/// `"clinician":{"id":…,"name":…}`.
inline void write_person(json::Writer& writer, std::string_view field, const MemberId& id, const std::string& name) {
  writer.name(field).begin_object().field("id", id).field("name", name).end_object();
}

}  // namespace rolecall::http
