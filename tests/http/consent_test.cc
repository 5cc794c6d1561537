// The patient's consent over the API: asked when a session starts and before its first content, never of one that runs already.
#include "http/sharing_world.h"

namespace rolecall::testing {
namespace {

class ConsentApi : public SharingTest {
 protected:
  void ask() {
    const auto asked = as(owner()).patch(path("/settings"), R"({"consent_prompt":{"enabled":true,"text":"May we record?"}})");
    ASSERT_EQ(asked.status, 200) << asked.body;
  }
  std::string fate(const http::Reply& reply) { return reply.status < 300 ? "done" : text_of(reply, {"code"}); }
  std::string change(const std::string& body) { return fate(as(cara_).patch(session_, body)); }
  std::string note() { return fate(as(cara_).post(session_ + "/notes", R"({"title":"Visit"})")); }
  std::string document() { return fate(as(cara_).post(session_ + "/documents", R"({"title":"Letter"})")); }
  std::string segment() {
    return fate(as(cara_).post(session_ + "/transcript/segments", R"({"segments":[{"text":"It hurts"}]})"));
  }
  std::string upload() {
    return fate(as(cara_).send(http::Method::post, session_ + "/transcript/upload", "Ada: It hurts\n", "text/plain"));
  }
  std::string typed() { return fate(as(cara_).put(session_ + "/transcript", R"({"segments":[{"text":"It hurts"}]})")); }
};

TEST_P(ConsentApi, a_session_that_runs_when_the_prompt_is_switched_on_goes_on) {
  ASSERT_EQ(change(R"({"status":"in_progress"})"), "done");
  ask();
  EXPECT_EQ(change(R"({"context":"Second visit"})"), "done");
  for (const auto& done : {segment(), upload(), typed(), note(), document()}) EXPECT_EQ(done, "done");
  EXPECT_EQ(change(R"({"status":"completed"})"), "done");
}

TEST_P(ConsentApi, a_planned_session_is_asked_when_it_starts_and_before_its_first_content) {
  ask();
  EXPECT_EQ(change(R"({"context":"Planned"})"), "done");
  EXPECT_EQ(change(R"({"status":"in_progress"})"), "consent_needed");
  for (const auto& refused : {segment(), upload(), typed(), note(), document()}) EXPECT_EQ(refused, "consent_needed");
  EXPECT_EQ(change(R"({"consent_confirmed":true})"), "done");
  for (const auto& done : {segment(), upload(), typed(), note(), document()}) EXPECT_EQ(done, "done");
  EXPECT_EQ(change(R"({"status":"in_progress"})"), "done");
}

ROLECALL_ON_BOTH_STORES(ConsentApi);

}  // namespace
}  // namespace rolecall::testing
