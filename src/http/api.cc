#include "http/api.h"

#include <memory>

#include "base/log.h"
#include "http/credential.h"
#include "http/idempotency.h"
#include "http/origin.h"
#include "http/problem.h"
#include "store/caller.h"
#include "store/fault.h"

namespace rolecall::http {
namespace {

bool is_csv(const Request& request) {
  const auto type = request.header("content-type");
  return type && type->starts_with("text/csv");
}

bool expects_json(Body body, const Request& request) {
  switch (body) {
    case Body::none:
    case Body::file:
      return false;
    case Body::json:
      return true;
    case Body::optional_json:
      return !request.body.empty();
    case Body::json_or_csv:
      return !is_csv(request);
  }
  return true;
}

/// The answer to a fault: nothing was changed, except perhaps where it says so, and nothing of its text leaves the machine.
Reply fault_reply(const std::exception_ptr& fault, std::string_view route) {
  const auto where = log::Label::from_table(route);
  try {
    std::rethrow_exception(fault);
  } catch (const store::ConstraintViolation& violation) {
    log::warning("write_lost_a_race", {{"route", where}, {"fault", log::FaultText(violation)}});
    return problem(Error{Code::conflict, "conflict", "somebody else changed this at the same moment; look again and repeat"});
  } catch (const store::CommitOutcomeUnknown& unknown) {
    log::error("commit_outcome_unknown", {{"route", where}, {"fault", log::FaultText(unknown)}});
    return problem(503, "outcome_unknown", "the database was lost at the last moment: look whether it happened, then repeat");
  } catch (const store::DatabaseFault& database) {
    log::error("database_fault", {{"route", where}, {"fault", log::FaultText(database)}});
    Error error{Code::unavailable, "unavailable", "the database cannot do this at the moment; nothing was changed"};
    error.retry_after_seconds = 1;
    return problem(error);
  } catch (const std::exception& other) {
    log::error("fault", {{"route", where}, {"fault", log::FaultText(other)}});
    return problem(500, "fault", "something went wrong on our side; nothing was changed");
  }
}

/// Runs `job` on a thread of the pool. What leaves that thread would end the process, so a fault (no memory) becomes the answer.
template <class Job>
void work(WorkPool& pool, const Route& route, const std::function<void(Reply)>& answer, Job job) {
  const auto accepted = pool.submit([&route, answer, job = std::move(job)]() mutable {
    try {
      job();
    } catch (...) {
      answer(fault_reply(std::current_exception(), route.path));
    }
  });
  if (!accepted) answer(problem(accepted.error()));
}

bool is_about_request(const Error& error) {
  return error.code == Code::malformed || error.code == Code::invalid || error.code == Code::too_large;
}

/// What is wrong with a request is told to who is somebody; anybody else is not signed in.
template <class T>
Result<T> for_callers(store::Transaction& tx, const service::Environment& environment, const Call& call, const Route& route,
                      Result<T> result) {
  if (result || route.access == Access::anybody || !is_about_request(result.error())) return result;
  const auto caller = store::load_caller(tx, call.credential, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  return result;
}

Reply reply_of(Result<Reply> result) { return result ? std::move(*result) : problem(result.error()); }

}  // namespace

std::optional<std::string> Call::if_match() const {
  const auto header = request.header("if-match");
  if (!header || *header == "*") return std::nullopt;
  std::string_view tag = *header;
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') tag = tag.substr(1, tag.size() - 2);
  return std::string(tag);
}

Api::Api(Parts parts, const std::vector<Route>& routes) : parts_(parts) {
  for (const auto& route : routes) router_.add(route.method, route.path, route);
}

bool Api::knows(std::string_view path) const {
  const auto match = router_.match(Method::get, path);
  return match.value != nullptr || !match.allow.empty();
}

std::shared_ptr<Call> Api::call_for(Request request, PathParams path) const {
  auto call = std::make_shared<Call>();
  call->store = &parts_.store;
  call->credential = credential_of(request, login_cookie_name(parts_.environment));
  call->path = std::move(path);
  call->request = std::move(request);
  return call;
}

/// Why not even the body of the request is received; without a body it is asked all the same.
std::optional<Reply> Api::refusal_of_head(const Route& route, const Request& request) const {
  const auto& environment = parts_.environment;
  if (const auto origin = check_origin(request, environment.settings.public_url); !origin) return problem(origin.error());
  if (route.access == Access::anybody || has_credential(request, login_cookie_name(environment))) return std::nullopt;
  return problem(Error{Code::unauthenticated, "not_signed_in", "sign in first"});
}

void Api::admit(const Request& request, Admit answer) const {
  auto match = router_.match(request.method, request.path);
  if (match.value == nullptr) return answer(Limits{}.open_body_bytes);
  const Route& route = *match.value;
  const auto refuse = [name = match.route](Admit& to, Reply reply) {
    reply.route = name;
    to(std::unexpected(std::move(reply)));
  };
  if (auto refusal = refusal_of_head(route, request)) return refuse(answer, std::move(*refusal));
  if (route.gate == nullptr) return answer(route.largest_body);
  store::run(
      parts_.store, store::Kind::read,
      [&environment = parts_.environment, &route, call = call_for(request, std::move(match.params))](store::Transaction& tx) {
        return route.gate(tx, environment, *call);
      },
      [&route, refuse, answer = std::move(answer)](std::exception_ptr fault, std::optional<Result<Done>> may) mutable {
        if (fault) return refuse(answer, fault_reply(fault, route.path));
        if (!*may) return refuse(answer, problem(may->error()));
        answer(route.largest_body);
      });
}

void Api::handle(Request request, Responder respond) const {
  auto match = router_.match(request.method, request.path);
  const Answer answer = [route = match.route, held = std::make_shared<Responder>(std::move(respond))](Reply reply) {
    reply.route = route;
    (*held)(std::move(reply));
  };
  if (match.value == nullptr) {
    return answer(match.allow.empty() ? problem(not_found().error()) : method_not_allowed(request.method, match.allow));
  }
  const Route& route = *match.value;
  if (auto refusal = refusal_of_head(route, request)) return answer(std::move(*refusal));
  auto call = call_for(std::move(request), std::move(match.params));
  if (expects_json(route.body, call->request)) {
    auto body = json_body(call->request);
    if (!body) return refuse_body(route, std::move(call), std::move(body.error()), answer);
    call->body.emplace(std::move(*body));
  }
  if (route.passwords != nullptr) return run_with_passwords(route, std::move(call), answer);
  if (route.reader != nullptr) return run_with_transcript(route, std::move(call), answer);
  run(route, std::move(call), answer);
}

void Api::refuse_body(const Route& route, std::shared_ptr<const Call> call, Reply refusal, Answer answer) const {
  if (route.access == Access::anybody) return answer(std::move(refusal));
  store::run(
      parts_.store, store::Kind::read,
      [&environment = parts_.environment, call](store::Transaction& tx) {
        return store::load_caller(tx, call->credential, environment.settings.idle_limit);
      },
      [&route, refusal = std::move(refusal), answer = std::move(answer)](std::exception_ptr fault,
                                                                         std::optional<Result<store::Caller>> caller) mutable {
        if (fault) return answer(fault_reply(fault, route.path));
        answer(*caller ? std::move(refusal) : problem(caller->error()));
      });
}

void Api::run(const Route& route, std::shared_ptr<const Call> call, Answer answer) const {
  const auto& environment = parts_.environment;
  store::run(
      parts_.store, route.kind,
      [&environment, &route, call](store::Transaction& tx) {
        return for_callers(tx, environment, *call, route, run_once(tx, environment, *call, route));
      },
      [&pool = parts_.work_pool, &route, call, answer = std::move(answer)](std::exception_ptr fault,
                                                                           std::optional<Result<Reply>> result) {
        Reply reply = fault ? fault_reply(fault, route.path) : reply_of(std::move(*result));
        if (!reply.later) return answer(std::move(reply));
        work(pool, route, answer, [answer, later = std::move(reply.later)]() mutable { answer(later()); });
      });
}

void Api::run_with_passwords(const Route& route, std::shared_ptr<Call> call, Answer answer) const {
  const auto& environment = parts_.environment;
  store::run(
      parts_.store, store::Kind::read,
      [&environment, &route, call](store::Transaction& tx) {
        return for_callers(tx, environment, *call, route, route.passwords(tx, environment, *call));
      },
      [this, &route, call, answer = std::move(answer)](std::exception_ptr fault,
                                                       std::optional<Result<service::PasswordWork>> asked) {
        if (fault) return answer(fault_reply(fault, route.path));
        if (!*asked) return answer(problem(asked->error()));
        work(parts_.password_pool, route, answer, [this, &route, call, answer, job = std::move(**asked)] {
          call->passwords = service::perform(job);
          run(route, call, answer);
        });
      });
}

void Api::run_with_transcript(const Route& route, std::shared_ptr<Call> call, Answer answer) const {
  const auto& environment = parts_.environment;
  store::run(
      parts_.store, store::Kind::read,
      [&environment, &route, call](store::Transaction& tx) { return route.gate(tx, environment, *call); },
      [this, &route, call, answer = std::move(answer)](std::exception_ptr fault, std::optional<Result<Done>> may) {
        if (fault) return answer(fault_reply(fault, route.path));
        if (!*may) return answer(problem(may->error()));
        work(parts_.work_pool, route, answer, [this, &route, call, answer] {
          auto segments = route.reader(call->request);
          if (!segments) return answer(std::move(segments.error()));
          call->segments = std::move(*segments);
          run(route, call, answer);
        });
      });
}

Route for_anybody(Route route) {
  route.access = Access::anybody;
  route.largest_body = Limits{}.open_body_bytes;
  return route;
}

std::string_view login_cookie_name(const service::Environment& environment) {
  return environment.settings.public_url.starts_with("https:") ? "__Host-rolecall_login" : "rolecall_login";
}

Cookie login_cookie(const service::Environment& environment, std::string token) {
  return {std::string(login_cookie_name(environment)), std::move(token), environment.settings.absolute_limit,
          environment.settings.public_url.starts_with("https:")};
}

Cookie ended_login_cookie(const service::Environment& environment) {
  Cookie cookie = login_cookie(environment, "");
  cookie.lifetime = Duration{};
  return cookie;
}

Reply json_with_etag(int status, std::string body, std::int64_t revision) {
  Reply reply = json_reply(status, std::move(body));
  reply.with("ETag", "\"" + std::to_string(revision) + "\"");
  return reply;
}

}  // namespace rolecall::http
