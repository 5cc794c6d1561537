// A clinic over the API in which sessions are shared: Cara's session with a note, a document and a transcript, and her
// colleagues.
#pragma once

#include <gmock/gmock.h>

#include "http/administration_world.h"

namespace rolecall::testing {

class SharingTest : public AdministrationTest {
 protected:
  SharingTest() : AdministrationTest(http::all_routes()) {}

  void SetUp() override {
    AdministrationTest::SetUp();
    put_on_plan("enterprise");
    cara_ = join("Cara", "cara@clinic.example", {"clinician"});
    dora_ = join("Dora", "dora@clinic.example", {"clinician"});
    emil_ = join("Emil", "emil@clinic.example", {"clinician"});
    session_ = session_of(cara_);
  }

  /// The path of a new session.
  std::string session_of(const Person& person, const std::string& patient = "Ada Byron") {
    const auto made = as(person).post(path("/sessions"), R"({"patient":{"name":")" + patient + R"("}})");
    EXPECT_EQ(made.status, 201) << made.body;
    return path("/sessions/" + text_of(made, {"id"}));
  }
  http::Reply share(const Person& by, const Colleague& with, const std::string& level, const std::string& query = "") {
    return as(by).put(session_ + "/shares/" + with.member.value + query, R"({"level":")" + level + R"("})");
  }
  http::Reply unshare(const Person& by, const Colleague& with) {
    return as(by).remove(session_ + "/shares/" + with.member.value);
  }
  void give_roles(const Colleague& to, const std::string& roles) {
    const auto changed = as(owner()).put(path("/members/" + to.member.value + "/roles"), R"({"roles":)" + roles + "}");
    ASSERT_EQ(changed.status, 200) << changed.body;
  }
  http::Reply switch_session_view(const std::string& on, const std::string& transcripts = "true") {
    return as(owner()).patch(path("/settings"),
                             R"({"session_view":{"enabled":)" + on + R"(,"include_transcripts":)" + transcripts + "}}");
  }
  http::Reply delegate(const Person& by, const Colleague& to, const std::string& from = "2026-03-01T00:00:00Z",
                       const std::string& until = "2026-04-01T00:00:00Z") {
    return as(by).post(path("/delegations"),
                       R"({"assistant":")" + to.member.value + R"(","from":")" + from + R"(","to":")" + until + R"("})");
  }

  /// What the session's page may do for this person.
  std::string rule_of(const http::Reply& reply) { return reply.status == 200 ? "permitted" : text_of(reply, {"rule"}); }
  std::string opens(const Person& person) { return rule_of(as(person).get(session_)); }
  std::string changes(const Person& person) { return rule_of(as(person).patch(session_, R"({"context":"Second opinion"})")); }

  Colleague cara_;
  Colleague dora_;
  Colleague emil_;
  std::string session_;  // Cara's
};

}  // namespace rolecall::testing
