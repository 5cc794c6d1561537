// Nothing that somebody said goes unseen: whatever happens to a file on its way, each word of it is read, or the file is refused.
#include <gtest/gtest.h>

#include <algorithm>

#include "clinical/transcript.h"

namespace rolecall::clinical {
namespace {

// In these files what was said is in small letters, and nothing else is.
constexpr std::string_view webvtt =
    "WEBVTT - A TITLE\nX-TIMESTAMP-MAP=1\n\nNOTE\nA COMMENT\n\nSTYLE\n::CUE {}\n\nNOTE ONE MORE\n\n1\n"
    "00:01.000 --> 00:02.500 ALIGN:START\n<V ADA>it <B>hurts</B>\nhere < there\n\n"
    "TWO\n00:03.000 --> 00:04.000\n<V BOB>since when</V>\n<V ADA>since <00:03.500>june & july\n\n"
    "00:05.000 --> 00:06.000\nbob: less than <10, or more> than 20\n";
constexpr std::string_view subrip =
    "1\n00:00:01,000 --> 00:00:02,500 X1:100 Y1:20\n<I>it hurts</I>\nhere\n\n"
    "2\n00:00:03,000 --> 00:00:04,000\nbob: note this < that\n\n"
    "3\n00:00:05,000 --> 00:00:06,000\n<FONT COLOR=\"RED\">since june</FONT>\n";
constexpr std::string_view plain_lines = "ada: it hurts <here>\n\nbob: since when?\nsince june & july\n";

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

std::string said_in(std::string_view file) {
  std::string letters;
  std::ranges::copy_if(file, std::back_inserter(letters), is_small);
  return letters;
}

std::string said_in(const std::vector<Segment>& segments) {
  std::string letters;
  for (const auto& segment : segments) letters += said_in(std::string_view(segment.speaker + segment.text));
  return letters;
}

/// Every beginning; every sign left out; signs that mean something put in everywhere; every line left out or said twice.
std::vector<std::string> accidents_of(std::string_view file) {
  std::vector<std::string> files{std::string(file)};
  const std::string whole(file);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    files.push_back(whole.substr(0, at));
    files.push_back(whole.substr(0, at) + whole.substr(at + 1));
    for (const char* added : {"<", ">", "&", "/", ":", "-", "-->", " ", "\t", "\r", "\n", "\n\n", "\r\r", "1", "1\n"}) {
      files.push_back(whole.substr(0, at) + added + whole.substr(at));
    }
    if (at > 0 && whole[at - 1] != '\n') continue;
    const auto end = whole.find('\n', at) + 1;
    files.push_back(whole.substr(0, at) + whole.substr(end));
    files.push_back(whole.substr(0, end) + whole.substr(at));
  }
  return files;
}

void expect_every_word(TranscriptFormat format, std::string_view file) {
  ASSERT_TRUE(parse_transcript(format, file));
  std::size_t read = 0;
  const auto files = accidents_of(file);
  for (const auto& one : files) {
    const auto segments = parse_transcript(format, one);
    if (!segments) continue;
    ++read;
    ASSERT_EQ(said_in(*segments), said_in(std::string_view(one))) << one;
  }
  EXPECT_GT(read, files.size() / 3) << "a test of refusals alone would say little";
}

TEST(TranscriptLoss, no_word_of_a_webvtt_file_goes_unseen) { expect_every_word(TranscriptFormat::vtt, webvtt); }
TEST(TranscriptLoss, no_word_of_a_subrip_file_goes_unseen) { expect_every_word(TranscriptFormat::srt, subrip); }
TEST(TranscriptLoss, no_word_of_plain_text_goes_unseen) { expect_every_word(TranscriptFormat::plain, plain_lines); }

}  // namespace
}  // namespace rolecall::clinical
