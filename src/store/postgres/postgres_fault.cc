#include "store/postgres/postgres_fault.h"

#include <algorithm>
#include <array>
#include <string>

#include "store/fault.h"

namespace rolecall::store {
namespace {

std::string_view field(const PGresult* failed, int code) {
  const char* text = PQresultErrorField(failed, code);
  return text == nullptr ? std::string_view{} : std::string_view(text);
}

/// The classes of errors whose primary message names only tables, indexes and statements; in the others it quotes values.
bool has_safe_message(std::string_view sql_state) {
  constexpr std::array<std::string_view, 10> classes{"08", "23", "25", "40", "42", "53", "55", "57", "58", "P0"};
  return std::ranges::any_of(classes, [&](std::string_view known) { return sql_state.starts_with(known); });
}

std::string describe(const PGresult* failed, std::string_view sql_state) {
  if (sql_state.empty()) return "the connection to the database broke";
  std::string text = "PostgreSQL error ";
  text += sql_state;
  if (has_safe_message(sql_state)) text.append(": ").append(field(failed, PG_DIAG_MESSAGE_PRIMARY));
  return text;
}

/// What depends on a statement's plan or on its preparation; a new connection prepares it anew.
bool is_stale_statement(std::string_view sql_state) { return sql_state == "0A000" || sql_state == "26000"; }

}  // namespace

bool ends_connection(const PGresult* failed) {
  const std::string_view sql_state = field(failed, PG_DIAG_SQLSTATE);
  const std::string_view severity = field(failed, PG_DIAG_SEVERITY_NONLOCALIZED);
  return sql_state.empty() || severity == "FATAL" || severity == "PANIC" || is_stale_statement(sql_state);
}

void throw_fault(const PGresult* failed) {
  const std::string_view sql_state = field(failed, PG_DIAG_SQLSTATE);
  const std::string message = describe(failed, sql_state);
  // P0001 is RAISE EXCEPTION in one of our triggers.
  if (sql_state.starts_with("23") || sql_state == "P0001") throw ConstraintViolation(message);
  if (sql_state == "40001" || sql_state == "40P01") throw TransactionConflict(message);
  if (sql_state == "55P03" || sql_state == "53300") throw Overloaded(message);
  throw DatabaseFault(message);
}

}  // namespace rolecall::store
