// /api/v1/teams/{team}/sessions and transcripts over the API.
#include "http/api_world.h"
#include "http/routes_sessions.h"
#include "http/routes_transcripts.h"

namespace rolecall::testing {
namespace {

std::vector<http::Route> session_test_routes() {
  auto all = http::session_routes();
  const auto more = http::transcript_routes();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

class SessionsApi : public ApiTest {
 protected:
  SessionsApi() : ApiTest(session_test_routes()) {}

  [[nodiscard]] std::string path() const { return "/api/v1/teams/" + team().value + "/sessions"; }
  std::string made_by(const Person& person) {
    const auto reply = as(person).post(path(), R"({"patient":{"name":"Ada Byron","identifier":"A-1"}})");
    EXPECT_EQ(reply.status, 201) << reply.body;
    return text_of(reply, {"id"});
  }
};

TEST_P(SessionsApi, a_session_is_made_read_listed_changed_and_deleted) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto id = made_by(cara);
  const auto read = as(cara).get(path() + "/" + id);
  EXPECT_EQ(read.status, 200);
  EXPECT_EQ(read.header("ETag"), "\"1\"");
  EXPECT_EQ(text_of(read, {"patient", "name"}), "Ada Byron");
  EXPECT_EQ(text_of(read, {"refused", "session.hold", "rule"}), "no_grant");
  EXPECT_NE(as(cara).get(path()).body.find(id), std::string::npos);
  EXPECT_EQ(as(cara).with("if-match", "\"7\"").patch(path() + "/" + id, R"({"context":"x"})").status, 412);
  EXPECT_EQ(as(cara).patch(path() + "/" + id, R"({"status":"completed"})").status, 200);
  EXPECT_EQ(as(cara).remove(path() + "/" + id).status, 204);
  EXPECT_EQ(as(cara).get(path() + "/" + id).status, 404);
}

TEST_P(SessionsApi, a_session_is_restricted_by_its_clinician_and_held_by_an_administrator) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = path() + "/" + made_by(cara);
  EXPECT_EQ(as(cara).put(session + "/restriction", "").status, 204);
  EXPECT_NE(as(cara).get(session).body.find(R"("restricted":true)"), std::string::npos);
  EXPECT_EQ(as(cara).remove(session + "/restriction").status, 204);
  EXPECT_EQ(as(owner()).put(session + "/restriction", "").status, 403);
  EXPECT_EQ(as(cara).put(session + "/hold", "").status, 403);
  EXPECT_EQ(as(owner()).put(session + "/hold", "").status, 204);
  EXPECT_EQ(text_of(as(cara).remove(session), {"rule"}), "legal_hold");
  EXPECT_EQ(as(owner()).remove(session + "/hold").status, 204);
  EXPECT_EQ(as(cara).remove(session).status, 204);
}

TEST_P(SessionsApi, wrong_fields_are_named) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto pointer = [&](const std::string& body) { return as(cara).post(path(), body).body; };
  EXPECT_NE(pointer(R"({"patient":{"name":" "}})").find("/patient/name"), std::string::npos);
  EXPECT_NE(pointer(R"({"patient":{"name":"A","date_of_birth":"1980-02-30"}})").find("/patient/date_of_birth"),
            std::string::npos);
  EXPECT_NE(pointer(R"({"patient":{"name":"A"},"status":"over"})").find("/status"), std::string::npos);
  EXPECT_NE(pointer(R"({"patient":{"name":"A"},"clinician":"mem_x"})").find("not_own"), std::string::npos);
  EXPECT_EQ(as(cara).get(path() + "?clinician=mem_x").status, 422);
}

TEST_P(SessionsApi, a_part_of_the_patient_changes_alone_and_null_takes_it_away) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const std::string whole = R"({"patient":{"name":"Ada Byron","date_of_birth":"1980-02-29","identifier":"MRN 1"}})";
  const auto session = path() + "/" + text_of(as(cara).post(path(), whole), {"id"});
  const auto patient_after = [&](const std::string& patient) {
    const auto changed = as(cara).patch(session, R"({"patient":)" + patient + "}");
    EXPECT_EQ(changed.status, 200) << changed.body;
    return text_of(changed, {"patient", "name"}) + ", " + text_of(changed, {"patient", "date_of_birth"}) + ", " +
           text_of(changed, {"patient", "identifier"});
  };
  EXPECT_EQ(patient_after(R"({"name":"Ada King"})"), "Ada King, 1980-02-29, MRN 1");
  EXPECT_EQ(patient_after(R"({"identifier":null})"), "Ada King, 1980-02-29, ");
  EXPECT_EQ(patient_after(R"({"date_of_birth":"","identifier":"MRN 2"})"), "Ada King, , MRN 2");
  EXPECT_EQ(patient_after("{}"), "Ada King, , MRN 2");
  EXPECT_EQ(patient_after("null"), "Ada King, , MRN 2");
  for (const auto* nameless : {R"({"patient":{"name":null}})", R"({"patient":{"name":""}})"}) {
    EXPECT_NE(as(cara).patch(session, nameless).body.find("/patient/name"), std::string::npos) << nameless;
  }
}

TEST_P(SessionsApi, a_transcript_is_appended_once_typed_by_its_clinician_only_and_read_with_times) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto mine = path() + "/" + made_by(cara) + "/transcript";
  const std::string segments =
      R"({"source":"engine","segments":[{"text":"Hello","sequence":1,"start_ms":0,"end_ms":900},{"text":"World","sequence":2}]})";
  EXPECT_NE(as(cara).post(mine + "/segments", segments).body.find(R"("appended":2,"repeated":0)"), std::string::npos);
  EXPECT_NE(as(cara).post(mine + "/segments", segments).body.find(R"("appended":0,"repeated":2)"), std::string::npos);
  EXPECT_EQ(as(cara).send(http::Method::post, mine + "/upload", "Ada: It hurts\n", "text/plain").status, 200);
  const auto read = as(cara).get(mine);
  EXPECT_EQ(read.status, 200);
  EXPECT_NE(read.body.find(R"({"position":3,"speaker":"Ada","text":"It hurts")"), std::string::npos) << read.body;
  EXPECT_EQ(as(cara).send(http::Method::post, mine + "/upload", "x", "application/pdf").status, 415);
  EXPECT_EQ(as(cara).with("if-match", "\"1\"").put(mine, R"({"segments":[]})").status, 412);
  EXPECT_EQ(as(cara).put(mine, R"({"segments":[{"text":"Corrected"}]})").status, 200);

  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto own = path() + "/" + made_by(adam) + "/transcript";
  EXPECT_EQ(as(adam).post(own + "/segments", segments).status, 200) << "administrators use the clinical tools";
  const auto refused = as(adam).put(own, R"({"segments":[]})");
  EXPECT_EQ(refused.status, 403) << "and still cannot edit a transcript";
  EXPECT_EQ(text_of(refused, {"rule"}), "no_grant");
}

ROLECALL_ON_BOTH_STORES(SessionsApi);

}  // namespace
}  // namespace rolecall::testing
