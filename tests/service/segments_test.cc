// Segments that an engine sends: each is there once, in whatever order it comes and whatever was corrected since.
#include "service/transcripts/transcripts.h"
#include "support/clinical_world.h"

namespace rolecall::testing {
namespace {

class Segments : public ClinicalTest {
 protected:
  void SetUp() override {
    ClinicalTest::SetUp();
    cara_ = join("Cara", "cara@clinic.example", {"clinician"});
    session_ = session_of(cara_);
  }

  Result<service::SegmentsAppended> append(const std::vector<std::int64_t>& sequences, const std::string& source = "engine") {
    service::AppendSegments request{team(), session_, source, {}};
    for (const auto sequence : sequences)
      request.segments.push_back({{"", "Said " + std::to_string(sequence), {}, {}}, sequence});
    return write(
        [&](auto& tx, const auto& environment) { return service::append_segments(tx, environment, cara_.credential, request); });
  }
  /// "appended/repeated".
  std::string fate(const std::vector<std::int64_t>& sequences, const std::string& source = "engine") {
    const auto done = append(sequences, source);
    return done ? std::to_string(done->appended) + "/" + std::to_string(done->repeated) : rule_of(done);
  }
  void correct(const std::vector<std::string>& texts) {
    service::WriteTranscript request{team(), session_, {}, {}};
    for (const auto& text : texts) request.segments.push_back({"", text, {}, {}});
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::write_transcript(tx, environment, cara_.credential, request);
    }));
  }
  std::vector<std::string> texts() {
    const auto shown = read([&](auto& tx, const auto& environment) {
      return service::read_transcript(tx, environment, cara_.credential, team(), session_);
    });
    std::vector<std::string> all;
    for (const auto& segment : shown.value().segments) all.push_back(segment.text);
    return all;
  }
  std::int64_t remembered() {
    return world().look([](store::Transaction& tx) {
      auto rows = store::query(tx, "SELECT count(*) FROM received_segment");
      return rows.next() ? rows.integer(0) : 0;
    });
  }

  Colleague cara_;
  SessionId session_;
};

TEST_P(Segments, sent_again_after_a_correction_are_repeated_and_not_doubled) {
  EXPECT_EQ(fate({1, 2}), "2/0");
  correct({"Corrected"});
  EXPECT_EQ(fate({1, 2}), "0/2") << "the engine heard no answer and sends again";
  EXPECT_EQ(texts(), std::vector<std::string>{"Corrected"});
  correct({});
  EXPECT_EQ(fate({2, 3}), "1/1");
  EXPECT_EQ(texts(), std::vector<std::string>{"Said 3"});
}

TEST_P(Segments, come_in_any_order_each_source_with_numbers_of_its_own) {
  EXPECT_EQ(fate({7, 3}), "2/0");
  EXPECT_EQ(fate({5, 3, 7, 5}), "1/3");
  EXPECT_EQ(fate({3, 7}, "other engine"), "2/0");
  EXPECT_EQ(fate({0}), "1/0");
  EXPECT_EQ(texts(), (std::vector<std::string>{"Said 7", "Said 3", "Said 5", "Said 3", "Said 7", "Said 0"})) << "as they came";
}

TEST_P(Segments, that_were_refused_are_not_remembered) {
  service::AppendSegments request{team(), session_, "engine", {{{"", "Fine", {}, {}}, 1}, {{"", "", {}, {}}, 2}}};
  EXPECT_EQ(rule_of(write([&](auto& tx, const auto& environment) {
              return service::append_segments(tx, environment, cara_.credential, request);
            })),
            "invalid");
  EXPECT_EQ(remembered(), 0);
  EXPECT_EQ(fate({1}), "1/0");
}

TEST_P(Segments, are_forgotten_with_their_session) {
  ASSERT_EQ(fate({1, 2}), "2/0");
  ASSERT_EQ(remembered(), 2);
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::delete_session(tx, environment, cara_.credential, team(), session_);
  }));
  EXPECT_EQ(remembered(), 0);
}

ROLECALL_ON_BOTH_STORES(Segments);

}  // namespace
}  // namespace rolecall::testing
