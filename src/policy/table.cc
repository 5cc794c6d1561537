#include "policy/table.h"

#include <algorithm>
#include <string_view>

#include "base/crypto/hash.h"
#include "base/json_write.h"
#include "policy/explain.h"

namespace rolecall::policy {
namespace {

constexpr std::array columns{Holder::member,    Holder::clinician,        Holder::administrator,
                             Holder::assistant, Holder::template_manager, Holder::owner};

std::string quoted_where_needed(std::string_view cell) {
  if (cell.find_first_of(",\"\n") == std::string_view::npos) return std::string(cell);
  std::string quoted = "\"";
  for (const char c : cell) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

std::string padded(std::string_view cell, std::size_t width) {
  std::string text(cell);
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::size_t widest(const auto& entries) {
  std::size_t width = 0;
  for (const auto& entry : entries) width = std::max(width, entry.name.size());
  return width;
}

template <class Entries>
void write_sentences(json::Writer& writer, std::string_view name, const Entries& entries) {
  writer.name(name).begin_array();
  for (const auto& entry : entries)
    writer.begin_object().field("name", entry.name).field("sentence", entry.sentence).end_object();
  writer.end_array();
}

void write_roles(json::Writer& writer) {
  writer.name("roles").begin_array();
  for (const RoleEntry& role : all_roles)
    writer.begin_object()
        .field("name", role.name)
        .field("title", role.title)
        .field("family", name_of(role.family))
        .field("sentence", role.sentence)
        .end_object();
  writer.end_array();
}

void write_scopes(json::Writer& writer) {
  writer.name("scopes").begin_array();
  for (const ScopeEntry& scope : all_scopes)
    writer.begin_object().field("name", scope.name).field("condition", scope.condition).end_object();
  writer.end_array();
}

void write_grants(json::Writer& writer) {
  writer.name("grants").begin_array();
  for (const Grant& grant : grants_table) {
    writer.begin_object().field("action", name_of(grant.action)).field("scope", name_of(grant.scope));
    writer.name("granted_to").begin_array();
    for (const Holder holder : grant.holders) writer.value(name_of(holder));
    writer.end_array().field("source", grant.source).end_object();
  }
  writer.end_array();
}

/// What the hash covers beside the table: what each action is asked on and needs, and the rules.
std::string canonical_catalogue() {
  std::string text;
  for (const ActionEntry& action : all_actions) {
    text.append(action.name);
    for (const ResourceKind kind : action.asked_on) text.append(" ").append(name_of(kind));
    for (const Feature feature : action.needs) text.append(" +").append(name_of(feature));
    text.append("\n");
  }
  for (const RuleEntry& rule : all_rules) text.append(rule.name).append(": ").append(rule.sentence).append("\n");
  return text;
}

std::string markdown_of_grants() {
  std::string text = "| action | scope |";
  for (const Holder column : columns) text.append(" ").append(name_of(column)).append(" |");
  text.append("\n|---|---|").append("---|---|---|---|---|---|\n");
  for (const Grant& grant : grants_table) {
    text.append("| `").append(name_of(grant.action)).append("` | ").append(name_of(grant.scope)).append(" |");
    for (const Holder column : columns) text.append(grant.holders.has(column) ? " x |" : " |");
    text.append("\n");
  }
  return text;
}

}  // namespace

std::string table_as_csv() {
  std::string text = "action,scope";
  for (const Holder column : columns) text.append(",").append(name_of(column));
  text.append(",source\n");
  for (const Grant& grant : grants_table) {
    text.append(name_of(grant.action)).append(",").append(name_of(grant.scope));
    for (const Holder column : columns) text.append(grant.holders.has(column) ? ",1" : ",0");
    text.append(",").append(quoted_where_needed(grant.source)).append("\n");
  }
  return text;
}

std::string table_as_text() {
  const std::size_t action_width = widest(all_actions);
  const std::size_t scope_width = widest(all_scopes);
  std::string text = padded("action", action_width) + "  " + padded("scope", scope_width);
  for (const Holder column : columns) text.append("  ").append(name_of(column));
  text.append("\n");
  for (const Grant& grant : grants_table) {
    std::string line = padded(name_of(grant.action), action_width) + "  " + padded(name_of(grant.scope), scope_width);
    for (const Holder column : columns)
      line.append("  ").append(padded(grant.holders.has(column) ? "x" : "", name_of(column).size()));
    line.erase(line.find_last_not_of(' ') + 1);
    text.append(line).append("\n");
  }
  return text;
}

std::string table_as_json() {
  std::string text;
  json::Writer writer(text);
  writer.begin_object().field("policy_hash", policy_hash());
  write_roles(writer);
  write_sentences(writer, "actions", all_actions);
  write_scopes(writer);
  write_sentences(writer, "rules", all_rules);
  write_grants(writer);
  writer.end_object();
  return text;
}

std::string permissions_as_markdown() {
  std::string text =
      "<!-- Generated from src/policy by policy_tests with ROLECALL_REGENERATE=1 in the environment; never edited by hand. -->\n"
      "# Permissions\n\n"
      "A member holds a set of roles. What the roles grant adds up, as pairs of action and scope. The column `member` holds for\n"
      "every active member, the column `owner` is what ownership adds; the Account Owner always holds `administrator` as "
      "well.\n\n"
      "## Roles\n\n| role | family | what it is for |\n|---|---|---|\n";
  for (const RoleEntry& role : all_roles)
    text.append("| `")
        .append(role.name)
        .append("` | ")
        .append(name_of(role.family))
        .append(" | ")
        .append(role.sentence)
        .append(" |\n");
  text.append("\n## Scopes\n\n| scope | a grant in it counts |\n|---|---|\n");
  for (const ScopeEntry& scope : all_scopes)
    text.append("| `").append(scope.name).append("` | ").append(scope.condition).append(" |\n");
  text.append("\n## Grants\n\n").append(markdown_of_grants());
  text.append("\n## Actions\n\n| action | what it is |\n|---|---|\n");
  for (const ActionEntry& action : all_actions)
    text.append("| `").append(action.name).append("` | ").append(action.sentence).append(" |\n");
  text.append(
      "\n## Rules\n\nThe rule that a decision names, in the order in which they are tried.\n\n| rule | what it says "
      "|\n|---|---|\n");
  for (const RuleEntry& rule : all_rules)
    text.append("| `").append(rule.name).append("` | ").append(rule.sentence).append(" |\n");
  return text;
}

std::string policy_hash() { return crypto::to_hex(crypto::sha256(table_as_csv() + canonical_catalogue())); }

}  // namespace rolecall::policy
