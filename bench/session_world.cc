#include "session_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "store/sql.h"

namespace rolecall::bench {
namespace {

constexpr int clinicians = 40;
constexpr int clinicians_beside = 4;
constexpr int teams_beside = 10;
constexpr std::int64_t surnames = 997;
constexpr std::int64_t prefixes = 49;
constexpr std::int64_t rare_sessions = 20;
constexpr std::int64_t shares = 500;

/// The database that is filled. PostgreSQL's limit is made for requests, not for a million rows in one statement.
struct Target {
  store::Store& store;
  bool is_sqlite;
};

template <class F>
void write(const Target& target, F f) {
  const auto done = store::run_and_wait(target.store, store::Kind::write, [&](store::Transaction& tx) -> Result<Done> {
    if (!target.is_sqlite) store::execute(tx, "SET LOCAL statement_timeout = 0");
    f(tx);
    return Done{};
  });
  if (!done) throw std::runtime_error("the sessions could not be prepared: " + done.error().detail);
}

/// Session k of a team began k steps after the first one, and its clinician is number k modulo their count.
struct Series {
  TeamId team;
  std::vector<MemberId> clinicians;
  std::int64_t sessions = 0;
  std::string mark;  // in the ids, so that they differ from those of other teams
  Instant first;
  static constexpr Duration step = minutes(2);
};

store::TeamVault vault_of(store::Transaction& tx, const cli::Installation& installation, const TeamId& team) {
  return store::open_vault(tx, installation.environment->keys.sealer(), team);
}

/// SQLite's own two megabytes are not made for writing a gigabyte at once.
void widen_cache(const Target& target) {
  write(target, [](store::Transaction& tx) { store::execute(tx, "PRAGMA cache_size = -400000"); });
}

/// What PostgreSQL does by itself, a minute after so many changes.
void gather_statistics(const Target& target) {
  write(target, [](store::Transaction& tx) { store::execute(tx, "ANALYZE"); });
}

/// The indexes of what is filled, gone while it is: making them of all rows at once takes a fraction of the time.
class IndexesAside {
 public:
  explicit IndexesAside(const Target& target) : target_(target) {
    write(target_, [&](store::Transaction& tx) {
      auto rows = target_.is_sqlite ? store::query(tx,
                                                   "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
                                                   "AND tbl_name IN ('session', 'session_word')")
                                    : store::query(tx,
                                                   "SELECT indexname, indexdef FROM pg_indexes WHERE indexname NOT LIKE '%_pkey' "
                                                   "AND tablename IN ('session', 'session_word')");
      while (rows.next()) statements_.push_back({"DROP INDEX " + rows.text(0), rows.text(1)});
    });
    write(target_, [&](store::Transaction& tx) {
      for (const auto& [drop, make] : statements_) store::execute(tx, drop);
    });
  }
  void put_back() {
    for (const auto& [drop, make] : statements_) {
      write(target_, [&](store::Transaction& tx) { store::execute(tx, make); });
    }
  }

