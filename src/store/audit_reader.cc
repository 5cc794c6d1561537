#include "store/audit_reader.h"

#include <stdexcept>

#include "store/sql.h"

// A statement for each index, since the planner cannot know which filters are empty.
#define ROLECALL_AUDIT_HEAD                                                                                   \
  "SELECT e.seq, e.encoded, coalesce(r.repeats, 0), v.pointer, v.subject, v.salt, v.value "                   \
  "FROM (SELECT chain, seq, encoded FROM audit_event WHERE chain = $1 AND seq < $2 AND at >= $3 AND at < $4 " \
  "AND ($5 = '' OR actor_id = $5) AND ($6 = 0 OR actor_id = '') AND ($7 = '' OR action = $7) "                \
  "AND ($8 = '' OR (action >= $8 AND action < $9)) AND ($10 = '' OR resource_id = $10) "                      \
  "AND ($11 = '' OR decision = $11) "
#define ROLECALL_AUDIT_JOINS                                         \
  "LEFT JOIN audit_repeat r ON r.chain = e.chain AND r.seq = e.seq " \
  "LEFT JOIN audit_value v ON v.chain = e.chain AND v.seq = e.seq "
#define ROLECALL_AUDIT_TAIL "ORDER BY seq DESC LIMIT $12) e " ROLECALL_AUDIT_JOINS "ORDER BY e.seq DESC, v.pointer"

namespace rolecall::store {
namespace {

audit::Event decoded(std::string_view text) {
  auto event = audit::decode_row(text);
  if (!event) throw std::runtime_error("an audit row cannot be read");
  return std::move(*event);
}

/// Columns: seq, encoded, repeats, then pointer, subject, salt and value of one opening, or nulls.
std::vector<AuditEntry> read_entries(Rows rows) {
  std::vector<AuditEntry> entries;
  while (rows.next()) {
    if (entries.empty() || entries.back().event.seq != rows.integer(0)) {
      entries.push_back({decoded(rows.text_view(1)), {}, rows.integer(2)});
    }
    if (!rows.is_null(3)) entries.back().openings.push_back({rows.text(3), rows.text(4), rows.text(5), rows.text(6)});
  }
  return entries;
}

bool is_prefix(const std::string& action) { return action.ends_with('.'); }

/// Behind every text that begins with the prefix.
std::string end_of(std::string prefix) {
  if (!prefix.empty()) ++prefix.back();
  return prefix;
}

}  // namespace

std::vector<AuditEntry> list_audit(Transaction& tx, const AuditFilter& filter, std::int64_t before_seq, int limit) {
  const bool is_system = filter.actor == "system";
  const std::string actor = is_system ? "" : filter.actor;
  const std::string action = is_prefix(filter.action) ? "" : filter.action;
  const std::string prefix = is_prefix(filter.action) ? filter.action : "";
  const auto run = [&](std::string_view sql) {
    return read_entries(query(tx, sql, filter.chain, before_seq, filter.from, filter.to, actor, is_system, action, prefix,
                              end_of(prefix), filter.resource, filter.decision, limit));
  };
  if (!actor.empty()) return run(ROLECALL_AUDIT_HEAD "AND actor_id = $5 " ROLECALL_AUDIT_TAIL);
  if (!filter.resource.empty()) return run(ROLECALL_AUDIT_HEAD "AND resource_id = $10 " ROLECALL_AUDIT_TAIL);
  if (!action.empty()) return run(ROLECALL_AUDIT_HEAD "AND action = $7 " ROLECALL_AUDIT_TAIL);
  return run(ROLECALL_AUDIT_HEAD ROLECALL_AUDIT_TAIL);
}

std::vector<AuditEntry> read_chain(Transaction& tx, const std::string& chain, const ChainPart& part) {
  return read_entries(query(tx,
                            "SELECT e.seq, e.encoded, coalesce(r.repeats, 0), v.pointer, v.subject, v.salt, v.value "
                            "FROM (SELECT chain, seq, encoded FROM audit_event WHERE chain = $1 AND seq > $2 AND seq <= $3 "
                            "ORDER BY seq LIMIT $4) e " ROLECALL_AUDIT_JOINS "ORDER BY e.seq, v.pointer",
                            chain, part.after_seq, part.last_seq, part.limit));
}

bool has_read_audit(Transaction& tx, const std::string& chain, const std::string& login, Instant since) {
  auto rows = query(tx,
                    "SELECT encoded FROM audit_event WHERE chain = $1 AND action = 'audit.read' AND decision = 'permit' "
                    "ORDER BY seq DESC LIMIT 1000",
                    chain);
  while (rows.next()) {
    const auto event = decoded(rows.text_view(0));
    if (event.at <= since) return false;
    if (event.login == login) return true;
  }
  return false;
}

audit::Tip chain_tip(Transaction& tx, const std::string& chain) {
  auto rows = query(tx, "SELECT seq, hash FROM audit_head WHERE chain = $1", chain);
  return rows.next() ? audit::Tip{rows.integer(0), rows.text(1)} : audit::genesis(chain);
}

std::optional<audit::Checkpoint> find_checkpoint(Transaction& tx, const std::string& chain, std::int64_t seq) {
  auto rows = query(tx, "SELECT at, hash, key_id, signature FROM audit_checkpoint WHERE chain = $1 AND seq = $2", chain, seq);
  if (!rows.next()) return std::nullopt;
  return audit::Checkpoint{chain, {seq, rows.text(1)}, rows.instant(0), rows.text(2), rows.text(3)};
}

void keep_checkpoint(Transaction& tx, const audit::Checkpoint& checkpoint) {
  execute(tx,
          "INSERT INTO audit_checkpoint(chain, seq, at, hash, key_id, signature) VALUES ($1, $2, $3, $4, $5, $6) "
          "ON CONFLICT (chain, seq) DO UPDATE SET at = excluded.at, hash = excluded.hash, key_id = excluded.key_id, "
          "signature = excluded.signature",
          checkpoint.chain, checkpoint.tip.seq, checkpoint.at, checkpoint.tip.hash, checkpoint.key_id, checkpoint.signature);
}

std::vector<std::string> chains_due_for_checkpoint(Transaction& tx, const CheckpointPace& pace, int limit) {
  std::vector<std::string> chains;
  for (auto rows = query(tx,
                         "SELECT h.chain FROM audit_head h LEFT JOIN (SELECT chain, max(seq) AS seq, max(at) AS at "
                         "FROM audit_checkpoint GROUP BY chain) c ON c.chain = h.chain WHERE h.seq > coalesce(c.seq, 0) "
                         "AND (h.seq - coalesce(c.seq, 0) >= $1 OR coalesce(c.at, 0) <= $2) ORDER BY h.chain LIMIT $3",
                         pace.rows, tx.now() - pace.time, limit);
       rows.next();) {
    chains.push_back(rows.text(0));
  }
  return chains;
}

}  // namespace rolecall::store
