#include "http/idempotency.h"

#include "base/crypto/hash.h"
#include "store/caller.h"
#include "store/idempotency.h"
#include "store/permit.h"

namespace rolecall::http {
namespace {

/// Of everything that is asked beside the path: the answer to a dry run is no answer to the request itself.
std::string hash_of_question(const Call& call) {
  std::string question = call.request.body;
  for (const auto& [name, value] : call.request.params) question.append(1, '\0').append(name).append(1, '=').append(value);
  return crypto::to_hex(crypto::sha256(question));
}

/// A kept answer is for who could still read it: signed in and, on a team's routes, an active member of it.
Result<Done> check_may_read(store::Transaction& tx, const service::Environment& environment, const Call& call,
                            const Route& route) {
  const auto idle_limit = environment.settings.idle_limit;
  if (route.path.find("{team}") == std::string_view::npos) {
    const auto caller = store::load_caller(tx, call.credential, idle_limit);
    return caller ? Result<Done>() : std::unexpected(caller.error());
  }
  const auto team = call.id<TeamId>("team");
  const auto caller = store::load_team_caller(tx, call.credential, team, environment.plans, idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::team_read), {"team", team.value});
  return permit ? Result<Done>() : std::unexpected(permit.error());
}

Result<Reply> replay(const store::StoredReply& kept, const Call& call) {
  if (kept.body_hash != hash_of_question(call)) {
    return fail(Code::invalid, "idempotency_key_reused", "this `Idempotency-Key` was used with another body or query");
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
  if (const auto kept = store::find_reply(tx, key)) {
    if (const auto may = check_may_read(tx, environment, call, route); !may) return std::unexpected(may.error());
    return replay(*kept, call);
  }
  auto reply = route.endpoint(tx, environment, call);
  if (!reply) return reply;
  const auto body = route.replay == Replay::reply ? std::optional(reply->body) : std::nullopt;
  store::keep_reply(tx, key, {hash_of_question(call), reply->status, body});
  return reply;
}

}  // namespace rolecall::http