 private:
  struct Statements {
    std::string drop, make;
  };
  Target target_;
  std::vector<Statements> statements_;
};

void number_clinicians(store::Transaction& tx, const std::vector<MemberId>& ids) {
  store::execute(tx, "CREATE TABLE bench_clinician AS SELECT m.created_at AS number, m.id AS id FROM member m WHERE 1 = 0");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    store::execute(tx, "INSERT INTO bench_clinician(number, id) VALUES ($1, $2)", static_cast<std::int64_t>(i), ids[i]);
  }
}

void insert_sessions(const Target& target, const cli::Installation& installation, const Series& series) {
  write(target, [&](store::Transaction& tx) {
    const auto sealed = vault_of(tx, installation, series.team).seal({"session", "of the bench", 1}, content_of_patient());
    number_clinicians(tx, series.clinicians);
    store::execute(tx,
                   "INSERT INTO session(id, team_id, clinician_id, created_by, started_at, status, content, restricted, "
                   "created_at, updated_at) "
                   "WITH RECURSIVE n(k) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT k + 1 FROM n WHERE k + 1 < $2) "
                   "SELECT 'ses_' || $3 || CAST(100000000000 + n.k AS TEXT), CAST($4 AS TEXT), b.id, b.id, $5 + n.k * $6, "
                   "CASE WHEN n.k % 20 = 0 THEN 0 ELSE 2 END, $7, CASE WHEN n.k % 100 = 7 THEN 1 ELSE 0 END, $5 + n.k * $6, "
                   "$5 + n.k * $6 FROM n CROSS JOIN bench_clinician b WHERE b.number = n.k % $1 ORDER BY n.k",
                   static_cast<std::int64_t>(series.clinicians.size()), series.sessions, series.mark, series.team, series.first,
                   series.step.ms, sealed);
    store::execute(tx, "DROP TABLE bench_clinician");
  });
}

/// The hashes of the words, numbered: the statement that spreads them over the sessions joins this table.
void number_words(store::Transaction& tx, const store::TeamVault& vault) {
  store::execute(tx,
                 "CREATE TABLE bench_word AS SELECT w.started_at AS kind, w.started_at AS number, w.word AS hash "
                 "FROM session_word w WHERE 1 = 0");
  const auto insert = [&](int kind, std::int64_t number, std::string_view word) {
    store::execute(tx, "INSERT INTO bench_word(kind, number, hash) VALUES ($1, $2, $3)", kind, number, vault.word_hash(word));
  };
  insert(0, 0, common_prefix);
  for (std::int64_t i = 1; i < prefixes; ++i) insert(0, i, fmt::format("prefix{}", i));
  for (std::int64_t i = 0; i < surnames; ++i) insert(1, i, fmt::format("surname{}", i));
}

void insert_words(const Target& target, const cli::Installation& installation, const Series& series) {
  write(target, [&](store::Transaction& tx) {
    const auto vault = vault_of(tx, installation, series.team);
    number_words(tx, vault);
    for (const auto& [kind, words] : {std::pair{0, prefixes}, std::pair{1, surnames}}) {
      store::execute(tx,
                     "INSERT INTO session_word(team_id, clinician_id, word, started_at, session_id) "
                     "SELECT s.team_id, s.clinician_id, w.hash, s.started_at, s.id FROM session s JOIN bench_word w "
                     "ON w.kind = $4 AND w.number = (s.started_at - $2) / $3 % $5 WHERE s.team_id = $1 "
                     "ORDER BY w.hash, s.started_at",
                     series.team, series.first, series.step.ms, kind, words);
    }
    store::execute(tx,
                   "INSERT INTO session_word(team_id, clinician_id, word, started_at, session_id) "
                   "SELECT s.team_id, s.clinician_id, $2, s.started_at, s.id FROM session s WHERE s.team_id = $1 "
                   "AND (s.started_at - $3) % $4 = 0",
                   series.team, vault.word_hash(rare_word), series.first, series.step.ms * (series.sessions / rare_sessions));
    store::execute(tx, "DROP TABLE bench_word");
  });
}

/// From all over the years, restricted ones too, so that the ways to reach a session mix: those that are `offset` behind an even
/// share of the series.
void share_with(store::Transaction& tx, const Series& series, const MemberId& member, std::int64_t offset) {
  store::execute(tx,
                 "INSERT INTO share(id, team_id, session_id, member_id, granted_by, level, started_at, status, seq, valid_from) "
                 "SELECT 'shr_' || s.id, s.team_id, s.id, CAST($2 AS TEXT), s.clinician_id, 1, s.started_at, s.status, 1, "
                 "s.started_at FROM session s WHERE s.team_id = $1 AND (s.started_at - $3) / $4 % $5 = $6",
                 series.team, member, series.first, series.step.ms, series.sessions / shares, offset);
}

/// The assistant is one of many with whom sessions are shared.
void share_and_delegate(const Target& target, const Series& series, const MemberId& assistant) {
  write(target, [&](store::Transaction& tx) {
    share_with(tx, series, assistant, 7);
    for (int c = 2; c < 12; ++c) share_with(tx, series, series.clinicians[static_cast<std::size_t>(c)], 7 + c);
    for (int c = 0; c < 2; ++c) {
      store::execute(tx,
                     "INSERT INTO delegation(id, team_id, clinician_id, assistant_id, starts_at, ends_at, created_at) "
                     "VALUES ($1, $2, $3, $4, $5, $6, $5)",
                     fmt::format("del_bench{}", c), series.team, series.clinicians[static_cast<std::size_t>(c)], assistant,
                     tx.now() - days(1), tx.now() + days(30));
    }
    store::execute(tx,
                   "INSERT INTO emergency_access(id, team_id, member_id, reason, opened_at, expires_at, review_due_at) "
                   "VALUES ('eme_bench', $1, $2, $3, $4, $5, $5)",
                   series.team, assistant, store::Bytes{1}, tx.now(), tx.now() + days(1));
    store::execute(tx,
                   "INSERT INTO emergency_session(access_id, session_id) "
                   "SELECT 'eme_bench', s.id FROM session s WHERE s.team_id = $1 AND (s.started_at - $2) % $3 = 0",
                   series.team, series.first, series.step.ms * (series.sessions / 3));
  });
}

Series series_of(const Team& team, std::int64_t sessions, const std::string& mark) {
  Series series{TeamId{team.id}, {}, sessions, mark, SystemClock().now() - Duration{Series::step.ms * sessions}};
  for (const std::string& member : team.members) series.clinicians.push_back(MemberId{member});
  return series;
}

}  // namespace

std::string content_of_patient() {
  return R"({"patient":{"name":"Marta Bench-Example","date_of_birth":"1971-04-09","identifier":"BENCH-100200"},)"
         R"("context":"Follow-up after a change of medication, with the results of last week"})";
}

SessionWorld fill_sessions(const cli::Settings& settings, std::int64_t sessions) {
  Clinic clinic(settings);
  const Team large = clinic.add_team("sessions-", clinicians + 2);
  auto series = series_of(large, sessions, "BENCH000000001");
  const MemberId assistant = series.clinicians.back();
  series.clinicians.pop_back();
  const SystemClock clock;
  auto installation = cli::open_installation(settings, clock);
  if (!installation) throw std::runtime_error(installation.error().detail);
  const Target target{*installation->store, settings.database == "sqlite"};
  if (target.is_sqlite) widen_cache(target);
  IndexesAside indexes(target);
  insert_sessions(target, *installation, series);
  insert_words(target, *installation, series);
  for (int i = 0; i < teams_beside; ++i) {
    const Team beside = clinic.add_team(fmt::format("beside{}-", i), clinicians_beside + 1);
    insert_sessions(target, *installation, series_of(beside, sessions / 10 / teams_beside, fmt::format("BENCH0000001{:02}", i)));
  }
  indexes.put_back();
  share_and_delegate(target, series, assistant);
  if (!target.is_sqlite) gather_statistics(target);
  return {series.team, series.clinicians[5], assistant, sessions};
}

}  // namespace rolecall::bench
