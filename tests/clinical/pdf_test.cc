// A document as PDF, read back: pages, words, footer, and nothing that a reader would run.
#include <gmock/gmock.h>

#include "clinical/printed.h"
#include "support/pdf_words.h"

namespace rolecall::clinical {
namespace {

using rolecall::testing::pdf_words;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string pdf(const std::string& title, const std::string& body, const std::string& footer = "") {
  const auto made = pdf_of({title, parse_markdown(body), footer});
  EXPECT_TRUE(made) << made.error().detail;
  return made.value_or("");
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Pdf, holds_title_text_and_page_number) {
  const auto bytes = pdf("Letter", "Dear **Dr Cole**,\n\n- first\n- second");
  EXPECT_THAT(bytes, StartsWith("%PDF-"));
  const auto words = pdf_words(bytes);
  for (const auto* part : {"Letter", "Dear ", "Dr Cole", "first", "second", "Page 1 of 1"}) EXPECT_THAT(words, HasSubstr(part));
}

TEST(Pdf, embeds_its_fonts_so_that_accents_are_there_everywhere) {
  const auto bytes = pdf("Überweisung", "Zoë Müller, Łódź, αβγ, Ж");
  EXPECT_THAT(bytes, HasSubstr("/FontFile2"));
  EXPECT_THAT(bytes, HasSubstr("/ToUnicode"));
}

TEST(Pdf, goes_on_to_more_pages_with_the_footer_on_each) {
  std::string body;
  for (int i = 0; i < 200; ++i) body += "Paragraph " + std::to_string(i) + "\n\n";
  const auto words = pdf_words(pdf("Long", body, "North Clinic, confidential"));
  const auto pages = count(words, "Page ");
  EXPECT_GT(pages, 3U);
  EXPECT_EQ(count(words, "North Clinic, confidential"), pages);
  EXPECT_THAT(words, HasSubstr("Page 1 of " + std::to_string(pages)));
  EXPECT_THAT(words, HasSubstr("Page " + std::to_string(pages) + " of " + std::to_string(pages)));
  EXPECT_THAT(words, HasSubstr("Paragraph 199"));
}

TEST(Pdf, has_no_more_pages_than_it_may) {
  std::string body;
  for (int i = 0; i < 300; ++i) body += "# " + std::to_string(i) + "\n\n";
  const Printed printed{"Long", parse_markdown(body), ""};
  const auto pages = count(pdf_words(pdf_of(printed, 10'000).value()), "Page ");
  ASSERT_GT(pages, 3U);
  EXPECT_TRUE(pdf_of(printed, pages));
  const auto refused = pdf_of(printed, pages - 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().name, "too_many_pages");
  const Block lines{.kind = BlockKind::code, .runs = {clinical::Run{std::string(10'000, '\n')}}};
  const auto one_block = pdf_of({"Long", {lines}, ""}, 2);
  ASSERT_FALSE(one_block);
  EXPECT_EQ(one_block.error().name, "too_many_pages");
}

TEST(Pdf, wraps_long_lines_without_losing_a_word) {
  std::string body;
  for (int i = 0; i < 300; ++i) body += "word" + std::to_string(i) + " ";
  auto words = pdf_words(pdf("Wide", body));
  for (int i = 0; i < 300; ++i) EXPECT_THAT(words, HasSubstr("word" + std::to_string(i)));
}

TEST(Pdf, holds_scripts_and_links_as_words_and_nothing_that_runs) {
  const auto bytes = pdf("<script>", "<script>alert(1)</script> [x](javascript:alert(2))\n\n(/JS) /OpenAction >> endobj");
  EXPECT_THAT(pdf_words(bytes), HasSubstr("<script>alert(1)</script>"));
  for (const auto* part : {"/JavaScript", "/JS", "/OpenAction", "/Annots", "/URI", "javascript"}) {
    EXPECT_THAT(bytes, Not(HasSubstr(part)));
  }
}

TEST(Pdf, bears_whatever_was_typed) {
  pdf("t", "");
  pdf("t", "- \n- \n\n1.\n");
  pdf("t", std::string(20'000, 'x'));
  pdf("😀 \xF0\x9F\x91\xA9", "漢字 العربية 😀");
  pdf("t", "x", std::string(1000, '\n'));
}

}  // namespace
}  // namespace rolecall::clinical
