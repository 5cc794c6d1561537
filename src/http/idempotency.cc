#include "http/idempotency.h"

#include "base/crypto/encoding.h"
#include "store/caller.h"
#include "store/idempotency.h"
#include "store/permit.h"

namespace rolecall::http {
namespace {

/// Of everything that is asked: the answer to a dry run is no answer to the request itself. With the master key, or whoever holds
/// the file could try names of patients on it; and of this key's alone, or it would say which requests are the same.
std::string hash_of_question(const service::Environment& environment, const store::IdempotencyKey& key, const Call& call) {
  std::string question;
  for (const std::string& part : {key.subject, key.route, key.key, call.request.body}) question.append(part).append(1, '\0');
  for (const auto& [name, value] : call.request.params) question.append(name).append(1, '=').append(value).append(1, '\0');
  return crypto::to_hex(environment.keys.sealer().pseudonym(crypto::Purpose::request, question));
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

Result<Reply> replay(const store::StoredReply& kept, const std::string& asked) {
  if (kept.body_hash != asked) {
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
  const std::string asked = hash_of_question(environment, key, call);
  if (const auto kept = store::find_reply(tx, key)) {
    if (const auto may = check_may_read(tx, environment, call, route); !may) return std::unexpected(may.error());
    return replay(*kept, asked);
  }
  auto reply = route.endpoint(tx, environment, call);
  if (!reply) return reply;
  const auto body = route.replay == Replay::reply ? std::optional(reply->body) : std::nullopt;
  store::keep_reply(tx, key, {asked, reply->status, body});
  return reply;
}

}  // namespace rolecall::http
