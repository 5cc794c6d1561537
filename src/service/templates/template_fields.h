// What a template may hold, as it comes from outside; checked once for templates and for proposals. Asks no right.
#pragma once

#include <string>

#include "audit/value.h"
#include "base/result.h"
#include "policy/action.h"
#include "store/templates.h"

namespace rolecall::service {

inline constexpr std::size_t longest_template_name = 100;
inline constexpr std::size_t longest_template_body = 20'000;  // code points

/// The words of a template.
struct TemplateWords {
  std::string name;
  std::string body;
  bool operator==(const TemplateWords&) const = default;
};
[[nodiscard]] TemplateWords words_of(const store::Template& one);

/// Trimmed and in NFC. Errors: invalid at `/name`, or at `/body` for what is too long, and for each placeholder that does not
/// exist or is not closed, with its line and column.
[[nodiscard]] Result<TemplateWords> check_words(const TemplateWords& words);

/// For the audit: kind, visibility, version and where it was copied from; no words.
[[nodiscard]] audit::Object facts_of(const store::Template& one);

[[nodiscard]] store::Template with_words(store::Template one, TemplateWords words);

struct TemplateChange {
  const store::Template& before;
  store::Template after;
};
/// Records the names of what differs under `action`, then saves it as the next version, by this member. The template as it is
/// then; nothing is written when nothing differs.
[[nodiscard]] store::Template save_changes(store::Transaction& tx, const store::Permit& permit, policy::Action action,
                                           TemplateChange change, const MemberId& author);

}  // namespace rolecall::service
