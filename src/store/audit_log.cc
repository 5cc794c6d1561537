#include "store/audit_log.h"

#include "audit/chain.h"
#include "base/crypto/secret.h"
#include "store/sql.h"

namespace rolecall::store {
namespace {

constexpr Duration repeat_window = minutes(1);

/// The tip, locked until the end of the transaction so that no second writer links to the same row.
audit::Tip lock_tip(Transaction& tx, const std::string& chain) {
  tx.connection().lock_row("audit_head", "chain", chain);
  if (auto rows = query(tx, "SELECT seq, hash FROM audit_head WHERE chain = $1", chain); rows.next()) {
    return {rows.integer(0), rows.text(1)};
  }
  const audit::Tip first = audit::genesis(chain);
  execute(tx, "INSERT INTO audit_head(chain, seq, hash, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", chain, first.seq,
          first.hash, tx.now());
  tx.connection().lock_row("audit_head", "chain", chain);
  auto rows = query(tx, "SELECT seq, hash FROM audit_head WHERE chain = $1", chain);
  rows.next();
  return {rows.integer(0), rows.text(1)};
}

std::string fingerprint_of(const audit::Event& event) {
  std::string text;
  for (const std::string* part :
       {&event.login, &event.actor.id, &event.action, &event.resource.type, &event.resource.id, &event.rule}) {
    text.append(*part).push_back('\n');
  }
  return text;
}

bool count_as_repeat(Transaction& tx, const std::string& chain, const std::string& fingerprint) {
  return execute(tx, "UPDATE audit_repeat SET repeats = repeats + 1 WHERE chain = $1 AND fingerprint = $2 AND since > $3", chain,
                 fingerprint, tx.now() - repeat_window) > 0;
}

}  // namespace

std::int64_t append_audit(Transaction& tx, audit::Event event) {
  event.at = tx.now();
  const audit::Tip before = lock_tip(tx, event.chain);
  const auto openings = audit::commit_personal(event, crypto::Secret::random());
  const audit::Tip after = audit::link(event, before);
  execute(tx,
          "INSERT INTO audit_event(chain, seq, at, actor_id, action, resource_id, decision, encoded) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
          event.chain, event.seq, event.at, event.actor.id, event.action, event.resource.id, audit::name_of(event.outcome),
          audit::encode_row(event));
  for (const auto& opening : openings) {
    execute(tx, "INSERT INTO audit_value(chain, seq, pointer, subject, salt, value) VALUES ($1, $2, $3, $4, $5, $6)", event.chain,
            event.seq, opening.pointer, opening.subject, opening.salt, opening.value);
  }
  execute(tx, "UPDATE audit_head SET seq = $2, hash = $3, at = $4 WHERE chain = $1", event.chain, after.seq, after.hash,
          event.at);
  return after.seq;
}

void append_refusal(Transaction& tx, audit::Event event) {
  const std::string chain = event.chain;
  const std::string fingerprint = fingerprint_of(event);
  if (count_as_repeat(tx, chain, fingerprint)) return;
  event.outcome = audit::Outcome::deny;
  const std::int64_t seq = append_audit(tx, std::move(event));
  execute(tx, "INSERT INTO audit_repeat(chain, seq, fingerprint, since, repeats) VALUES ($1, $2, $3, $4, 0)", chain, seq,
          fingerprint, tx.now());
}

}  // namespace rolecall::store
