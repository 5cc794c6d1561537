#include "service/audit/checkpoint.h"

#include "service/audit/read_audit.h"
#include "store/audit_reader.h"

namespace rolecall::service {
namespace {

constexpr int most_chains_at_once = 100;

}  // namespace

audit::Checkpoint sign_chain(store::Transaction& tx, const Environment& environment, const std::string& chain) {
  const crypto::SigningKey& key = environment.keys.signing_key();
  const audit::Tip tip = store::chain_tip(tx, chain);
  if (auto kept = store::find_checkpoint(tx, chain, tip.seq); kept && kept->key_id == key.public_key().id()) return *kept;
  auto checkpoint = audit::sign_checkpoint(chain, tip, tx.now(), key);
  store::keep_checkpoint(tx, checkpoint);
  return checkpoint;
}

Result<audit::Checkpoint> get_checkpoint(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const TeamId& team) {
  const auto noted = note_reading(tx, environment, credential, team);
  if (!noted) return std::unexpected(noted.error());
  return sign_chain(tx, environment, team.value);
}

void write_due_checkpoints(store::Transaction& tx, const Environment& environment) {
  for (const auto& chain : store::chains_due_for_checkpoint(tx, {}, most_chains_at_once)) {
    static_cast<void>(sign_chain(tx, environment, chain));
  }
}

}  // namespace rolecall::service
