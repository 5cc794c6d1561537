// A member as JSON, in the shape of SPEC section 9. Decides nothing: service/members/member_view.h did.
#pragma once

#include "base/json_write.h"
#include "http/reply.h"
#include "service/members/member_view.h"

namespace rolecall::http {

void write_member(json::Writer& writer, const service::MemberView& member);

/// The member alone, with its revision as ETag.
[[nodiscard]] Reply member_reply(int status, const service::MemberView& member);

}  // namespace rolecall::http
