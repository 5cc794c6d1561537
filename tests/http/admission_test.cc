// Whose bodies are received at all, over a listening port: who shows no credential, or may not send the file, is answered on the
// head of his request.
#include <gmock/gmock.h>

#include "http/api_world.h"
#include "http/client.h"
#include "http/server.h"

namespace rolecall::testing {
namespace {

using http::test::Client;
using http::test::Response;

constexpr std::size_t a_megabyte = 1024UL * 1024;
const std::string token_of_nobody = std::string(42, 'x') + "w";

class Admission : public ApiTest {
 protected:
  Admission() : ApiTest(http::all_routes()) {}

  void SetUp() override {
    ApiTest::SetUp();
    http::Options options{.threads = 1};
    options.admit = [this](const http::Request& request, http::Admit answer) { api().admit(request, std::move(answer)); };
    options.metrics = &metrics_;
    auto started = http::Server::start(std::move(options), [this](http::Request request, http::Responder respond) {
      if (request.path == "/portal") return respond(http::text_reply(200, std::to_string(request.body.size())));
      api().handle(std::move(request), std::move(respond));
    });
    ASSERT_TRUE(started);
    server_ = std::move(*started);
    cara_ = join("Cara", "cara@clinic.example", {"clinician"});
    const std::string sessions = "/api/v1/teams/" + team().value + "/sessions";
    const auto made = as(cara_).post(sessions, R"({"patient":{"name":"Ada Byron"}})");
    upload_ = "POST " + sessions + "/" + text_of(made, {"id"}) + "/transcript/upload";
  }

  [[nodiscard]] Client connect() const { return Client(server_->port()); }
  static std::string cookie(const std::string& token) { return "Cookie: rolecall_login=" + token; }
  /// Head of a request with a body; `framing` says how long it is.
  static std::string head(const std::string& line, const std::string& credential, const std::string& framing,
                          const std::string& type = "text/plain") {
    return line + " HTTP/1.1\r\nHost: test\r\nOrigin: http://rolecall.test\r\nContent-Type: " + type + "\r\n" + credential +
           (credential.empty() ? "" : "\r\n") + framing + "\r\n\r\n";
  }
  static std::string length(std::size_t bytes) { return "Content-Length: " + std::to_string(bytes); }
  static std::string asking(std::size_t bytes) { return "Expect: 100-continue\r\n" + length(bytes); }

  /// The answer to a head alone: nothing of the body is sent.
  Response on_head(const std::string& head) {
    Client client = connect();
    client.send(head);
    Response response = client.receive();
    if (response.status != 100) {
      EXPECT_EQ(response.header("connection"), "close") << head;
      client.finish_sending();
      EXPECT_TRUE(client.is_closed()) << head;
    }
    return response;
  }
  static std::string code_of(const Response& response) {
    const auto document = json::parse(response.body);
    const auto code = document ? document->root().find("code") : std::nullopt;
    return code ? std::string(code->string()) : response.body;
  }

