#include "http/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "test_server.h"

namespace rolecall::http {
namespace {

using test::Client;
using test::Response;
using test::TestServer;
using ::testing::HasSubstr;

TEST(Server, AnswersSeveralRequestsOnOneConnection) {
  const TestServer server;
  Client client = server.connect();
  for (int i = 0; i < 3; ++i) {
    const Response response = client.request("GET /echo?q=a%20b%2Bc+d HTTP/1.1\r\nCookie: x=1; rolecall_login=abc; y=2");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.header("content-type"), "application/json");
    EXPECT_THAT(response.body, HasSubstr(R"("q":"a b+c d")"));
    EXPECT_THAT(response.body, HasSubstr(R"("cookie":"abc")"));
    EXPECT_THAT(response.body, HasSubstr(R"("client":"127.0.0.1")"));
  }
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  const TestServer server;
  Client client = server.connect();
  client.send(
      "GET /echo?q=1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /echo?q=2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /echo?q=3 "
      "HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(client.receive().body, HasSubstr(R"("q":"1")"));
  EXPECT_THAT(client.receive().body, HasSubstr(R"("body":"abc")"));
  EXPECT_THAT(client.receive().body, HasSubstr(R"("q":"3")"));
}

TEST(Server, ReadsSizedAndChunkedBodies) {
  const TestServer server;
  Client client = server.connect();
  const std::string big(500'000, 'b');
  EXPECT_THAT(client.request("POST /echo HTTP/1.1\r\nContent-Length: 500000", big).body, HasSubstr(R"("body_size":500000)"));
  const Response chunked = client.request("PUT /echo HTTP/1.1\r\nTransfer-Encoding: chunked",
                                          "5;name=value\r\nhello\r\n7\r\n, world\r\n0\r\nX-Trailer: believed\r\n\r\n");
  EXPECT_THAT(chunked.body, HasSubstr(R"("body":"hello, world")"));
  EXPECT_THAT(chunked.body, HasSubstr(R"("trailer":"none")"));
}

TEST(Server, ReadsABodyThatComesByteByByte) {
  const TestServer server;
  Client client = server.connect();
  const std::string text = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
  for (const char c : text) client.send({&c, 1});
  EXPECT_THAT(client.receive().body, HasSubstr(R"("body":"abcde")"));
}

TEST(Server, AnswersHeadLikeGetWithoutBody) {
  const TestServer server;
  Client client = server.connect();
  const Response get = client.request("GET /large HTTP/1.1");
  const Response head = client.request("HEAD /large HTTP/1.1");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), get.header("content-length"));
  EXPECT_EQ(client.request("GET /echo HTTP/1.1").status, 200);  // nothing of a body stands in the way
}

TEST(Server, SendsNoLengthWith204) {
  const TestServer server;
  const Response response = server.request("GET /nothing HTTP/1.1");
  EXPECT_EQ(response.status, 204);
  EXPECT_FALSE(response.headers.contains("content-length"));
}

TEST(Server, LetsAnotherThreadAnswerLater) {
  TestServer server;
  Client client = server.connect();
  client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  std::thread([&] {
    auto respond = server.waiting.take();
    respond(text_reply(200, "later"));
    respond(text_reply(200, "twice"));
  }).join();
  EXPECT_EQ(client.receive().body, "later");
  EXPECT_EQ(client.request("GET /echo HTTP/1.1").status, 200);
}

TEST(Server, AnswersADroppedRequestWithAProblem) {
  const TestServer server;
  for (const auto* path : {"/drop", "/throw"}) {
    const Response response = server.request(std::string("GET ") + path + " HTTP/1.1");
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.header("content-type"), "application/problem+json");
    EXPECT_THAT(response.body, HasSubstr(R"("code":"internal")"));
    EXPECT_THAT(response.body, ::testing::Not(HasSubstr("fire")));
  }
}

TEST(Server, AnswersARequestThatAnotherThreadDrops) {
  TestServer server;
  Client client = server.connect();
  client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  std::thread([&] { const auto dropped = server.waiting.take(); }).join();
  EXPECT_EQ(client.receive().status, 500);
}

