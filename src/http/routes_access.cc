#include "http/routes_access.h"

#include "http/access_json.h"

namespace rolecall::http {
namespace {

constexpr std::string_view evaluation_path = "/access/v1/evaluation";
constexpr std::string_view evaluations_path = "/access/v1/evaluations";
constexpr std::size_t usual_answer = 320;

Result<Reply> answer_one(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto question = read_evaluation(call.body->root());
  if (!question) return std::unexpected(question.error());
  const auto answer = service::Evaluator(tx, environment, call.credential).answer(*question);
  if (!answer) return std::unexpected(answer.error());
  std::string body;
  body.reserve(usual_answer);
  json::Writer writer(body);
  write_answer(writer, *answer, tx.now());
  return json_reply(200, std::move(body));
}

bool ends_batch(Semantic semantic, bool decision) {
  switch (semantic) {
    case Semantic::execute_all:
      return false;
    case Semantic::deny_on_first_deny:
      return !decision;
    case Semantic::permit_on_first_permit:
      return decision;
  }
  return false;
}

/// Writes the answer to one item and gives its decision. Error: unauthenticated.
Result<bool> answer_item(json::Writer& writer, service::Evaluator& evaluator, const Result<service::AccessQuestion>& item,
                         Instant now) {
  if (!item) {
    write_broken(writer, item.error());
    return false;
  }
  const auto answer = evaluator.answer(*item);
  if (!answer) return std::unexpected(answer.error());
  write_answer(writer, *answer, now);
  return answer->decision.permitted();
}

Result<Reply> answer_batch(store::Transaction& tx, const service::Environment& environment, const Call& call,
                           const Evaluations& batch) {
  const auto caller = store::load_caller(tx, call.credential, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  service::Evaluator evaluator(tx, environment, call.credential);
  std::string body;
  body.reserve(usual_answer * batch.items.size());
  json::Writer writer(body);
  writer.begin_object().name("evaluations").begin_array();
  for (const auto& item : batch.items) {
    const auto decision = answer_item(writer, evaluator, item, tx.now());
    if (!decision) return std::unexpected(decision.error());
    if (ends_batch(batch.semantic, *decision)) break;
  }
  writer.end_array().end_object();
  return json_reply(200, std::move(body));
}

Result<Reply> evaluate_many(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto batch = read_evaluations(call.body->root());
  if (!batch) return std::unexpected(batch.error());
  return batch->items.empty() ? answer_one(tx, environment, call) : answer_batch(tx, environment, call, *batch);
}

Result<Reply> configuration(store::Transaction&, const service::Environment& environment, const Call&) {
  const std::string& base = environment.settings.public_url;
  std::string body;
  json::Writer(body)
      .begin_object()
      .field("policy_decision_point", base)
      .field("access_evaluation_endpoint", base + std::string(evaluation_path))
      .field("access_evaluations_endpoint", base + std::string(evaluations_path))
      .end_object();
  return json_reply(200, std::move(body));
}

}  // namespace

std::vector<Route> access_routes() {
  using store::Kind;
  return {
      {Method::post, evaluation_path, Kind::read, answer_one, Body::json},
      {Method::post, evaluations_path, Kind::read, evaluate_many, Body::json},
      for_anybody({Method::get, "/.well-known/authzen-configuration", Kind::read, configuration}),
  };
}

}  // namespace rolecall::http
