// A server in operation: it stops with grace, shows figures only where it was told to, and keeps people out of its log.
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "cli/demo/staff.h"
#include "program.h"
#include "sign_in.h"
#include "store/open.h"
#include "store/sql.h"
#include "support/stores.h"

namespace rolecall::cli::test {
namespace {

using testing::TestDatabase;
using testing::Which;

std::string registration(const std::string& email) {
  return R"({"email":")" + email + R"(","name":"Quirin Ungewitter","password":"nine copper whistles"})";
}

class Serving : public ::testing::TestWithParam<Which> {
 protected:
  [[nodiscard]] std::vector<std::string> serve(const std::vector<std::string>& more = {}) const {
    return folders_.serve(more, database_.setting());
  }
  [[nodiscard]] const Folders& folders() const { return folders_; }
  /// Whether an account with this address is in the database.
  [[nodiscard]] bool is_stored(const std::string& email) const {
    const SystemClock clock;
    const auto store = store::open_store(database_.setting(), folders_.data(), clock);
    return *store::run_and_wait(*store, store::Kind::read, [&](store::Transaction& tx) {
      return Result<bool>(store::query(tx, "SELECT 1 FROM users WHERE address = $1", email).next());
    });
  }

 private:
  Folders folders_;
  TestDatabase database_{GetParam(), TestDatabase::Content::nothing};
};

/// Connects until nobody listens any more: the server has heard the signal.
void wait_until_nobody_listens(std::uint16_t port) {
  while (http::test::Client(port).is_connected()) {
  }
}

TEST_P(Serving, finishes_the_requests_in_flight_when_it_is_asked_to_stop) {
  Server server(serve());
  const std::string body = registration("last@clinic.example");
  SignIn browser(server);
  browser.client().send(browser.head("POST /api/v1/auth/register", body) + "\r\nHost: test\r\nExpect: 100-continue\r\n\r\n");
  ASSERT_EQ(browser.client().receive().status, 100) << "the server is in the middle of this request";
  server.ask_to_stop();
  wait_until_nobody_listens(server.port());
  browser.client().send(body);
  const auto answer = browser.client().receive();
  EXPECT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(server.wait(), 0);
  EXPECT_TRUE(is_stored("last@clinic.example"));
}

TEST_P(Serving, loses_nothing_that_it_acknowledged_before_it_stopped) {
  Server server(serve({"--password-threads", "2"}));
  std::mutex mutex;
  std::vector<std::string> acknowledged;
  std::atomic<int> answers = 0;
  std::vector<std::jthread> browsers;
  for (int browser = 0; browser < 4; ++browser) {
    browsers.emplace_back([&, browser] {
      SignIn someone(server);
      for (int number = 0;; ++number) {
        const std::string email = "person" + std::to_string(browser) + "-" + std::to_string(number) + "@clinic.example";
        if (someone.post("/api/v1/auth/register", registration(email)).status != 201) return;
        const std::scoped_lock lock(mutex);
        acknowledged.push_back(email);
        ++answers;
        answers.notify_all();
      }
    });
  }
  for (int seen = answers; seen < 12; seen = answers) answers.wait(seen);
  EXPECT_EQ(server.stop(), 0);
  browsers.clear();
  EXPECT_GE(acknowledged.size(), 12U);
  for (const std::string& email : acknowledged) EXPECT_TRUE(is_stored(email)) << email;
}

/// The id of the first item of a list.
std::string first_of(const std::string& list) {
  const auto document = json::parse(list);
  for (const json::Value item : *document.value().root().find("items")) return std::string(item.find("id")->string());
  throw std::runtime_error("the list is empty");
}

TEST_P(Serving, takes_transcripts_of_ten_megabytes_and_no_more) {
  Server server(serve({"--demo=true"}));
  SignIn clinician(server);
  ASSERT_EQ(clinician.log_in("ines.okafor@harbour.example", std::string(demo::password)).status, 200);
  const std::string team = "/api/v1/teams/" + first_of(clinician.get("/api/v1/teams").body);
  const std::string transcript = team + "/sessions/" + first_of(clinician.get(team + "/sessions").body) + "/transcript";
  const auto status_of = [&](const std::string& line, std::size_t size) {
    const std::string body(size, 'a');
    SignIn again = clinician.on_a_new_connection();
    return again.client().request(again.head(line, body), body).status;
  };
  constexpr std::size_t megabyte = 1024UL * 1024;
  for (const auto& line : {"POST " + transcript + "/upload", "PUT " + transcript}) {
    EXPECT_EQ(status_of(line, 10 * megabyte), 400) << line << ": it got through to the question what it says";
    EXPECT_EQ(status_of(line, 10 * megabyte + 1), 413) << line;
  }
  EXPECT_EQ(status_of("POST " + transcript + "/segments", megabyte + 1), 413);
}

TEST_P(Serving, takes_no_transcript_from_who_is_not_signed_in) {
  Server server(serve());
  http::test::Client nobody(server.port());
  nobody.send("POST /api/v1/teams/team_x/sessions/ses_x/transcript/upload HTTP/1.1\r\nHost: test\r\nOrigin: " + server.address() +
              "\r\nContent-Type: text/plain\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(nobody.receive().status, 401) << "before anything of it was sent";
}

TEST_P(Serving, stops_at_once_beside_idle_connections) {
  Server server(serve());
  SignIn idle(server);
  ASSERT_EQ(idle.get("/readyz").status, 200);
  EXPECT_EQ(server.stop(), 0);
  EXPECT_TRUE(idle.client().is_closed());
}

/// The newest mail in the folder, once it is there.
std::string mail_in(const std::string& folder) {
  const int watch = ::inotify_init1(IN_CLOEXEC);
  ::inotify_add_watch(watch, folder.c_str(), IN_MOVED_TO);
  std::string text;
  for (pollfd ready{.fd = watch, .events = POLLIN, .revents = 0}; text.empty();) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".eml") text = text_of(entry.path());
    }
    std::array<char, 4096> events{};
    if (text.empty() && (::poll(&ready, 1, 10'000) <= 0 || ::read(watch, events.data(), events.size()) <= 0)) break;
  }
  ::close(watch);
  return text;
}

/// The token in the mailed link; quoted-printable may break its line.
std::string mailed_token(std::string mail) {
  for (auto at = mail.find("=\r\n"); at != std::string::npos; at = mail.find("=\r\n", at)) mail.erase(at, 3);
  const std::string before = "/verify/";
  const auto start = mail.find(before) + before.size();
  return mail.substr(start, mail.find_first_of("\r\n \"<>", start) - start);
}

TEST_P(Serving, keeps_addresses_names_and_tokens_out_of_its_log) {
  Server server(serve({"--log-level", "debug"}));
  SignIn browser(server);
  ASSERT_EQ(browser.post("/api/v1/auth/register", registration("quirin@clinic.example")).status, 201);
  const std::string mailed = mailed_token(mail_in(folders().mail()));
  ASSERT_GE(mailed.size(), 20U);
  ASSERT_EQ(browser.verify(mailed, "nine copper whistles").status, 200) << mailed;
  EXPECT_EQ(SignIn(server).log_in("quirin@clinic.example", "wrong wrong wrong").status, 401);
  SignIn again(server);
  ASSERT_EQ(again.log_in("quirin@clinic.example", "nine copper whistles").status, 200);
  ASSERT_EQ(again.post("/api/v1/teams", R"({"name":"Ungewitter Clinic"})").status, 201);
  static_cast<void>(again.get("/api/v1/teams/quirin@clinic.example"));
  static_cast<void>(again.get("/invitation/" + mailed + "?name=Quirin"));
  EXPECT_EQ(again.get("/api/v1/me").status, 200);
  EXPECT_EQ(server.stop(), 0);
  const std::string log = server.log();
  EXPECT_NE(log.find("\"request\""), std::string::npos) << "requests are in it: " << log;
  for (const std::string& secret :
       {std::string("quirin"), std::string("Quirin"), std::string("Ungewitter"), std::string("clinic.example"),
        std::string("whistles"), mailed, browser.token(), again.token(), std::string("127.0.0.1")}) {
    EXPECT_EQ(log.find(secret), std::string::npos) << secret << " is in the log";
  }
}

ROLECALL_ON_BOTH_STORES(Serving);

/// A port that was free a moment ago.
std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(socket, reinterpret_cast<const sockaddr*>(&address), size);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(socket);
  return ntohs(address.sin_port);
}

TEST(Metrics, are_served_on_their_own_listener_only) {
  const Folders folders;
  const std::uint16_t port = free_port();
  const Server server(folders.serve({"--metrics-listen", "127.0.0.1:" + std::to_string(port)}));
  const std::string request = "GET /metrics HTTP/1.1";
  const auto shown = http::test::Client(port).request(request);
  EXPECT_EQ(shown.status, 200);
  EXPECT_NE(shown.body.find("rolecall_"), std::string::npos) << shown.body;
  EXPECT_EQ(http::test::Client(port).request("GET /api/v1/me HTTP/1.1").status, 404);
  EXPECT_EQ(http::test::Client(server.port()).request(request).body.find("rolecall_"), std::string::npos);
}

}  // namespace
}  // namespace rolecall::cli::test
