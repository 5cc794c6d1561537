// Files and bodies of transcripts over the API: what each kind of file becomes, what a hostile one is told, and who is told what
// before a byte of it is read.
#include <gmock/gmock.h>

#include "http/api_world.h"

namespace rolecall::testing {
namespace {

using ::testing::HasSubstr;

class TranscriptsApi : public ApiTest {
 protected:
  TranscriptsApi() : ApiTest(http::all_routes()) {}

  /// The transcript of a session of this person: its path.
  std::string transcript_of(const Person& person) {
    const std::string sessions = "/api/v1/teams/" + team().value + "/sessions";
    const auto reply = as(person).post(sessions, R"({"patient":{"name":"Ada Byron"}})");
    EXPECT_EQ(reply.status, 201) << reply.body;
    return sessions + "/" + text_of(reply, {"id"}) + "/transcript";
  }
  http::Reply uploaded(const ApiClient& client, const std::string& transcript, const std::string& type, const std::string& file) {
    return client.send(http::Method::post, transcript + "/upload", file, type);
  }
  /// Where the first wrong field of a 422 is.
  static std::string pointer_of(const http::Reply& reply) {
    EXPECT_EQ(reply.status, 422) << reply.body.substr(0, 300);
    const auto document = json_of(reply);
    const auto errors = document.root().find("errors");
    return errors && errors->size() > 0 ? std::string((*errors->begin()).find("pointer")->string()) : "none";
  }
  static std::string repeated(std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += part;
    return text;
  }
};

TEST_P(TranscriptsApi, each_kind_of_file_becomes_segments_behind_what_is_there) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto transcript = transcript_of(cara);
  const std::vector<std::pair<std::string, std::string>> files{
      {"text/plain; charset=utf-8", "Ada: It hurts\n\nHere\n"},
      {"text/vtt", "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Ada>Since &lt;June&gt;\n"},
      {"application/x-subrip", "1\n00:00:03,000 --> 00:00:04,000\nBob: A lot\n"},
      {"application/json", R"({"segments":[{"speaker":"Ada","text":"At night","start_ms":5000}]})"}};
  for (const auto& [type, file] : files) {
    const auto reply = uploaded(as(cara), transcript, type, file);
    EXPECT_EQ(reply.status, 200) << type << reply.body;
  }
  const auto read = as(cara).get(transcript);
  for (const auto* segment : {R"({"position":1,"speaker":"Ada","text":"It hurts","start_ms":null,"end_ms":null})",
                              R"({"position":2,"speaker":"","text":"Here","start_ms":null,"end_ms":null})",
                              R"({"position":3,"speaker":"Ada","text":"Since <June>","start_ms":1000,"end_ms":2500})",
                              R"({"position":4,"speaker":"Bob","text":"A lot","start_ms":3000,"end_ms":4000})",
                              R"({"position":5,"speaker":"Ada","text":"At night","start_ms":5000,"end_ms":null})"}) {
    EXPECT_THAT(read.body, HasSubstr(segment));
  }
}

TEST_P(TranscriptsApi, a_file_keeps_every_word_or_is_refused_with_the_line) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto transcript = transcript_of(cara);
  const auto cue = [](const std::string& words) { return "1\n00:00:01,000 --> 00:00:02,000\n" + words + "\n"; };
  ASSERT_EQ(uploaded(as(cara), transcript, "application/x-subrip", cue("Pressure was < 120, pulse <60, fever >38")).status, 200);
  EXPECT_THAT(as(cara).get(transcript).body, HasSubstr("Pressure was < 120, pulse <60, fever >38"));
  const auto refused = [&](const std::string& type, const std::string& file) {
    return pointer_of(uploaded(as(cara), transcript, type, file));
  };
  EXPECT_EQ(refused("application/x-subrip", cue("Hello") + cue("World")), "/line/5");
  EXPECT_EQ(refused("application/x-subrip", cue("Hello") + "\nNOTE: allergic to penicillin\n"), "/line/5");
  EXPECT_EQ(refused("text/vtt", "WEBVTT\n00:01.000 --> 00:02.000\nHello\n"), "/line/2");
}

TEST_P(TranscriptsApi, identity_and_right_come_before_what_is_wrong_with_the_file) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto mallory = world().signed_in("Mallory", "mallory@elsewhere.example");
  const auto transcript = transcript_of(cara);
  for (const auto& [type, file] : {std::pair<std::string, std::string>{"text/vtt", "no header\n"},
                                   {"application/pdf", "%PDF"},
                                   {"text/plain", "\xFF"},
                                   {"application/json", "{"}}) {
    EXPECT_EQ(uploaded(nobody(), transcript, type, file).status, 401) << type;
    EXPECT_EQ(uploaded(as(dora), transcript, type, file).status, 403) << type;
    EXPECT_EQ(uploaded(as(mallory), transcript, type, file).status, 404) << type;
    EXPECT_GE(uploaded(as(cara), transcript, type, file).status, 400) << type;
  }
  for (const auto* body : {"{", R"({"segments":[{"text":1}]})"}) {
    EXPECT_EQ(nobody().put(transcript, body).status, 401) << body;
    EXPECT_EQ(as(dora).put(transcript, body).status, 403) << body;
    EXPECT_EQ(as(mallory).put(transcript, body).status, 404) << body;
  }
  EXPECT_EQ(uploaded(as(cara), transcript, "application/pdf", "%PDF").status, 415);
  EXPECT_EQ(pointer_of(uploaded(as(cara), transcript, "text/vtt", "no header\n")), "/line/1");
  EXPECT_EQ(as(cara).put(transcript, "{").status, 400);
  EXPECT_EQ(as(cara).send(http::Method::put, transcript, "x", "text/plain").status, 415);
  EXPECT_EQ(pointer_of(as(cara).put(transcript, R"({"segments":[{"text":1}]})")), "/segments/0/text");
  EXPECT_EQ(pointer_of(as(cara).put(transcript, "{}")), "/segments");
  EXPECT_EQ(pointer_of(as(cara).put(transcript, R"({"segments":[],"source":"x"})")), "/source");
}

