// What takes its time happens on the work pool: bodies that are read before the write and answers that are made after it, while
// the store's threads go on. And who may not send a body has none of it read.
#include <gtest/gtest.h>

#include <thread>

#include "http/api_world.h"
#include "http/problem.h"

namespace rolecall::testing {
namespace {

/// Where the steps of the latest request ran; the tests ask one at a time.
struct Steps {
  std::thread::id in_transaction;
  std::thread::id reading;
  std::thread::id making;
  int gates = 0;
  int readings = 0;
};
Steps steps;

std::string segment_text(const http::Call& call) { return call.segments.empty() ? "" : call.segments.front().text; }

Result<http::Reply> answer_later(store::Transaction&, const service::Environment&, const http::Call& call) {
  steps.in_transaction = std::this_thread::get_id();
  http::Reply reply;
  reply.later = [text = segment_text(call)] {
    steps.making = std::this_thread::get_id();
    return http::text_reply(200, text);
  };
  return reply;
}

Result<Done> open_gate(store::Transaction& tx, const service::Environment&, const http::Call&) {
  EXPECT_EQ(tx.mode(), store::Transaction::Mode::read);
  ++steps.gates;
  return Done{};
}
Result<Done> closed_gate(store::Transaction&, const service::Environment&, const http::Call&) {
  return fail(Code::denied, "denied", "not you");
}
std::expected<std::vector<clinical::Segment>, http::Reply> read_words(const http::Request& request) {
  steps.reading = std::this_thread::get_id();
  ++steps.readings;
  if (request.body == "throw") throw std::bad_alloc();
  if (request.body.empty()) return std::unexpected(http::problem(422, "invalid", "expected words"));
  return std::vector<clinical::Segment>{{"", request.body, {}, {}}};
}

class Work : public ApiTest {
 protected:
  Work() : ApiTest(routes()) { steps = {}; }

  static std::vector<http::Route> routes() {
    using http::Body;
    using http::Method;
    using http::Replay;
    const auto words = [](std::string_view path, http::Gate gate) {
      return http::Route{Method::post, path, store::Kind::write, answer_later, Body::file, Replay::never, nullptr,
                         1024,         gate, read_words};
    };
    return {http::for_anybody(words("/open", open_gate)), http::for_anybody(words("/closed", closed_gate)),
            http::for_anybody({Method::get, "/made", store::Kind::write, answer_later})};
  }
  /// Straight into the API: these routes stand in no contract.
  http::Reply sent(const std::string& path, const std::string& body, http::Method method = http::Method::post) {
    http::Request request{.method = method, .path = path, .params = {}, .headers = {}, .body = body};
    request.headers.add("origin", "http://rolecall.test");
    std::promise<http::Reply> promise;
    api().handle(std::move(request), [&](http::Reply reply) { promise.set_value(std::move(reply)); });
    return promise.get_future().get();
  }
};

TEST_P(Work, a_body_is_read_after_the_gate_and_before_the_write_outside_of_both) {
  const auto reply = sent("/open", "words");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "words");
  EXPECT_EQ(steps.gates, 1);
  EXPECT_NE(steps.reading, std::this_thread::get_id()) << "the I/O thread";
  EXPECT_NE(steps.reading, steps.in_transaction) << "the thread that writes";
}

TEST_P(Work, an_answer_is_made_after_the_transaction_on_another_thread) {
  EXPECT_EQ(sent("/made", "", http::Method::get).status, 200);
  EXPECT_NE(steps.making, steps.in_transaction);
  EXPECT_NE(steps.making, std::this_thread::get_id());
}

TEST_P(Work, who_is_refused_has_nothing_of_his_body_read) {
  EXPECT_EQ(sent("/closed", "words").status, 403);
  EXPECT_EQ(steps.readings, 0);
}

TEST_P(Work, a_body_that_cannot_be_read_is_answered_and_nothing_is_written) {
  EXPECT_EQ(sent("/open", "").status, 422);
  EXPECT_EQ(steps.in_transaction, std::thread::id());
  EXPECT_EQ(sent("/open", "throw").status, 500) << "and the pool's thread lives on";
  EXPECT_EQ(sent("/open", "words").status, 200);
}

ROLECALL_ON_BOTH_STORES(Work);

}  // namespace
}  // namespace rolecall::testing
