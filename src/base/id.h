// Typed opaque ids: a prefix that names the kind, then 26 characters that sort by the time of creation.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/time.h"

namespace rolecall {

/// 26 characters of Crockford base32: 48 bits of milliseconds, then 80 random bits.
[[nodiscard]] std::string new_id_body(Instant now);

template <class Tag>
struct Id {
  std::string value;
  auto operator<=>(const Id&) const = default;
  [[nodiscard]] static Id make(Instant now) { return {std::string(Tag::prefix) + new_id_body(now)}; }
  [[nodiscard]] bool empty() const { return value.empty(); }
};

#define ROLECALL_ID(Name, text)                      \
  struct Name##Tag {                                 \
    static constexpr std::string_view prefix = text; \
  };                                                 \
  using Name = Id<Name##Tag>

ROLECALL_ID(UserId, "usr_");
ROLECALL_ID(TeamId, "tem_");
ROLECALL_ID(MemberId, "mem_");
ROLECALL_ID(LoginId, "log_");
ROLECALL_ID(InvoiceId, "inv_");
ROLECALL_ID(ApiKeyId, "key_");
ROLECALL_ID(RoleId, "rol_");
ROLECALL_ID(QuoteId, "quo_");
ROLECALL_ID(MailId, "mai_");
ROLECALL_ID(TransferId, "trf_");
ROLECALL_ID(NoticeId, "ntc_");
ROLECALL_ID(SessionId, "ses_");
ROLECALL_ID(NoteId, "not_");
ROLECALL_ID(AddendumId, "add_");
ROLECALL_ID(DocumentId, "doc_");
ROLECALL_ID(TemplateId, "tpl_");
ROLECALL_ID(ProposalId, "pro_");
ROLECALL_ID(ShareId, "shr_");
ROLECALL_ID(DelegationId, "del_");
ROLECALL_ID(EmergencyId, "eme_");

#undef ROLECALL_ID

}  // namespace rolecall

template <class Tag>
struct std::hash<rolecall::Id<Tag>> {
  std::size_t operator()(const rolecall::Id<Tag>& id) const { return std::hash<std::string>{}(id.value); }
};