TEST_P(TranscriptsApi, a_refused_upload_leaves_one_refusal_in_the_audit) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  ASSERT_EQ(uploaded(as(dora), transcript_of(cara), "text/plain", "Hello").status, 403);
  const auto rows = as(owner()).get("/api/v1/teams/" + team().value + "/audit?decision=deny&action=session.record");
  EXPECT_THAT(rows.body, HasSubstr(R"("count":1)")) << rows.body;
}

TEST_P(TranscriptsApi, a_hostile_file_is_refused_where_it_passes_a_limit) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto transcript = transcript_of(cara);
  const auto refused_at = [&](const std::string& type, const std::string& file) {
    return pointer_of(uploaded(as(cara), transcript, type, file));
  };
  EXPECT_EQ(refused_at("text/vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n" + repeated("&lt;", 2'500'000)), "/line/4");
  EXPECT_EQ(refused_at("application/x-subrip", "1\n00:00:01,000 --> 00:00:02,000\n" + repeated("a\n", 4'000'000)),
            "/line/199987");
  EXPECT_EQ(refused_at("text/plain", repeated("a\n", 20'001)), "/line/20001");
  EXPECT_EQ(refused_at("text/plain", repeated(std::string(20'000, 'a') + "\n", 201)), "/line/201");
  EXPECT_EQ(refused_at("application/json", "[" + repeated("1,", 20'000) + "1]"), "/20000");
  EXPECT_EQ(refused_at("text/plain", "a" + repeated("\u0301", 100'000) + repeated("\u0327", 90'000)), "/line/1/text");
  EXPECT_EQ(refused_at("text/plain", repeated("\n", 10'000'000)), "");
}

TEST_P(TranscriptsApi, what_can_be_appended_can_be_read_and_written_again) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto transcript = transcript_of(cara);
  const std::string line = repeated("\"\u00e4 ", 4'000) + "\n";  // quotes take two bytes in JSON
  ASSERT_EQ(uploaded(as(cara), transcript, "text/plain", repeated(line, 150)).status, 200);
  const auto more = uploaded(as(cara), transcript, "text/plain", repeated(line, 60));
  EXPECT_EQ(more.status, 413) << more.body;
  EXPECT_EQ(text_of(more, {"code"}), "transcript_too_long");
  const auto read = as(cara).get(transcript);
  ASSERT_EQ(read.status, 200);
  EXPECT_GT(read.body.size(), 3'000'000U);
  std::string body = R"({"segments":[)";
  const auto document = json_of(read);
  const json::Value segments = document.root().find("segments").value();
  for (const json::Value segment : segments) {
    body += (body.ends_with('[') ? "" : ",") + std::string(R"({"text":)") + json::canonical(*segment.find("text")) + "}";
  }
  body += "]}";
  EXPECT_GT(body.size(), 3'000'000U);
  const auto limit = [&](http::Method method, const std::string& path) { return as(cara).body_limit(method, path); };
  EXPECT_LT(body.size(), limit(http::Method::put, transcript));
  EXPECT_EQ(limit(http::Method::put, transcript), 10U * 1024 * 1024);
  EXPECT_EQ(limit(http::Method::post, transcript + "/upload"), 10U * 1024 * 1024);
  EXPECT_EQ(limit(http::Method::post, transcript + "/segments"), 1024U * 1024);
  const auto written = as(cara).put(transcript, body);
  EXPECT_EQ(written.status, 200) << written.body.substr(0, 300);
  EXPECT_EQ(as(cara).get(transcript).body.size(), read.body.size());
}

TEST_P(TranscriptsApi, a_transcript_that_is_written_has_the_same_limits) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto transcript = transcript_of(cara);
  const auto written = [&](const std::string& segment, int times) {
    return as(cara).put(transcript, R"({"segments":[)" + repeated(segment + ",", times - 1) + segment + "]}");
  };
  const std::string longest = R"({"text":")" + std::string(20'000, 'a') + R"("})";
  EXPECT_EQ(text_of(written(longest, 201), {"code"}), "transcript_too_long");
  EXPECT_EQ(text_of(written(R"({"text":"a"})", 20'001), {"code"}), "transcript_too_long");
  EXPECT_EQ(written(longest, 200).status, 200);
  EXPECT_EQ(uploaded(as(cara), transcript, "text/plain", "a").status, 413);
  const auto segments = as(cara).post(transcript + "/segments", R"({"segments":[{"text":"a"}]})");
  EXPECT_EQ(text_of(segments, {"code"}), "transcript_too_long");
}

ROLECALL_ON_BOTH_STORES(TranscriptsApi);

}  // namespace
}  // namespace rolecall::testing
