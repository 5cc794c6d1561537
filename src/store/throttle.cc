#include "store/throttle.h"

#include <algorithm>

#include "store/sql.h"

namespace rolecall::store {
namespace {

constexpr std::int64_t one_attempt = 1000;
constexpr Duration buckets_kept = days(1);
constexpr Duration memories_kept = days(90);

/// In thousandths of an attempt.
std::int64_t level_of(Transaction& tx, const Bucket& bucket) {
  auto rows = query(tx, "SELECT level, updated_at FROM throttle WHERE subject = $1", bucket.subject);
  if (!rows.next()) return 0;
  const std::int64_t elapsed_ms = std::max<std::int64_t>(0, (tx.now() - rows.instant(1)).ms);
  return std::max<std::int64_t>(0, rows.integer(0) - elapsed_ms * one_attempt / bucket.drain.ms);
}

}  // namespace

Duration wait_for_room(Transaction& tx, const Bucket& bucket) {
  const std::int64_t too_much = level_of(tx, bucket) + one_attempt - bucket.capacity * one_attempt;
  if (too_much <= 0) return {};
  return {(too_much * bucket.drain.ms + one_attempt - 1) / one_attempt};
}

std::int64_t attempts_in(Transaction& tx, const Bucket& bucket) { return (level_of(tx, bucket) + one_attempt - 1) / one_attempt; }

void add_attempt(Transaction& tx, const Bucket& bucket) {
  execute(tx,
          "INSERT INTO throttle(subject, level, updated_at) VALUES ($1, 1000, $2) ON CONFLICT (subject) DO UPDATE SET "
          "level = 1000 + CASE WHEN throttle.updated_at >= $2 THEN throttle.level "
          "WHEN throttle.level > ($2 - throttle.updated_at) * 1000 / $3 "
          "THEN throttle.level - ($2 - throttle.updated_at) * 1000 / $3 ELSE 0 END, updated_at = $2",
          bucket.subject, tx.now(), bucket.drain.ms);
}

void empty_bucket(Transaction& tx, const std::string& subject) {
  execute(tx, "DELETE FROM throttle WHERE subject = $1", subject);
}

void remember(Transaction& tx, const std::string& subject) {
  execute(tx,
          "INSERT INTO throttle(subject, level, updated_at) VALUES ($1, 0, $2) "
          "ON CONFLICT (subject) DO UPDATE SET updated_at = $2",
          subject, tx.now());
}

bool is_remembered_since(Transaction& tx, const std::string& subject, Instant since) {
  auto rows = query(tx, "SELECT 1 FROM throttle WHERE subject = $1 AND updated_at >= $2", subject, since);
  return rows.next();
}

bool has_old_attempts(Transaction& tx) {
  return query(tx, "SELECT 1 FROM throttle WHERE (level > 0 AND updated_at < $1) OR updated_at < $2 ORDER BY updated_at LIMIT 1",
               tx.now() - buckets_kept, tx.now() - memories_kept)
      .next();
}

std::int64_t forget_old_attempts(Transaction& tx) {
  return execute(tx, "DELETE FROM throttle WHERE (level > 0 AND updated_at < $1) OR updated_at < $2", tx.now() - buckets_kept,
                 tx.now() - memories_kept);
}

}  // namespace rolecall::store