  http::Metrics metrics_{};
  std::unique_ptr<http::Server> server_;
  Colleague cara_;
  std::string upload_;
};

TEST_P(Admission, without_a_credential_of_the_right_form_is_refused_on_the_head) {
  const std::string key = "rck_" + token_of_nobody;
  for (const std::string& credential :
       {std::string(), cookie(""), cookie("guessed"), cookie(token_of_nobody + "x"), std::string("Authorization: Bearer guessed"),
        "Authorization: Bearer " + token_of_nobody, "Authorization: Basic " + key, "Authorization: " + key,
        "Authorization: Basic x\r\n" + cookie(cara_.token)}) {
    const std::string rename = "PATCH /api/v1/me";
    for (const auto& framing : {length(10), asking(10), length(100 * a_megabyte), std::string("Transfer-Encoding: chunked")}) {
      const auto refused = on_head(head(rename, credential, framing, "application/json"));
      EXPECT_EQ(refused.status, 401) << credential << framing;
      EXPECT_EQ(code_of(refused), "not_signed_in");
    }
    EXPECT_EQ(on_head(head(upload_, credential, length(9 * a_megabyte))).status, 401) << credential;
  }
  EXPECT_EQ(on_head(head("PATCH /api/v1/me", cookie(token_of_nobody), asking(10), "application/json")).status, 100);
  EXPECT_EQ(on_head(head("PATCH /api/v1/me", "Authorization: Bearer " + key, asking(10), "application/json")).status, 100);
}

TEST_P(Admission, to_a_file_is_only_for_who_may_send_it) {
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto mallory = world().signed_in("Mallory", "mallory@elsewhere.example");
  for (const auto& framing : {asking(9 * a_megabyte), std::string("Transfer-Encoding: chunked")}) {
    EXPECT_EQ(on_head(head(upload_, cookie(token_of_nobody), framing)).status, 401) << framing;
    EXPECT_EQ(on_head(head(upload_, cookie(mallory.token), framing)).status, 404) << framing;
  }
  EXPECT_EQ(on_head(head(upload_, cookie(dora.token), asking(9 * a_megabyte))).status, 403);
  EXPECT_EQ(on_head(head(upload_, cookie(cara_.token), asking(11 * a_megabyte))).status, 413);
  const auto rows = as(owner()).get("/api/v1/teams/" + team().value + "/audit?decision=deny&action=session.record");
  EXPECT_THAT(rows.body, ::testing::HasSubstr(R"("count":1)")) << "the refusal is recorded";
}

TEST_P(Admission, asks_for_the_file_of_who_may_send_it_and_takes_it) {
  const std::string file = [] {
    std::string lines;
    while (lines.size() < 2 * a_megabyte) lines += std::string(15'000, 'a') + "\n";
    return lines;
  }();
  Client client = connect();
  client.send(head(upload_, cookie(cara_.token), asking(file.size())));
  ASSERT_EQ(client.receive().status, 100);
  client.send(file);
  const auto taken = client.receive();
  EXPECT_EQ(taken.status, 200) << taken.body;
  client.send(head(upload_, cookie(cara_.token), length(5)) + "Hello");
  EXPECT_EQ(client.receive().status, 200) << "without asking, on the same connection";
  client.send(head(upload_, cookie(cara_.token), "Transfer-Encoding: chunked") + "3\r\nHi \r\n2\r\nBo\r\n0\r\n\r\n");
  EXPECT_THAT(client.receive().body, ::testing::HasSubstr(R"("appended":1)"));
}

TEST_P(Admission, of_who_need_not_be_signed_in_takes_little) {
  const std::string login = "POST /api/v1/auth/login";
  EXPECT_EQ(on_head(head(login, "", asking(100), "application/json")).status, 100);
  EXPECT_EQ(on_head(head(login, "", asking(65 * 1024), "application/json")).status, 413);
  EXPECT_EQ(on_head(head(login, cookie(cara_.token), asking(65 * 1024), "application/json")).status, 413);
  EXPECT_EQ(on_head(head("POST /portal", "", asking(65 * 1024))).status, 413) << "nor where no route is";
}

TEST_P(Admission, is_not_for_what_another_site_sends) {
  const std::string foreign = upload_ + " HTTP/1.1\r\nHost: test\r\nOrigin: http://evil.example\r\n" + cookie(cara_.token) +
                              "\r\nContent-Type: text/plain\r\n" + asking(9) + "\r\n\r\n";
  const auto refused = on_head(foreign);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(code_of(refused), "origin_refused");
}

TEST_P(Admission, leaves_the_connection_of_who_sends_no_body_open) {
  Client client = connect();
  for (int i = 0; i < 2; ++i) {
    const auto refused = client.request("GET /api/v1/teams HTTP/1.1");
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.header("connection"), "");
  }
}

TEST_P(Admission, counts_and_names_what_it_refused_by_its_route) {
  on_head(head("PATCH /api/v1/me", "", length(10)));
  EXPECT_THAT(metrics_.text(), ::testing::HasSubstr(R"(route="/api/v1/me",status="4xx"} 1)"));
}

ROLECALL_ON_BOTH_STORES(Admission);

}  // namespace
}  // namespace rolecall::testing