TEST(Server, IgnoresAnAnswerForAClientThatLeft) {
  TestServer server;
  server.connect().send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  server.waiting.take()(text_reply(200, "too late"));
  EXPECT_EQ(server.request("GET /echo HTTP/1.1").status, 200);
}

TEST(Server, StreamsInChunksAndCutsAFailedStream) {
  const TestServer server;
  Client client = server.connect();
  const Response whole = client.request("GET /stream HTTP/1.1");
  EXPECT_TRUE(whole.complete);
  EXPECT_THAT(whole.body, ::testing::StartsWith("row 0\nrow 1\nrow 2\nrow 4\n"));
  EXPECT_EQ(client.request("HEAD /stream HTTP/1.1").header("transfer-encoding"), "chunked");
  const Response cut = client.request("GET /stream?fail=1 HTTP/1.1");
  EXPECT_EQ(cut.status, 200);
  EXPECT_FALSE(cut.complete);
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, StreamsToAnOldClientUntilTheConnectionCloses) {
  const TestServer server;
  const Response response = server.request("GET /stream HTTP/1.0");
  EXPECT_EQ(response.header("transfer-encoding"), "");
  EXPECT_THAT(response.body, HasSubstr("row 18\n"));
}

TEST(Server, SendsALargeAnswerWhole) {
  const TestServer server;
  const Response response = server.request("GET /large HTTP/1.1");
  EXPECT_EQ(response.body.size(), 8'000'000U);
}

TEST(Server, EchoesASensibleRequestIdAndMakesOneOtherwise) {
  const TestServer server;
  EXPECT_EQ(server.request("GET /echo HTTP/1.1\r\nX-Request-ID: abc-123").header("x-request-id"), "abc-123");
  const std::string made = server.request("GET /echo HTTP/1.1\r\nX-Request-ID: a b<script>").header("x-request-id");
  EXPECT_EQ(made.size(), 16U);
  EXPECT_NE(made, server.request("GET /echo HTTP/1.1").header("x-request-id"));
}

TEST(Server, BelievesForwardedAddressesOnlyFromATrustedProxy) {
  const TestServer open;
  const std::string request = "GET /echo HTTP/1.1\r\nX-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.1.2.3";
  EXPECT_THAT(open.request(request).body, HasSubstr(R"("client":"127.0.0.1")"));
  const TestServer behind({.trusted_proxies = {"127.0.0.0/8", "10.0.0.0/8"}});
  EXPECT_THAT(behind.request(request).body, HasSubstr(R"("client":"203.0.113.9")"));
  EXPECT_THAT(behind.request("GET /echo HTTP/1.1\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 203.0.113.9").body,
              HasSubstr(R"("client":"203.0.113.9")"))
      << "a proxy may add a line of its own behind the client's";
}

