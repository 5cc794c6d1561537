#include "store/idempotency.h"

#include "store/sql.h"

namespace rolecall::store {
namespace {

constexpr Duration replies_kept_for = hours(24);

}  // namespace

std::optional<StoredReply> find_reply(Transaction& tx, const IdempotencyKey& key) {
  auto rows = query(tx,
                    "SELECT body_hash, status, reply FROM idempotent_reply "
                    "WHERE subject = $1 AND route = $2 AND idempotency_key = $3 AND created_at > $4",
                    key.subject, key.route, key.key, tx.now() - replies_kept_for);
  if (!rows.next()) return std::nullopt;
  return StoredReply{rows.text(0), static_cast<int>(rows.integer(1)), rows.text_or_null(2)};
}

void keep_reply(Transaction& tx, const IdempotencyKey& key, const StoredReply& reply) {
  execute(tx, "DELETE FROM idempotent_reply WHERE subject = $1 AND route = $2 AND idempotency_key = $3 AND created_at <= $4",
          key.subject, key.route, key.key, tx.now() - replies_kept_for);
  execute(tx,
          "INSERT INTO idempotent_reply(subject, route, idempotency_key, body_hash, status, reply, created_at) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7)",
          key.subject, key.route, key.key, reply.body_hash, reply.status, reply.reply, tx.now());
}

bool has_old_replies(Transaction& tx) {
  return query(tx, "SELECT 1 FROM idempotent_reply WHERE created_at <= $1 ORDER BY created_at LIMIT 1",
               tx.now() - replies_kept_for)
      .next();
}

std::int64_t forget_old_replies(Transaction& tx) {
  return execute(tx, "DELETE FROM idempotent_reply WHERE created_at <= $1", tx.now() - replies_kept_for);
}

}  // namespace rolecall::store
