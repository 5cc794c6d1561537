// Markdown as blocks and as plain text: what is typed comes out as words, and as nothing else.
#include "clinical/markdown.h"

#include <gmock/gmock.h>

#include "clinical/page_lines.h"
#include "clinical/printed.h"

namespace rolecall::clinical {
namespace {

using ::testing::ElementsAre;
using Words = Run;  // a test has a member of that name

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> all;
  for (const auto& block : parse_markdown(text)) all.push_back(words_of(block));
  return all;
}

TEST(Markdown, knows_headings_paragraphs_lists_and_rules) {
  const auto blocks = parse_markdown("# Letter\n\nDear *Dr* **Cole**,\n\n- one\n- two\n\n3. three\n\n---\n");
  ASSERT_EQ(blocks.size(), 6U);
  EXPECT_EQ(blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(blocks[0].level, 1);
  EXPECT_THAT(blocks[1].runs, ElementsAre(Words{"Dear "}, Words{"Dr", false, true}, Words{" "}, Words{"Cole", true}, Words{","}));
  EXPECT_EQ(blocks[2].marker, "•");
  EXPECT_EQ(blocks[3].marker, "•");
  EXPECT_EQ(blocks[4].marker, "3.");
  EXPECT_EQ(blocks[5].kind, BlockKind::rule);
}

TEST(Markdown, keeps_the_items_of_nested_lists_apart) {
  const auto blocks = parse_markdown("- outer\n  - inner\n    1. deepest\n- after\n");
  ASSERT_THAT(words("- outer\n  - inner\n    1. deepest\n- after\n"), ElementsAre("outer", "inner", "deepest", "after"));
  EXPECT_EQ(blocks[0].indent, 1);
  EXPECT_EQ(blocks[1].indent, 2);
  EXPECT_EQ(blocks[2].indent, 3);
  EXPECT_EQ(blocks[3].indent, 1);
}

TEST(Markdown, shows_html_and_scripts_as_the_text_that_was_typed) {
  EXPECT_THAT(words("<script>alert(1)</script>"), ElementsAre("<script>alert(1)</script>"));
  EXPECT_THAT(words("a <img src=x onerror=alert(1)> b"), ElementsAre("a <img src=x onerror=alert(1)> b"));
}

TEST(Markdown, says_the_address_of_a_reference_while_that_does_not_double_the_text) {
  const std::string address = "https://example.org/" + std::string(980, 'a');
  std::string text = "[x]: " + address + "\n\n";
  for (int i = 0; i < 1'000; ++i) text += "[x] ";
  std::string words;
  for (const auto& block : parse_markdown(text)) words += words_of(block);
  EXPECT_THAT(words, ::testing::StartsWith("x (" + address + ") x (" + address + ") "));
  EXPECT_THAT(words, ::testing::EndsWith("x x x x"));
  EXPECT_LE(words.size(), 2 * text.size());
}

TEST(Markdown, turns_links_into_words_and_never_names_an_address_that_runs) {
  EXPECT_THAT(words("[here](https://clinic.example/a)"), ElementsAre("here (https://clinic.example/a)"));
  EXPECT_THAT(words("<https://clinic.example>"), ElementsAre("https://clinic.example"));
  EXPECT_THAT(words("<ada@clinic.example>"), ElementsAre("ada@clinic.example"));
  EXPECT_THAT(words("[here](javascript:alert(1))"), ElementsAre("here"));
  EXPECT_THAT(words("![the knee](https://tracker.example/x.png)"), ElementsAre("the knee"));
}

TEST(Markdown, lets_no_entity_make_a_control_character_or_half_of_a_pair) {
  EXPECT_THAT(words("&lt;b&gt; &amp; &#65; &#x3b1; &unknown;"), ElementsAre("<b> & A α &unknown;"));
  EXPECT_THAT(words("a&#27;b&#xD800;c&#x202E;d&#x110000;e&#99999999999;"), ElementsAre("a�b�c�d�e&#99999999999;"));
}

TEST(Markdown, keeps_line_ends_only_where_they_mean_something) {
  EXPECT_THAT(words("one\ntwo  \nthree"), ElementsAre("one two\nthree"));
  EXPECT_THAT(words("```\na\n  b\n```"), ElementsAre("a\n  b"));
}

TEST(Markdown, bears_nonsense_and_depth) {
  EXPECT_TRUE(parse_markdown("").empty());
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += "- ";
  for (const auto& block : parse_markdown(deep + "x")) EXPECT_LE(block.indent, deepest_indent);
  static_cast<void>(parse_markdown(std::string(50'000, '[')));
  static_cast<void>(parse_markdown(std::string(50'000, '*') + "a" + std::string(50'000, '*')));
}

TEST(PlainText, is_the_title_the_blocks_and_the_footer) {
  const Printed printed{"Letter", parse_markdown("# Dear\n\nHello *you*\n\n- one\n- two\n  - inner\n\nBye"), "North Clinic"};
  EXPECT_EQ(plain_text_of(printed),
            "Letter\n======\n"
            "\nDear\n"
            "\nHello you\n"
            "\n• one\n• two\n  • inner\n"
            "\nBye\n"
            "\n----------------------------------------\nNorth Clinic\n");
}

std::vector<std::string> wrapped(const std::string& text, float width) {
  std::vector<std::string> lines;
  for (const auto& line : wrap({Words{text}}, width, [](Face, char32_t) { return 1.0F; })) {
    lines.push_back(line.pieces.empty() ? "" : line.pieces.front().text);
  }
  return lines;
}

TEST(PageLines, break_behind_spaces_and_inside_a_word_only_when_it_is_too_wide) {
  EXPECT_THAT(wrapped("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(wrapped("abcdefghij", 4), ElementsAre("abcd", "efgh", "ij"));
  EXPECT_THAT(wrapped("a\n\nb", 4), ElementsAre("a", "", "b"));
  EXPECT_THAT(wrapped("x", 0.5F), ElementsAre("x"));
  EXPECT_TRUE(wrapped("", 4).empty());
}

TEST(PageLines, keep_a_word_of_two_styles_together) {
  const auto lines = wrap({Words{"one tw"}, Words{"o", true}}, 6, [](Face, char32_t) { return 1.0F; });
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[1].pieces, ElementsAre(Piece{Face::regular, "tw", 2}, Piece{Face::bold, "o", 1}));
}

}  // namespace
}  // namespace rolecall::clinical