TEST(Server, SendsSecurityHeadersWithEveryAnswer) {
  const ManualClock clock({784'111'777'000}, ManualClock::Mode::frozen);
  const TestServer server({.strict_transport = true, .clock = &clock});
  for (const auto* path : {"/echo", "/missing", "/nothing"}) {
    const Response response = server.request(std::string("GET ") + path + " HTTP/1.1");
    EXPECT_THAT(response.header("content-security-policy"), HasSubstr("script-src 'self';"));
    EXPECT_THAT(response.header("content-security-policy"), HasSubstr("frame-ancestors 'none'"));
    EXPECT_EQ(response.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(response.header("referrer-policy"), "no-referrer");
    EXPECT_EQ(response.header("cache-control"), "no-store");
    EXPECT_THAT(response.header("strict-transport-security"), HasSubstr("max-age="));
    EXPECT_EQ(response.header("date"), "Sun, 06 Nov 1994 08:49:37 GMT");
  }
  EXPECT_EQ(TestServer().request("GET /echo HTTP/1.1").header("strict-transport-security"), "");
}

TEST(Server, WritesCookiesAndNeverAHeaderLineFromAValue) {
  const TestServer server;
  const Response response = server.request("GET /cookie HTTP/1.1");
  EXPECT_EQ(response.header("set-cookie"), "rolecall_login=s3cret; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure");
  EXPECT_EQ(response.header("x-evil"), "a");
  EXPECT_FALSE(response.headers.contains("x-injected"));
}

TEST(Server, ClosesWhenTheClientAsks) {
  const TestServer server;
  Client client = server.connect();
  EXPECT_EQ(client.request("GET /echo HTTP/1.1\r\nConnection: close").header("connection"), "close");
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, CountsAndReportsRequestsByTheirTemplate) {
  Metrics metrics;
  std::atomic<int> reported = 0;
  {
    const TestServer server(
        {.on_request_done = [&](const RequestDone& done) { reported += done.route == "/echo" && done.bytes > 0 ? 1 : 0; },
         .metrics = &metrics});
    Client client = server.connect();
    client.request("GET /echo?q=secret HTTP/1.1");
    client.request("GET /missing HTTP/1.1");
    client.request("BREW /coffee HTTP/1.1");
  }
  EXPECT_EQ(reported, 1);
  const std::string text = metrics.text();
  EXPECT_THAT(text, HasSubstr("rolecall_http_requests_total{route=\"/echo\",status=\"2xx\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("rolecall_http_requests_total{route=\"none\",status=\"4xx\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("rolecall_http_requests_total{route=\"none\",status=\"5xx\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("rolecall_http_request_duration_seconds_count{route=\"/echo\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("rolecall_http_refused_total{status=\"501\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("rolecall_http_connections 0\n"));
  EXPECT_THAT(text, ::testing::ContainsRegex("process_resident_memory_bytes [1-9]"));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("secret")));
}

TEST(ServerStart, RefusesWrongSettings) {
  const auto start = [](Options options) { return Server::start(std::move(options), {}).error().detail; };
  EXPECT_THAT(start({.address = "example.org"}), HasSubstr("`example.org` is no IP address"));
  EXPECT_THAT(start({.trusted_proxies = {"10.0.0.0/33"}}), HasSubstr("`10.0.0.0/33`"));
  EXPECT_THAT(start({.tls = TlsFiles{"/nowhere.pem", "/nowhere.key"}}), HasSubstr("`/nowhere.pem`"));
}

TEST(ServerStart, RefusesAPortThatAnotherServerServes) {
  const TestServer server;
  const auto second = Server::start({.port = server.port(), .threads = 1}, {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::unavailable);
}

TEST(ServerStart, RunsTheThreadHookOnEveryThread) {
  std::atomic<unsigned> sum = 0;
  {
    const TestServer server({.threads = 3, .on_thread_start = [&](unsigned thread) { sum += 1U << thread; }});
  }
  EXPECT_EQ(sum, 7U);
}

TEST(ServerStop, LetsRequestsInFlightFinishAndClosesIdleConnections) {
  TestServer server({.threads = 1});
  Client idle = server.connect();
  idle.request("GET /echo HTTP/1.1");
  Client busy = server.connect();
  busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  auto respond = server.waiting.take();
  std::thread stopping([&] { server.server().stop(seconds(60)); });
  EXPECT_TRUE(idle.is_closed());
  respond(text_reply(200, "finished"));
  const Response response = busy.receive();
  EXPECT_EQ(response.body, "finished");
  EXPECT_EQ(response.header("connection"), "close");
  stopping.join();
  const Client late = server.connect();
  EXPECT_FALSE(late.is_connected());
}

TEST(ServerStop, CutsWhatOutlivesTheGraceAndIgnoresLateAnswers) {
  TestServer server;
  Client client = server.connect();
  client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  auto respond = server.waiting.take();
  server.server().stop({});
  EXPECT_TRUE(client.is_closed());
  respond(text_reply(200, "late"));
}

}  // namespace
}  // namespace rolecall::http
