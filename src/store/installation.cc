#include "store/installation.h"

#include "store/sql.h"

namespace rolecall::store {

std::optional<std::string> installation_fact(Transaction& tx, std::string_view name) {
  auto rows = query(tx, "SELECT value FROM installation WHERE name = $1", name);
  if (!rows.next()) return std::nullopt;
  return rows.text(0);
}

void set_installation_fact(Transaction& tx, std::string_view name, std::string_view value) {
  execute(tx, "INSERT INTO installation(name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          name, value);
}

std::optional<Instant> newest_record(Transaction& tx) {
  auto rows = query(tx, "SELECT max(at) FROM audit_head");
  if (!rows.next()) return std::nullopt;
  return rows.instant_or_null(0);
}

}  // namespace rolecall::store
