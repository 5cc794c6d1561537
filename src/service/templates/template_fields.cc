#include "service/templates/template_fields.h"

#include <fmt/format.h>

#include "base/text.h"
#include "clinical/placeholders.h"
#include "service/sessions/session_fields.h"

namespace rolecall::service {
namespace {

/// The placeholder itself is not repeated: it may be anything that stood between braces.
std::unexpected<Error> wrong_placeholders(const std::vector<clinical::PlaceholderError>& errors) {
  constexpr std::size_t most_shown = 20;
  Error error{.code = Code::invalid, .name = "invalid", .detail = "a placeholder is wrong"};
  for (const auto& one : errors) {
    error.fields.push_back({"/body", fmt::format("line {}, column {}: {}", one.line, one.column, one.detail)});
    if (error.fields.size() == most_shown) break;
  }
  return std::unexpected(std::move(error));
}

std::optional<std::int64_t> copied_version(const store::Template& one) {
  return one.origin ? std::optional(one.origin->version) : std::nullopt;
}

}  // namespace

TemplateWords words_of(const store::Template& one) { return {one.name, one.body}; }

Result<TemplateWords> check_words(const TemplateWords& words) {
  const auto name = one_line(words.name, longest_template_name);
  if (!name) return invalid_field("/name", "expected 1 to 100 characters on one line");
  auto body = many_lines(words.body, longest_template_body);
  if (!body || trim(*body).empty()) {
    return invalid_field("/body", "expected 1 to 20,000 characters");
  }
  if (const auto errors = clinical::check_placeholders(*body); !errors.empty()) return wrong_placeholders(errors);
  return TemplateWords{*name, std::move(*body)};
}

audit::Object facts_of(const store::Template& one) {
  audit::Object facts{
      {"kind", store::name_of(one.kind)}, {"visibility", store::name_of(one.visibility)}, {"version", one.version}};
  if (one.origin) {
    facts.emplace("copied_from", one.origin->id);
    facts.emplace("copied_version", one.origin->version);
  }
  return facts;
}

store::Template with_words(store::Template one, TemplateWords words) {
  one.name = std::move(words.name);
  one.body = std::move(words.body);
  return one;
}

store::Template save_changes(store::Transaction& tx, const store::Permit& permit, policy::Action action, TemplateChange change,
                             const MemberId& author) {
  const store::Template& before = change.before;
  store::Template& after = change.after;
  audit::Array changed;
  if (before.name != after.name) changed.emplace_back("name");
  if (before.body != after.body) changed.emplace_back("body");
  if (copied_version(before) != copied_version(after)) changed.emplace_back("copied_version");
  if (changed.empty()) return std::move(after);
  auto facts = facts_of(after);
  facts["version"] = before.version + 1;
  facts.emplace("changed", std::move(changed));
  const auto recorded =
      store::record(tx, permit, policy::name_of(action), {"template", before.id.value}, facts_of(before), std::move(facts));
  store::save_template(tx, permit, recorded, after, author);
  return std::move(after);
}

}  // namespace rolecall::service
