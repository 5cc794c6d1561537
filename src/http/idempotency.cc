#include "http/idempotency.h"

#include "base/crypto/hash.h"
#include "store/idempotency.h"

namespace rolecall::http {
namespace {

std::string hash_of_body(const Call& call) { return crypto::to_hex(crypto::sha256(call.request.body)); }

Result<Reply> replay(const store::StoredReply& kept, const Call& call) {
  if (kept.body_hash != hash_of_body(call)) {
    return fail(Code::invalid, "idempotency_key_reused", "this `Idempotency-Key` was used with another body");
  }
  if (!kept.reply) {
    return fail(Code::conflict, "not_replayable", "this was done already; its answer held a secret and is not given again");
  }
  return json_reply(kept.status, *kept.reply);
}

}  // namespace

Result<Reply> run_once(store::Transaction& tx, const service::Environment& environment, const Call& call, const Route& route) {
  const auto header = call.request.header("idempotency-key");
  if (!header || route.replay == Replay::never) return route.endpoint(tx, environment, call);
  if (header->empty() || header->size() > 255) {
    return fail(Code::invalid, "invalid", "`Idempotency-Key` has 1 to 255 characters");
  }
  const store::IdempotencyKey key{call.credential.token_hash, std::string(to_string(route.method)) + " " + call.request.path,
                                  std::string(*header)};
  if (const auto kept = store::find_reply(tx, key)) return replay(*kept, call);
  auto reply = route.endpoint(tx, environment, call);
  if (!reply) return reply;
  const auto body = route.replay == Replay::reply ? std::optional(reply->body) : std::nullopt;
  store::keep_reply(tx, key, {hash_of_body(call), reply->status, body});
  return reply;
}

}  // namespace rolecall::http
