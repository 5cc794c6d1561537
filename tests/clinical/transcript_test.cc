#include "clinical/transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rolecall::clinical {
namespace {

std::vector<Segment> parsed(TranscriptFormat format, std::string_view text) {
  auto segments = parse_transcript(format, text);
  EXPECT_TRUE(segments) << segments.error().detail << (segments.error().fields.empty() ? "" : segments.error().fields[0].pointer);
  return segments.value_or(std::vector<Segment>{});
}

std::string pointer_of(TranscriptFormat format, std::string_view text) {
  const auto segments = parse_transcript(format, text);
  if (segments) return "accepted";
  return segments.error().fields.empty() ? segments.error().name : segments.error().fields[0].pointer;
}

TEST(Transcript, plain_text_gives_a_segment_for_each_line_and_speakers_before_a_colon) {
  const auto segments = parsed(TranscriptFormat::plain,
                               "\xEF\xBB\xBF"
                               "Dr Cole: How are you?\r\n\r\nAt 10: 30 it hurt.\nFine\n");
  ASSERT_EQ(segments.size(), 3U);
  EXPECT_EQ(segments[0], (Segment{"Dr Cole", "How are you?", {}, {}}));
  EXPECT_EQ(segments[2], (Segment{"", "Fine", {}, {}}));
}

TEST(Transcript, webvtt_gives_times_voices_and_text_without_tags) {
  const auto segments =
      parsed(TranscriptFormat::vtt,
             "WEBVTT - a title\n\nNOTE\nnothing\n\n1\n00:01.000 --> 00:02.500 align:start\n<v Ada>It <b>hurts</b>\nhere &lt;3\n\n"
             "01:00:00.000 --> 01:00:01.000\nBob: Yes\n");
  ASSERT_EQ(segments.size(), 2U);
  EXPECT_EQ(segments[0], (Segment{"Ada", "It hurts here <3", 1000, 2500}));
  EXPECT_EQ(segments[1], (Segment{"Bob", "Yes", 3'600'000, 3'601'000}));
}

TEST(Transcript, subrip_gives_times_with_a_comma) {
  const auto segments =
      parsed(TranscriptFormat::srt, "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nWorld\n");
  ASSERT_EQ(segments.size(), 2U);
  EXPECT_EQ(segments[1], (Segment{"", "World", 3000, 4000}));
}

TEST(Transcript, json_is_an_array_or_an_object_with_segments) {
  EXPECT_EQ(parsed(TranscriptFormat::json, R"([{"text":"Hi","start_ms":5}])")[0], (Segment{"", "Hi", 5, {}}));
  EXPECT_EQ(parsed(TranscriptFormat::json, R"({"segments":[{"speaker":"A","text":"Hi","x":1}]})")[0].speaker, "A");
}

TEST(Transcript, what_cannot_be_read_is_refused_with_its_line) {
  EXPECT_EQ(pointer_of(TranscriptFormat::vtt, "hello\n"), "/line/1");
  EXPECT_EQ(pointer_of(TranscriptFormat::vtt, "WEBVTT\n\n00:01.000 --> soon\nHi\n"), "/line/3");
  EXPECT_EQ(pointer_of(TranscriptFormat::srt, "1\n00:00:02,000 --> 00:00:01,000\nHi\n"), "/line/2");
  EXPECT_EQ(pointer_of(TranscriptFormat::json, R"([{"text":"Hi"},{"text":""}])"), "/1/text");
  EXPECT_EQ(pointer_of(TranscriptFormat::json, "{"), "malformed");
  EXPECT_EQ(pointer_of(TranscriptFormat::plain, "\xFF"), "transcript_unreadable");
  EXPECT_EQ(pointer_of(TranscriptFormat::plain, " \n "), "");
}

std::vector<Segment> cue(const std::string& words) {
  return parsed(TranscriptFormat::vtt, "WEBVTT\n\n00:01.000 --> 00:02.000\n" + words + "\n");
}

TEST(Transcript, what_is_no_tag_of_the_format_was_said) {
  for (const std::string said : {"Pressure was < 120, stable", "Saturation <90 at night, pulse >100", "<60 bpm", "a <b and c> d",
                                 "<breathing> fine", "<font and size> x", "<lang of the day> x", "x <", "<", "</ x>", "<>", "<b",
                                 "<1:30.500", "</v Ada> x", "<b <c", "< b>"}) {
    EXPECT_EQ(cue(said).at(0).text, said);
  }
  EXPECT_EQ(parsed(TranscriptFormat::srt, "1\n00:00:01,000 --> 00:00:02,000\nfever <38\n").at(0).text, "fever <38");
  const std::string tagged =
      "<b>a</b> <i.loud>b</i> <c.x.y>c</c> <FONT COLOR=red>d</FONT> <lang en-GB>e</lang> <00:01.500>f <s>g";
  EXPECT_EQ(cue(tagged).at(0).text, "a b c d e f g");
}

TEST(Transcript, each_voice_of_a_cue_is_a_segment) {
  EXPECT_EQ(cue("<v Ada>It hurts</v> <v.loud Bob>Where?</v>\n<v Bob>Here? then"),
            (std::vector<Segment>{{"Ada", "It hurts", 1000, 2000}, {"Bob", "Where? Here? then", 1000, 2000}}));
  EXPECT_EQ(cue("Yes <v Dr Cole &amp; Co>No</v> maybe"),
            (std::vector<Segment>{{"", "Yes", 1000, 2000}, {"Dr Cole & Co", "No", 1000, 2000}, {"", "maybe", 1000, 2000}}));
  EXPECT_EQ(cue("<v>Ada: It hurts"), (std::vector<Segment>{{"Ada", "It hurts", 1000, 2000}}));
  EXPECT_EQ(cue("<v Ada></v>It hurts"), (std::vector<Segment>{{"", "It hurts", 1000, 2000}}));
}

TEST(Transcript, a_label_without_words_was_said) {
  EXPECT_EQ(parsed(TranscriptFormat::plain, "Ada: \nBob: Yes\n"),
            (std::vector<Segment>{{"", "Ada:", {}, {}}, {"Bob", "Yes", {}, {}}}));
  EXPECT_EQ(cue("Ada:&nbsp;").at(0).text, "Ada:");
}

TEST(Transcript, comments_are_those_of_webvtt_and_hold_no_times) {
  const auto words = [](const std::string& block) {
    return pointer_of(TranscriptFormat::vtt, "WEBVTT\n\n" + block + "\n\n00:01.000 --> 00:02.000\nHi\n");
  };
  for (const char* comment : {"NOTE", "NOTE x", "NOTE\tx", "NOTE\nx\ny", "STYLE\n::cue {}", "REGION \nid:x"}) {
    EXPECT_EQ(words(comment), "accepted") << comment;
  }
  for (const char* said : {"NOTE: allergic to penicillin", "NOTES", "STYLE matters", "REGIONAL pain", "Note x"}) {
    EXPECT_EQ(words(said), "/line/3") << said;
  }
  const auto named = parsed(TranscriptFormat::vtt,
                            "WEBVTT\n\nNOTE1\n00:01.000 --> 00:02.000\nOne\n\nNOTE\n00:03.000 --> "
                            "00:04.000\nTwo\n");
  ASSERT_EQ(named.size(), 2U);
  EXPECT_EQ(named[1].text, "Two");
  EXPECT_EQ(pointer_of(TranscriptFormat::vtt, "WEBVTT\n\nNOTE x\n1\n00:01.000 --> 00:02.000\nHi\n"), "/line/4");
  EXPECT_EQ(pointer_of(TranscriptFormat::srt, "NOTE: allergic to penicillin\n\n1\n00:00:01,000 --> 00:00:02,000\nHi\n"),
            "/line/1");
}

TEST(Transcript, cues_stand_apart_or_are_refused_with_the_line_where_they_meet) {
  const std::string first = "1\n00:00:01,000 --> 00:00:02,000\nHello\n";
  EXPECT_EQ(pointer_of(TranscriptFormat::srt, first + "2\n00:00:03,000 --> 00:00:04,000\nWorld\n"), "/line/5");
  EXPECT_EQ(pointer_of(TranscriptFormat::srt, first + "\nWorld\n00:00:03,000 --> 00:00:04,000\nAgain\n"), "/line/5");
  EXPECT_EQ(pointer_of(TranscriptFormat::srt, first + "\nWorld\n"), "/line/5");
  EXPECT_EQ(pointer_of(TranscriptFormat::srt, "00:00:01,000 --> 00:00:02,000 Hello\nWorld\n"), "/line/1");
  EXPECT_EQ(pointer_of(TranscriptFormat::vtt, "WEBVTT\n00:01.000 --> 00:02.000\nHello\n"), "/line/2");
  EXPECT_EQ(pointer_of(TranscriptFormat::vtt, "WEBVTT\n1\n00:01.000 --> 00:02.000\nHello\n"), "/line/2");
  EXPECT_EQ(pointer_of(TranscriptFormat::vtt, "WEBVTTHello\n\n00:01.000 --> 00:02.000\nHello\n"), "/line/1");
  EXPECT_EQ(parsed(TranscriptFormat::vtt,
                   "WEBVTT x\nKind: captions\nLanguage: en\n\n00:01.000 --> 00:02.000 position:0% "
                   "align:start\nHello\n")
                .size(),
            1U);
}

TEST(Transcript, lines_end_with_lf_cr_or_both) {
  for (const std::string end : {"\n", "\r", "\r\n"}) {
    const std::string file = "1" + end + "00:00:01,000 --> 00:00:02,000" + end + "Hello" + end + "there" + end + end + "2" + end +
                             "00:00:03,000 --> 00:00:04,000" + end + "World";
    const auto segments = parsed(TranscriptFormat::srt, file);
    ASSERT_EQ(segments.size(), 2U);
    EXPECT_EQ(segments[0].text, "Hello there");
  }
}

TEST(Transcript, references_of_a_cue_are_read_once) {
  const auto text = [](const std::string& cue) {
    return parsed(TranscriptFormat::vtt, "WEBVTT\n\n00:01.000 --> 00:02.000\n" + cue + "\n").at(0).text;
  };
  EXPECT_EQ(text("&amp;amp;lt; &lt;b&gt;&nbsp;&x; &"), "&amp;lt; <b> &x; &");
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "&lt;";
  EXPECT_EQ(text(many), std::string(20'000, '<'));
}

TEST(Transcript, signs_of_tags_without_end_are_read_once) {
  const std::string many(200'000, '<');
  EXPECT_EQ(pointer_of(TranscriptFormat::vtt, "WEBVTT\n\n00:01.000 --> 00:02.000\n" + many), "/line/3/text");
}

TEST(Transcript, comments_of_any_length_are_left_out) {
  std::string comment = "NOTE\n";
  for (int i = 0; i < 300'000; ++i) comment += "aa\n";
  EXPECT_EQ(parsed(TranscriptFormat::vtt, "WEBVTT\n\n" + comment + "\n00:01.000 --> 00:02.000\nHi\n").size(), 1U);
}

TEST(Transcript, what_is_more_than_a_transcript_holds_is_read_no_further) {
  const auto lines = [](const std::string& line, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += line + "\n";
    return text;
  };
  const auto plain = TranscriptFormat::plain;
  EXPECT_EQ(parsed(plain, lines("a", 20'000)).size(), most_segments);
  EXPECT_EQ(pointer_of(plain, lines("a", 20'001) + lines(std::string(30'000, 'a'), 1)), "/line/20001");
  EXPECT_EQ(parsed(plain, lines(std::string(20'000, 'a'), 200)).size(), 200U);
  EXPECT_EQ(pointer_of(plain, lines(std::string(20'000, 'a'), 201)), "/line/201");
  EXPECT_EQ(pointer_of(plain, std::string(400'001, 'a')), "/line/1/text");
  const std::string cue = "1\n00:00:01,000 --> 00:00:02,000\n";
  EXPECT_EQ(pointer_of(TranscriptFormat::srt, cue + lines("a", 199'984)), "/line/1/text") << "one cue of too many words";
  EXPECT_EQ(pointer_of(TranscriptFormat::srt, cue + lines("a", 500'000)), "/line/199987");
  EXPECT_EQ(pointer_of(plain, lines("", 100'000)), "");
}

TEST(Transcript, media_types_are_taken_with_parameters_and_unknown_ones_are_not) {
  EXPECT_EQ(format_of("text/vtt; charset=utf-8"), TranscriptFormat::vtt);
  EXPECT_EQ(format_of("application/pdf"), std::nullopt);
}

}  // namespace
}  // namespace rolecall::clinical
