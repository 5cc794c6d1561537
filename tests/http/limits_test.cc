// What a client may cost: sizes, times, numbers, and requests that are refused before a handler sees them.
#include "http/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test_server.h"

namespace rolecall::http {
namespace {

using namespace std::string_literals;
using test::Client;
using test::Response;
using test::TestServer;
using ::testing::HasSubstr;

constexpr Duration soon{100};

Limits quick_limits() {
  return {.header_time = soon, .body_time = soon, .idle_time = soon, .write_time = soon, .linger_time = soon};
}

void expect_refusal(Client& client, int status, std::string_view code) {
  const Response response = client.receive();
  EXPECT_EQ(response.status, status);
  EXPECT_EQ(response.header("content-type"), "application/problem+json");
  EXPECT_EQ(response.header("connection"), "close");
  EXPECT_THAT(response.body, HasSubstr("\"code\":\"" + std::string(code) + "\""));
  EXPECT_NE(response.header("x-request-id"), "");
  EXPECT_TRUE(client.is_closed());
}

struct RefusedBytes {
  std::string name;
  std::string bytes;
  int status;
  std::string code;
};

std::ostream& operator<<(std::ostream& out, const RefusedBytes& refusal) { return out << refusal.name; }

class RefusedRequest : public ::testing::TestWithParam<RefusedBytes> {
 protected:
  static TestServer& server() {
    static TestServer server;
    return server;
  }
};

TEST_P(RefusedRequest, IsAnsweredWithAProblemAndClosed) {
  Client client = server().connect();
  client.send(GetParam().bytes);
  expect_refusal(client, GetParam().status, GetParam().code);
}

const std::vector<RefusedBytes> refusals = {
    RefusedBytes{"MissingHost", "GET /echo HTTP/1.1\r\n\r\n", 400, "malformed"},
    RefusedBytes{"DoubleHost", "GET /echo HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, "malformed"},
    RefusedBytes{"EmptyHost", "GET /echo HTTP/1.1\r\nHost:\r\n\r\n", 400, "malformed"},
    RefusedBytes{"DoubleUser", "GET /echo HTTP/1.1\r\nHost: a\r\nRolecall-User: b\r\nRolecall-User: c\r\n\r\n", 400, "malformed"},
    RefusedBytes{"HostWithPath", "GET /echo HTTP/1.1\r\nHost: a/b@c\r\n\r\n", 400, "malformed"},
    RefusedBytes{"FoldedHeader", "GET /echo HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n", 400, "malformed"},
    RefusedBytes{"FoldedWithTab", "GET /echo HTTP/1.1\r\nHost: a\r\nX-A: b\r\n\tc\r\n\r\n", 400, "malformed"},
    RefusedBytes{"BareLineFeed", "GET /echo HTTP/1.1\nHost: a\n\n", 400, "malformed"},
    RefusedBytes{"BareCarriageReturn", "GET /echo HTTP/1.1\r\nHost: a\r\nX-A: b\rX-B: c\r\n\r\n", 400, "malformed"},
    RefusedBytes{"NulInHeader", "GET /echo HTTP/1.1\r\nHost: a\r\nX-A: b\0c\r\n\r\n"s, 400, "malformed"},
    RefusedBytes{"SpaceBeforeColon", "GET /echo HTTP/1.1\r\nHost : a\r\n\r\n", 400, "malformed"},
    RefusedBytes{"HeaderWithoutColon", "GET /echo HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", 400, "malformed"},
    RefusedBytes{"HeaderNotUtf8", "GET /echo HTTP/1.1\r\nHost: a\r\nX-A: \xFF\r\n\r\n", 400, "malformed"},
    RefusedBytes{"LengthAndChunked",
                 "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
                 "malformed"},
    RefusedBytes{"ChunkedAndLength",
                 "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400,
                 "malformed"},
    RefusedBytes{"TwoLengths", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400,
                 "malformed"},
    RefusedBytes{"LengthList", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc", 400, "malformed"},
    RefusedBytes{"NegativeLength", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400, "malformed"},
    RefusedBytes{"SignedLength", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc", 400, "malformed"},
    RefusedBytes{"ChunkedOverOldHttp", "POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
                 "malformed"},
    RefusedBytes{"WrongChunkSize", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400,
                 "malformed"},
    RefusedBytes{"ChunkWithoutEnd", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcde\r\n0\r\n\r\n",
                 400, "malformed"},
    RefusedBytes{"EndlessChunkExtension",
                 "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;" + std::string(20'000, 'x'), 400,
                 "malformed"},
    RefusedBytes{"TwoAuthorizations", "GET /echo HTTP/1.1\r\nHost: a\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n", 400,
                 "malformed"},
    RefusedBytes{"WrongPercentEncoding", "GET /echo%4 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed"},
    RefusedBytes{"PercentNotHex", "GET /echo?q=%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed"},
    RefusedBytes{"EncodedNul", "GET /echo?q=%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed"},
    RefusedBytes{"EncodedNonsense", "GET /echo/%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed"},
    RefusedBytes{"RawBytesInTarget", "GET /echo/\xC3\xA9 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed"},
    RefusedBytes{"FragmentInTarget", "GET /echo#x HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed"},
    RefusedBytes{"TargetWithoutSlash", "GET echo HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed"},
    RefusedBytes{"AsteriskTarget", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed"},
    RefusedBytes{"EmptyLineFirst", "\r\nGET /echo HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed"},
    RefusedBytes{"TlsToAPlainPort", "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n"s, 400, "malformed"},
    RefusedBytes{"EncodedBody", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n", 415,
                 "unsupported_media_type"},
    RefusedBytes{"UnknownExpectation", "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: magic\r\nContent-Length: 0\r\n\r\n", 417,
                 "expectation_failed"},
    RefusedBytes{"UnknownMethod", "BREW /echo HTTP/1.1\r\nHost: a\r\n\r\n", 501, "not_implemented"},
    RefusedBytes{"TraceMethod", "TRACE /echo HTTP/1.1\r\nHost: a\r\n\r\n", 501, "not_implemented"},
    RefusedBytes{"UnknownTransferCoding", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                 501, "not_implemented"},
    RefusedBytes{"UnknownVersion", "GET /echo HTTP/3.0\r\nHost: a\r\n\r\n", 505, "version_not_supported"},
    RefusedBytes{"LongTarget", "GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414, "target_too_long"},
    RefusedBytes{"EndlessTarget", "GET /" + std::string(20'000, 'a'), 414, "target_too_long"},
    RefusedBytes{"LargeHeaders", "GET /echo HTTP/1.1\r\nHost: a\r\nX-A: " + std::string(20'000, 'a') + "\r\n\r\n", 431,
                 "headers_too_large"},
    RefusedBytes{"EndlessHeaders", "GET /echo HTTP/1.1\r\nHost: a\r\nX-A: " + std::string(20'000, 'a'), 431, "headers_too_large"},
    RefusedBytes{"AnnouncedTooLarge", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n", 413, "too_large"},
    RefusedBytes{"AnnouncedChunkTooLarge", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1000000\r\n", 413,
                 "too_large"}};

INSTANTIATE_TEST_SUITE_P(Transport, RefusedRequest, ::testing::ValuesIn(refusals),
                         [](const auto& row) { return row.param.name; });

TEST(TransportLimits, CountsTheFieldsOfAHeader) {
  std::string many;
  for (int i = 0; i < 101; ++i) many += "\r\nX-" + std::to_string(i) + ": a";
  EXPECT_EQ(TestServer().request("GET /echo HTTP/1.1" + many).status, 431);
}

TEST(TransportLimits, TakesTheAbsoluteFormAndDropsItsAuthority) {
  const TestServer server;
  EXPECT_THAT(server.request("GET http://evil.example/echo?q=1 HTTP/1.1").body, HasSubstr(R"("path":"/echo")"));
}

TEST(TransportLimits, AnswersAnOldClientWithoutHost) {
  const TestServer server;
  Client client = server.connect();
  client.send("GET /echo HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_TRUE(client.is_closed());
}

TEST(TransportLimits, AsksForTheBodyOnlyWhenItWillBeTaken) {
  const TestServer server;
  Client welcome = server.connect();
  welcome.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(welcome.receive().status, 100);
  welcome.send("abc");
  EXPECT_THAT(welcome.receive().body, HasSubstr(R"("body":"abc")"));

  Client unwelcome = server.connect();
  unwelcome.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 20000000\r\n\r\n");
  expect_refusal(unwelcome, 413, "too_large");
}

TEST(TransportLimits, RefusesAChunkedBodyOnceItHasGrownTooLarge) {
  const TestServer server({.limits = {.body_bytes = 1000}});
  Client client = server.connect();
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "190\r\n" + std::string(400, 'x') + "\r\n";
  for (int i = 0; i < 3; ++i) client.send(chunk);
  expect_refusal(client, 413, "too_large");
}

TEST(TransportLimits, TakesTheBodyLimitOfTheRoute) {
  const TestServer server({.admit = [](const Request& request, Admit answer) {
    answer(request.method == Method::post && request.path == "/echo" ? 4 : 2);
  }});
  EXPECT_EQ(server.request("POST /echo HTTP/1.1\r\nContent-Length: 4", "abcd").status, 200);
  EXPECT_EQ(server.request("PUT /echo HTTP/1.1\r\nContent-Length: 4", "abcd").status, 413);
}

TEST(TransportLimits, LetsAClientThatStillSendsReadItsRefusal) {
  const TestServer server;
  Client client = server.connect();
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n");
  client.send(std::string(5'000'000, 'x'));
  EXPECT_EQ(client.receive().status, 413);
}

TEST(TransportTimes, AnswersSlowHeadersAndSlowBodiesWith408) {
  const TestServer server({.limits = quick_limits()});
  Client headers = server.connect();
  headers.send("GET /echo HTTP/1.1\r\nHost:");
  expect_refusal(headers, 408, "timeout");
  Client body = server.connect();
  body.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  expect_refusal(body, 408, "timeout");
}

TEST(TransportTimes, ClosesSilentAndIdleConnectionsWithoutAnAnswer) {
  const TestServer server({.limits = quick_limits()});
  Client silent = server.connect();
  EXPECT_TRUE(silent.is_closed());
  Client idle = server.connect();
  EXPECT_EQ(idle.request("GET /echo HTTP/1.1").status, 200);
  EXPECT_TRUE(idle.is_closed());
}

TEST(TransportTimes, CutsAReaderThatDoesNotRead) {
  std::mutex mutex;
  std::condition_variable changed;
  bool given_up = false;
  const TestServer server({.limits = quick_limits(), .on_request_done = [&](const RequestDone& done) {
                             const std::scoped_lock lock(mutex);
                             given_up = done.bytes < 8'000'000;
                             changed.notify_all();
                           }});
  Client client(server.port(), 4096);
  client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return given_up; });
  lock.unlock();
  EXPECT_FALSE(client.receive().complete);
}

TEST(TransportTimes, NeverGivesUpOnAHandlerThatTakesLong) {
  TestServer server({.limits = quick_limits()});
  Client client = server.connect();
  client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  auto respond = server.waiting.take();
  Client witness = server.connect();  // is closed after more than the time that every other phase has
  EXPECT_TRUE(witness.is_closed());
  respond(text_reply(200, "at last"));
  EXPECT_EQ(client.receive().body, "at last");
}

/// Opens 200 connections that cost the server as much as they may.
std::vector<Client> slow_clients(const TestServer& server) {
  std::vector<Client> clients;
  for (int i = 0; i < 200; ++i) {
    Client& client = clients.emplace_back(server.port(), 4096);
    switch (i % 4) {
      case 0:
        client.send("GET /echo HTTP/1.1\r\nHost: a\r\nX-Slow:");
        break;
      case 1:
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nx");
        break;
      case 2:
        client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
        break;
      default:
        break;
    }
  }
  return clients;
}

TEST(TransportFairness, AnswersAWellBehavedClientBesides200SlowOnesAndHugeBodies) {
  const TestServer server;
  const auto slow = slow_clients(server);
  std::thread huge([&] {
    for (int i = 0; i < 5; ++i) {
      Client client = server.connect();
      client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1312D00\r\n");
      client.send(std::string(20'000'000, 'x'));
    }
  });
  for (int i = 0; i < 50; ++i) EXPECT_EQ(server.request("GET /echo HTTP/1.1").status, 200);
  huge.join();
}

TEST(TransportFairness, ClosesTheLongestWaitingConnectionsWhenThereAreTooMany) {
  Metrics metrics;
  const TestServer server({.threads = 1, .limits = {.connections = 20}, .metrics = &metrics});
  const auto slow = slow_clients(server);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(server.request("GET /echo HTTP/1.1").status, 200);
  EXPECT_THAT(metrics.text(), ::testing::ContainsRegex("connections_shed_total [1-9]"));
}

TEST(TransportFairness, Answers503WhenEveryConnectionIsAtWork) {
  TestServer server({.threads = 1, .limits = {.connections = 2}});
  std::vector<Client> busy;
  std::vector<Responder> responders;
  for (int i = 0; i < 2; ++i) {
    busy.push_back(server.connect());
    busy.back().send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
    responders.push_back(server.waiting.take());
  }
  const Response refused = server.connect().receive();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("retry-after"), "1");
  EXPECT_THAT(refused.body, HasSubstr(R"("code":"unavailable")"));
  for (auto& respond : responders) respond(text_reply(200, "done"));
  for (auto& client : busy) EXPECT_EQ(client.receive().body, "done");
}

}  // namespace
}  // namespace rolecall::http
