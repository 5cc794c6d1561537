// The API without sockets: requests go straight into http::Api on a team's world, replies come back. Every exchange is held
// against the contract (http/contract.h): a test fails when an answer is of another shape than api/openapi.yaml says.
//
//   class MembersApi : public ApiTest {};
//   TEST_P(MembersApi, …) { const auto reply = as(owner()).get("/api/v1/teams/" + team().value + "/members"); … }
#pragma once

#include <future>
#include <string>
#include <vector>

#include "base/crypto/password_pool.h"
#include "http/api.h"
#include "http/contract.h"
#include "http/percent.h"
#include "support/team_world.h"

namespace rolecall::testing {

/// Sends requests with one credential; the query may stand in the target.
class ApiClient {
 public:
  ApiClient(const http::Api& api, std::vector<std::pair<std::string, std::string>> headers)
      : api_(api), headers_(std::move(headers)) {}

  [[nodiscard]] ApiClient with(const std::string& name, const std::string& value) const {
    ApiClient client = *this;
    client.headers_.emplace_back(name, value);
    return client;
  }
  [[nodiscard]] http::Reply get(const std::string& target) const { return send(http::Method::get, target, "", ""); }
  [[nodiscard]] http::Reply post(const std::string& target, const std::string& body = "") const {
    return send(http::Method::post, target, body, "application/json");
  }
  [[nodiscard]] http::Reply put(const std::string& target, const std::string& body) const {
    return send(http::Method::put, target, body, "application/json");
  }
  [[nodiscard]] http::Reply patch(const std::string& target, const std::string& body) const {
    return send(http::Method::patch, target, body, "application/json");
  }
  [[nodiscard]] http::Reply remove(const std::string& target, const std::string& body = "") const {
    return send(http::Method::delete_, target, body, "application/json");
  }
  [[nodiscard]] http::Reply send(http::Method method, const std::string& target, const std::string& body,
                                 const std::string& type) const {
    http::Request request = head_of(method, target);
    if (!body.empty()) request.headers.add("content-type", type);
    request.body = body;
    http::Reply answer = answer_to(request);
    for (const auto& objection : Contract::served().objections({request, answer})) ADD_FAILURE() << objection;
    return answer;
  }
  /// How many bytes a body may have; 0 when none is received.
  [[nodiscard]] std::size_t body_limit(http::Method method, const std::string& target) const {
    return admission_of(head_of(method, target)).value_or(0);
  }

 private:
  [[nodiscard]] http::Request head_of(http::Method method, const std::string& target) const {
    http::Request request;
    request.method = method;
    const auto question = target.find('?');
    request.path = target.substr(0, question);
    if (question != std::string::npos) request.params = http::parse_query(target.substr(question + 1));
    request.headers.add("origin", "http://rolecall.test");
    for (const auto& [name, value] : headers_) request.headers.add(name, value);
    request.client_address = "192.0.2.30";
    return request;
  }
  [[nodiscard]] http::Admission admission_of(const http::Request& request) const {
    std::promise<http::Admission> promise;
    auto admission = promise.get_future();
    api_.admit(request, [&](http::Admission answer) { promise.set_value(std::move(answer)); });
    return admission.get();
  }
  /// As the server does: a body is sent only when its head was admitted.
  [[nodiscard]] http::Reply answer_to(const http::Request& request) const {
    if (!request.body.empty()) {
      auto admission = admission_of(request);
      if (!admission) return std::move(admission.error());
    }
    std::promise<http::Reply> promise;
    auto reply = promise.get_future();
    api_.handle(request, [&](http::Reply answer) { promise.set_value(std::move(answer)); });
    return reply.get();
  }

  const http::Api& api_;
  std::vector<std::pair<std::string, std::string>> headers_;
};

/// A team and an API with the routes that the suite gives.
class ApiTest : public TeamTest {
 protected:
  explicit ApiTest(std::vector<http::Route> routes)
      : api_({world().store(), world().environment(), pool_, work_pool_, world().clock()}, std::move(routes)) {}

  [[nodiscard]] const http::Api& api() const { return api_; }
  [[nodiscard]] ApiClient nobody() const { return {api_, {}}; }
  [[nodiscard]] ApiClient as(const Person& person) const { return {api_, {{"cookie", "rolecall_login=" + person.token}}}; }

  /// The body as JSON; fails the test when it is none.
  [[nodiscard]] static json::Document json_of(const http::Reply& reply) {
    auto document = json::parse(reply.body);
    EXPECT_TRUE(document) << reply.body;
    return std::move(document.value());
  }
  /// A text of the body: `text_of(reply, {"team", "name"})`; empty when it is not there.
  [[nodiscard]] static std::string text_of(const http::Reply& reply, std::initializer_list<std::string_view> path) {
    const auto document = json_of(reply);
    std::optional<json::Value> value = document.root();
    for (const auto name : path) value = value ? value->find(name) : std::nullopt;
    return value && value->is_string() ? std::string(value->string()) : std::string();
  }

 private:
  crypto::PasswordPool pool_;
  WorkPool work_pool_;
  http::Api api_;
};

}  // namespace rolecall::testing
