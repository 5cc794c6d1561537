// The grants table for people and programs: text, CSV, JSON, Markdown, and its hash. Reads the table, decides nothing.
#pragma once

#include <string>

namespace rolecall::policy {

/// Columns action, scope, member, clinician, administrator, assistant, template_manager, owner, source;
/// 1 and 0; LF line ends.
[[nodiscard]] std::string table_as_csv();
/// The same columns without the source, padded with blanks, `x` where granted.
[[nodiscard]] std::string table_as_text();
/// {"policy_hash","roles":[…],"actions":[…],"scopes":[…],"rules":[…],"grants":[{"action","scope","granted_to":[…],"source"}]}
[[nodiscard]] std::string table_as_json();
/// The whole of docs/permissions.md.
[[nodiscard]] std::string permissions_as_markdown();

/// SHA-256, in 64 lower-case hex digits, over the table and the names and sentences of the rules.
[[nodiscard]] std::string policy_hash();

}  // namespace rolecall::policy
