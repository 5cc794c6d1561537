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

  Result<service::SegmentsAppended> append(const std::vector<service::SentSegment>& segments,
                                           const std::string& source = "engine") {
    const service::AppendSegments request{team(), session_, source, segments};
    return write(
        [&](auto& tx, const auto& environment) { return service::append_segments(tx, environment, cara_.credential, request); });
  }
  /// "appended/repeated".
  std::string fate_of(const std::vector<service::SentSegment>& segments, const std::string& source = "engine") {
    const auto done = append(segments, source);
    return done ? std::to_string(done->appended) + "/" + std::to_string(done->repeated) : rule_of(done);
  }
  std::string fate(const std::vector<std::int64_t>& sequences, const std::string& source = "engine") {
    std::vector<service::SentSegment> segments;
    for (const auto sequence : sequences) segments.push_back({{"", "Said " + std::to_string(sequence), {}, {}}, sequence});
    return fate_of(segments, source);
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
  EXPECT_EQ(fate({3, 7}, "other-engine"), "2/0");
  EXPECT_EQ(fate({0}), "1/0");
  EXPECT_EQ(texts(), (std::vector<std::string>{"Said 7", "Said 3", "Said 5", "Said 3", "Said 7", "Said 0"})) << "as they came";
}

TEST_P(Segments, that_were_refused_are_not_remembered) {
  EXPECT_EQ(fate_of({{{"", "Fine", {}, {}}, 1}, {{"", "", {}, {}}, 2}}), "invalid");
  EXPECT_EQ(remembered(), 0);
  EXPECT_EQ(fate({1}), "1/0");
}

TEST_P(Segments, of_other_words_under_a_received_number_are_refused_whole_and_come_in_by_another_source) {
  ASSERT_EQ(fate({1, 2}), "2/0");
  const std::vector<service::SentSegment> resumed{{{"", "Before the pause", {}, {}}, 3}, {{"", "Allergic to latex", {}, {}}, 2}};
  const auto refused = append(resumed);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::conflict);
  EXPECT_EQ(refused.error().name, "sequence_reused");
  EXPECT_NE(refused.error().detail.find("`/segments/1`"), std::string::npos) << refused.error().detail;
  EXPECT_NE(refused.error().detail.find("another `source`"), std::string::npos) << refused.error().detail;
  for (const auto* words : {"latex", "Said"}) EXPECT_EQ(refused.error().detail.find(words), std::string::npos) << words;
  EXPECT_EQ(texts(), (std::vector<std::string>{"Said 1", "Said 2"}));
  EXPECT_EQ(remembered(), 2) << "the 3 was not stored either";
  EXPECT_EQ(fate_of(resumed, "engine-2"), "2/0");
  EXPECT_EQ(texts().back(), "Allergic to latex");
}

TEST_P(Segments, of_other_words_under_a_number_of_the_same_request_are_refused) {
  EXPECT_EQ(fate_of({{{"", "One", {}, {}}, 1}, {{"", "Another", {}, {}}, 1}}), "sequence_reused");
  EXPECT_EQ(fate_of({{{"", "One", {}, {}}, 1}, {{"Ada", "One", 5, 9}, 1}}), "1/1") << "only the words count";
  EXPECT_EQ(texts(), std::vector<std::string>{"One"});
}

TEST_P(Segments, are_known_again_as_they_were_sent_and_not_as_they_were_corrected) {
  ASSERT_EQ(fate({1}), "1/0");
  correct({"Corrected"});
  EXPECT_EQ(fate({1}), "0/1");
  EXPECT_EQ(fate_of({{{"", "Corrected", {}, {}}, 1}}), "sequence_reused");
  EXPECT_EQ(fate_of({{{"", "  Said 1\n", {}, {}}, 1}}), "0/1") << "as it is stored";
}

TEST_P(Segments, of_before_words_were_kept_count_as_repeated) {
  ASSERT_EQ(fate({1}), "1/0");
  ASSERT_TRUE(world().write([](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE received_segment SET words_hash = NULL");
    return Done{};
  }));
  EXPECT_EQ(fate_of({{{"", "Other words", {}, {}}, 1}}), "0/1");
}

TEST_P(Segments, of_the_same_words_leave_hashes_that_tell_nothing_of_each_other) {
  ASSERT_EQ(fate_of({{{"", "Yes", {}, {}}, 1}, {{"", "Yes", {}, {}}, 2}}), "2/0");
  ASSERT_EQ(fate_of({{{"", "Yes", {}, {}}, 1}}, "other-engine"), "1/0");
  const auto different = world().look([](store::Transaction& tx) {
    auto rows = store::query(tx, "SELECT count(DISTINCT words_hash) FROM received_segment");
    return rows.next() ? rows.integer(0) : 0;
  });
  EXPECT_EQ(different, 3);
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
