// A document as PDF, read back: pages, words, footer, and nothing that a reader would run.
#include <gmock/gmock.h>

#include "clinical/printed.h"
#include "support/pdf_words.h"

namespace rolecall::clinical {
namespace {

using rolecall::testing::is_drawn_in_every_font;
using rolecall::testing::pdf_words;
using rolecall::testing::placed_words;
using ::testing::AllOf;
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

TEST(Pdf, draws_each_letter_with_a_glyph_of_its_embedded_fonts) {
  const auto bytes = pdf("Überweisung", "Zoë Müller, Łódź, αβγ, Жанна, Հայ, ქარ, ≤ 5 µg");
  EXPECT_THAT(bytes, HasSubstr("/FontFile2"));
  EXPECT_THAT(bytes, HasSubstr("/ToUnicode"));
  EXPECT_THAT(pdf_words(bytes), HasSubstr("Überweisung\nZoë Müller, Łódź, αβγ, Жанна, Հայ, ქარ, ≤ 5 µg\n"));
  for (const char32_t letter : U"ÜëüŁóźαβγЖаннաՀյქარ≤µ\uFFFD") {
    EXPECT_TRUE(letter == 0 || is_drawn_in_every_font(bytes, letter)) << static_cast<unsigned>(letter);
  }
  EXPECT_FALSE(is_drawn_in_every_font(bytes, U'漢')) << "the test itself";
}

TEST(Pdf, draws_in_another_face_what_one_lacks) {
  const auto bytes = pdf("t", "`38 ℃ at 8`");
  EXPECT_THAT(pdf_words(bytes), HasSubstr("38 \n℃\n at 8\n"));
}

Result<std::string> printed(const std::string& title, const std::string& body, const std::string& footer) {
  return pdf_of({title, parse_markdown(body), footer});
}

TEST(Pdf, is_refused_where_a_letter_would_come_out_wrong_or_missing) {
  const auto detail = [](const Result<std::string>& made) {
    EXPECT_FALSE(made);
    if (made) return std::string();
    EXPECT_EQ(made.error().name, "not_printable");
    EXPECT_EQ(made.error().code, Code::conflict);
    EXPECT_THAT(made.error().detail, HasSubstr("take it as plain text"));
    return made.error().detail;
  };
  EXPECT_THAT(detail(printed("שרה כהן", "x", "")),
              AllOf(StartsWith("the title"), HasSubstr("right to left"), Not(HasSubstr("ש"))));
  EXPECT_THAT(detail(printed("t", "Dear **عمر**", "")), AllOf(StartsWith("the text"), HasSubstr("right to left")));
  EXPECT_THAT(detail(printed("t", "- ນ້ຳ", "")), AllOf(StartsWith("the text"), HasSubstr("marks")));
  EXPECT_THAT(detail(printed("t", "# 王小明", "")), AllOf(StartsWith("the text"), HasSubstr("lack")));
  EXPECT_THAT(detail(printed("t", "x", "診所")), AllOf(StartsWith("the content footer"), HasSubstr("lack")));
  EXPECT_THAT(detail(printed("t", "x\n\n`हिन्दी`\n\ny", "")), HasSubstr("lack"));
}

TEST(Pdf, marks_what_it_cannot_draw_where_it_is_told_to_and_says_so) {
  Printed names{"Invoice 1", parse_markdown("For 王小明"), ""};
  names.undrawable = Undrawable::mark;
  EXPECT_THAT(pdf_words(pdf_of(names).value()), AllOf(HasSubstr("For ���\n"), HasSubstr("cannot show stand as �")));
  names.blocks = parse_markdown("For Zoë 😀");
  EXPECT_THAT(pdf_words(pdf_of(names).value()), AllOf(HasSubstr("For Zoë �\n"), Not(HasSubstr("cannot show"))));
}

TEST(Pdf, prints_the_whole_footer_or_says_that_it_is_too_long) {
  std::string footer;
  for (int i = 1; i <= 12; ++i) footer += "Line " + std::to_string(i) + " " + std::string(58, 'W') + "\n";
  footer.pop_back();
  const auto words = pdf_words(pdf("t", "Dear", footer));
  for (int i = 1; i <= 12; ++i) EXPECT_THAT(words, HasSubstr("Line " + std::to_string(i) + "\n"));
  EXPECT_EQ(count(words, "W"), 12U * 58);
  EXPECT_THAT(words, HasSubstr("Dear"));
  const auto refused = printed("t", "Dear", std::string(40, '\n') + "x");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().name, "footer_too_long");
}

TEST(Pdf, keeps_the_words_of_an_item_clear_of_its_number) {
  for (const std::string marker : {"9.", "10.", "100.", "1998.", "123456789."}) {
    const auto placed = placed_words(pdf("t", marker + " Appendectomy"));
    ASSERT_EQ(placed.size(), 4U);
    EXPECT_EQ(placed[1].text, marker);
    EXPECT_EQ(placed[2].text, "Appendectomy");
    const float digit = 0.636F * 10.5F;  // of the font
    const float end_of_marker = placed[1].x + digit * static_cast<float>(marker.size() - 1) + digit / 2;
    EXPECT_GT(placed[2].x, end_of_marker) << marker;
    EXPECT_EQ(placed[2].y, placed[1].y) << marker;
  }
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
  pdf("😀 \xF0\x9F\x91\xA9", "a\tb 😀");
}

}  // namespace
}  // namespace rolecall::clinical
