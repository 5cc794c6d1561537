#include "store/migrate.h"

#include <array>

#include "store/sql.h"

namespace rolecall::store {
namespace {

struct Step {
  std::string_view sqlite;
  std::string_view postgres;
};

namespace scripts {

constexpr std::string_view accounts =
#include "store/migrations/0001_accounts.sql.inc"
    ;
constexpr std::string_view teams =
#include "store/migrations/0002_teams.sql.inc"
    ;
constexpr std::string_view audit_and_seats =
#include "store/migrations/0003_audit_and_seats.sql.inc"
    ;
constexpr std::string_view audit_guard_sqlite =
#include "store/migrations/0004_audit_guard_sqlite.sql.inc"
    ;
constexpr std::string_view audit_guard_postgres =
#include "store/migrations/0004_audit_guard_postgres.sql.inc"
    ;
constexpr std::string_view trial_owners =
#include "store/migrations/0005_trial_owners.sql.inc"
    ;

constexpr std::string_view registered_spelling =
#include "store/migrations/0006_registered_spelling.sql.inc"
    ;

constexpr std::string_view member_of_user =
#include "store/migrations/0007_member_of_user.sql.inc"
    ;

constexpr std::string_view clinical =
#include "store/migrations/0008_clinical.sql.inc"
    ;

constexpr std::string_view invoices =
#include "store/migrations/0009_invoices.sql.inc"
    ;

constexpr std::string_view reconciled_books =
#include "store/migrations/0010_reconciled_books.sql.inc"
    ;

constexpr std::string_view payments =
#include "store/migrations/0011_payments.sql.inc"
    ;

constexpr std::string_view held_sessions =
#include "store/migrations/0012_held_sessions.sql.inc"
    ;

constexpr std::string_view session_view_due =
#include "store/migrations/0013_session_view_due.sql.inc"
    ;

constexpr std::string_view made_from_template =
#include "store/migrations/0014_made_from_template.sql.inc"
    ;

constexpr std::string_view received_segments =
#include "store/migrations/0015_received_segments.sql.inc"
    ;

constexpr std::string_view sealed_saves =
#include "store/migrations/0016_sealed_saves.sql.inc"
    ;

constexpr std::string_view proposal_base =
#include "store/migrations/0017_proposal_base.sql.inc"
    ;

constexpr std::string_view invoice_credits =
#include "store/migrations/0018_invoice_credits.sql.inc"
    ;

constexpr std::string_view team_export =
#include "store/migrations/0019_team_export.sql.inc"
    ;

constexpr std::string_view walks_by_status =
#include "store/migrations/0020_walks_by_status.sql.inc"
    ;

constexpr std::string_view seat_addresses =
#include "store/migrations/0021_seat_addresses.sql.inc"
    ;

constexpr std::string_view ruleset_history =
#include "store/migrations/0022_ruleset_history.sql.inc"
    ;

constexpr std::string_view session_view_role =
#include "store/migrations/0023_session_view_role.sql.inc"
    ;

constexpr std::string_view holders_then =
#include "store/migrations/0024_holders_then.sql.inc"
    ;

constexpr std::string_view words_kept =
#include "store/migrations/0025_words_kept.sql.inc"
    ;

constexpr std::string_view emergency_ended =
#include "store/migrations/0026_emergency_ended.sql.inc"
    ;

constexpr std::string_view keyed_request_hash =
#include "store/migrations/0027_keyed_request_hash.sql.inc"
    ;

constexpr std::string_view clinicians_list_sqlite =
#include "store/migrations/0028_clinicians_list_sqlite.sql.inc"
    ;

constexpr std::string_view clinicians_list_postgres =
#include "store/migrations/0028_clinicians_list_postgres.sql.inc"
    ;

}  // namespace scripts

/// The position is the version; steps are added at the end and never edited once released.
constexpr std::array steps{
    Step{scripts::accounts, scripts::accounts},
    Step{scripts::teams, scripts::teams},
    Step{scripts::audit_and_seats, scripts::audit_and_seats},
    Step{scripts::audit_guard_sqlite, scripts::audit_guard_postgres},
    Step{scripts::trial_owners, scripts::trial_owners},
    Step{scripts::registered_spelling, scripts::registered_spelling},
    Step{scripts::member_of_user, scripts::member_of_user},
    Step{scripts::clinical, scripts::clinical},
    Step{scripts::invoices, scripts::invoices},
    Step{scripts::reconciled_books, scripts::reconciled_books},
    Step{scripts::payments, scripts::payments},
    Step{scripts::held_sessions, scripts::held_sessions},
    Step{scripts::session_view_due, scripts::session_view_due},
    Step{scripts::made_from_template, scripts::made_from_template},
    Step{scripts::received_segments, scripts::received_segments},
    Step{scripts::sealed_saves, scripts::sealed_saves},
    Step{scripts::proposal_base, scripts::proposal_base},
    Step{scripts::invoice_credits, scripts::invoice_credits},
    Step{scripts::team_export, scripts::team_export},
    Step{scripts::walks_by_status, scripts::walks_by_status},
    Step{scripts::seat_addresses, scripts::seat_addresses},
    Step{scripts::ruleset_history, scripts::ruleset_history},
    Step{scripts::session_view_role, scripts::session_view_role},
    Step{scripts::holders_then, scripts::holders_then},
    Step{scripts::words_kept, scripts::words_kept},
    Step{scripts::emergency_ended, scripts::emergency_ended},
    Step{scripts::keyed_request_hash, scripts::keyed_request_hash},
    Step{scripts::clinicians_list_sqlite, scripts::clinicians_list_postgres},
};

constexpr std::string_view version_table =
    "CREATE TABLE IF NOT EXISTS schema_migration (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT;";

/// Two servers that start together migrate one after the other; the second finds nothing to do. Waiting takes its time.
constexpr std::string_view one_at_a_time =
    "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(7270118522);";

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

int current_version(Transaction& tx) {
  auto rows = query(tx, "SELECT coalesce(max(version), 0) FROM schema_migration");
  rows.next();
  return static_cast<int>(rows.integer(0));
}

}  // namespace

std::string translate(std::string_view sql, Dialect dialect) {
  std::string text(sql);
  if (dialect == Dialect::sqlite) return text;
  replace_all(text, " INTEGER", " BIGINT");
  replace_all(text, " BLOB", " BYTEA");
  replace_all(text, " TEXT", " TEXT COLLATE \"C\"");
  replace_all(text, ") STRICT;", ");");
  return text;
}

int newest_schema_version() { return static_cast<int>(steps.size()); }

namespace {

int apply_migrations(Transaction& tx, Dialect dialect) {
  auto& connection = tx.connection();
  connection.script(dialect == Dialect::sqlite ? "" : one_at_a_time);
  connection.script(translate(version_table, dialect));
  const int found = current_version(tx);
  if (found > newest_schema_version()) throw DatabaseFault("the database is newer than this program");
  for (int version = found + 1; version <= newest_schema_version(); ++version) {
    const Step& step = steps.at(static_cast<std::size_t>(version) - 1);
    connection.script(translate(dialect == Dialect::sqlite ? step.sqlite : step.postgres, dialect));
    execute(tx, "INSERT INTO schema_migration(version, applied_at) VALUES ($1, $2)", version, tx.now());
  }
  return newest_schema_version();
}

}  // namespace

int migrate_through(Store& store, Dialect dialect) {
  const Result<int> version =
      run_and_wait(store, Kind::write, [dialect](Transaction& tx) -> Result<int> { return apply_migrations(tx, dialect); });
  return version.value();
}

}  // namespace rolecall::store
