// A transcription engine behind an API key: it appends, repeats what it heard no answer to, and comes out of order.
#include "http/sharing_world.h"

namespace rolecall::testing {
namespace {

using ::testing::HasSubstr;

class SegmentsApi : public SharingTest {
 protected:
  void SetUp() override {
    SharingTest::SetUp();
    key_ = key_of(cara_, R"(["clinician"])");
  }
  http::Reply append(const std::string& segments, const std::string& source = "engine") {
    return with_key(key_).post(session_ + "/transcript/segments",
                               R"({"source":")" + source + R"(","segments":)" + segments + "}");
  }
  [[nodiscard]] std::string transcript() { return as(cara_).get(session_ + "/transcript").body; }

  std::string key_;
};

TEST_P(SegmentsApi, a_key_appends_and_repeats_in_any_order_and_each_segment_is_there_once) {
  const std::string late = R"([{"text":"Second","sequence":2,"start_ms":900,"end_ms":1800}])";
  const std::string early = R"([{"text":"First","sequence":1,"start_ms":0,"end_ms":900},{"text":"Second","sequence":2}])";
  EXPECT_THAT(append(late).body, HasSubstr(R"("appended":1,"repeated":0)"));
  EXPECT_THAT(append(late).body, HasSubstr(R"("appended":0,"repeated":1)"));
  EXPECT_THAT(append(early).body, HasSubstr(R"("appended":1,"repeated":1)"));
  EXPECT_THAT(append(early).body, HasSubstr(R"("appended":0,"repeated":2)"));
  EXPECT_THAT(append(early, "another-engine").body, HasSubstr(R"("appended":2,"repeated":0)"));
  EXPECT_THAT(transcript(), HasSubstr(R"("position":4)"));
}

TEST_P(SegmentsApi, a_key_that_repeats_after_a_correction_doubles_nothing) {
  const std::string said = R"([{"text":"It hearts","sequence":1}])";
  ASSERT_THAT(append(said).body, HasSubstr(R"("appended":1)"));
  ASSERT_EQ(as(cara_).put(session_ + "/transcript", R"({"segments":[{"text":"It hurts"}]})").status, 200);
  EXPECT_THAT(append(said).body, HasSubstr(R"("appended":0,"repeated":1)"));
  EXPECT_THAT(transcript(), ::testing::Not(HasSubstr("hearts")));
}

TEST_P(SegmentsApi, the_name_of_an_engine_holds_no_words_and_stands_in_no_audit_row) {
  const std::string segments = R"([{"text":"x","sequence":1}])";
  for (const auto* source : {"Ada Byron", "ada/byron", "Zo\u00eb", "1980\\n"}) {
    const auto refused = append(segments, source);
    EXPECT_EQ(refused.status, 422) << source;
    EXPECT_THAT(refused.body, HasSubstr(R"("pointer":"/source")"));
  }
  EXPECT_EQ(append(segments, std::string(101, 'e')).status, 422);
  EXPECT_THAT(append(segments, "Engine_2.1:eu-west").body, HasSubstr(R"("appended":1)"));
  EXPECT_THAT(audit::encode_row(audited("session.record").back()), ::testing::Not(HasSubstr("Engine_2.1")));
}

TEST_P(SegmentsApi, a_key_that_counts_anew_is_told_so_and_loses_no_words) {
  ASSERT_THAT(append(R"([{"text":"First","sequence":1}])").body, HasSubstr(R"("appended":1)"));
  const auto refused = append(R"([{"text":"Allergic to latex","sequence":1}])");
  EXPECT_EQ(refused.status, 409) << refused.body;
  EXPECT_EQ(text_of(refused, {"code"}), "sequence_reused");
  EXPECT_THAT(text_of(refused, {"detail"}), HasSubstr("another `source`"));
  EXPECT_THAT(refused.body, ::testing::Not(HasSubstr("latex")));
  EXPECT_THAT(append(R"([{"text":"Allergic to latex","sequence":1}])", "engine-2").body, HasSubstr(R"("appended":1)"));
  EXPECT_THAT(transcript(), HasSubstr("Allergic to latex"));
}

TEST_P(SegmentsApi, segments_stand_in_the_order_in_which_they_arrive) {
  append(R"([{"text":"Second","sequence":2,"start_ms":900}])");
  append(R"([{"text":"First","sequence":1,"start_ms":0}])");
  EXPECT_THAT(transcript(), ::testing::ContainsRegex(R"("position":1,[^}]*"Second".*"position":2,[^}]*"First")"));
}

TEST_P(SegmentsApi, a_request_sent_again_with_its_idempotency_key_doubles_nothing) {
  const auto engine = with_key(key_).with("idempotency-key", "once");
  const std::string unnumbered = R"({"segments":[{"text":"Hello"}]})";
  for (int i = 0; i < 2; ++i) {
    const auto reply = engine.post(session_ + "/transcript/segments", unnumbered);
    EXPECT_EQ(reply.status, 200) << reply.body;
    EXPECT_THAT(reply.body, HasSubstr(R"("appended":1)"));
  }
  EXPECT_THAT(transcript(), ::testing::Not(HasSubstr(R"("position":2)")));
  EXPECT_EQ(with_key(key_).post(session_ + "/transcript/segments", unnumbered).status, 200);
  EXPECT_THAT(transcript(), HasSubstr(R"("position":2)")) << "without the key it is another one";
}

TEST_P(SegmentsApi, an_upload_sent_again_with_its_idempotency_key_doubles_nothing) {
  const auto upload = [&](const std::string& idempotency_key, const std::string& words) {
    return as(cara_)
        .with("idempotency-key", idempotency_key)
        .send(http::Method::post, session_ + "/transcript/upload", words, "text/plain");
  };
  for (int i = 0; i < 2; ++i) {
    const auto reply = upload("once", "Ada: It hurts\n");
    EXPECT_EQ(reply.status, 200) << reply.body;
    EXPECT_THAT(reply.body, HasSubstr(R"("appended":1)"));
  }
  EXPECT_THAT(transcript(), ::testing::Not(HasSubstr(R"("position":2)")));
  EXPECT_EQ(text_of(upload("once", "Ada: It stings\n"), {"code"}), "idempotency_key_reused");
  EXPECT_EQ(upload("twice", "Ada: It hurts\n").status, 200);
  EXPECT_THAT(transcript(), HasSubstr(R"("position":2)"));
}

TEST_P(SegmentsApi, a_key_records_only_where_its_maker_may) {
  EXPECT_EQ(with_key(key_of(dora_, R"(["clinician"])"))
                .post(session_ + "/transcript/segments", R"({"segments":[{"text":"x","sequence":1}]})")
                .status,
            403);
  EXPECT_EQ(append(R"([{"text":"x","sequence":-1}])").status, 422);
  give_roles(cara_, R"(["assistant"])");
  EXPECT_EQ(append(R"([{"text":"x","sequence":1}])").status, 403) << "on the next request";
}

ROLECALL_ON_BOTH_STORES(SegmentsApi);

}  // namespace
}  // namespace rolecall::testing
