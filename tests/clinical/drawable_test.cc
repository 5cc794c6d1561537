// Which letters a PDF draws: those that stand beside each other from left to right, and that the fonts have.
#include "clinical/drawable.h"

#include <gmock/gmock.h>

namespace rolecall::clinical {
namespace {

using ::testing::ElementsAre;
using Words = Run;  // a test has a member of that name

bool every_glyph(Face, char32_t) { return true; }
bool only_ascii(Face, char32_t code) { return code < 0x80; }

std::string drawn(const std::string& text, const HasGlyph& has_glyph) {
  std::string all;
  for (const auto& run : drawable({Words{text}}, has_glyph).runs) all += run.text;
  return all;
}

std::optional<Obstacle> obstacle_in(const std::string& text, const HasGlyph& has_glyph = every_glyph) {
  return drawable({Words{text}}, has_glyph).obstacle;
}

TEST(Drawable, letters_that_stand_beside_each_other_are_left_alone) {
  for (const char* text :
       {"Zoë Müller", "Łódź", "αβγ", "Жанна", "Հայ", "ქართული", "漢字 한국어 カタカナ", "ẹ́ ś̌", "≤ 5 µg, 38 ℃", "a\nb"}) {
    EXPECT_EQ(obstacle_in(text), std::nullopt) << text;
    EXPECT_EQ(drawn(text, every_glyph), text);
  }
}

TEST(Drawable, letters_that_would_come_out_wrong_are_an_obstacle) {
  for (const char* text : {"שלום", "a א b", "العربية", "ﷺ", "ߒߞߏ"}) EXPECT_EQ(obstacle_in(text), Obstacle::right_to_left) << text;
  for (const char* text : {"ນ້ຳ", "हिन्दी", "ไทยที่", "தமிழ்"}) EXPECT_EQ(obstacle_in(text), Obstacle::joined) << text;
  EXPECT_EQ(obstacle_in("one שלום हिन्दी"), Obstacle::right_to_left) << "the first of them is told";
}

TEST(Drawable, letters_numbers_and_signs_that_no_font_has_are_an_obstacle) {
  for (const char* text : {"漢", "é", "𠮷", "𝟏", "①", "₿ 5", "㎎", "…"}) {
    EXPECT_EQ(obstacle_in(text, only_ascii), Obstacle::missing) << text;
  }
  EXPECT_EQ(drawn("a漢b", only_ascii), "a�b");
}

TEST(Drawable, a_picture_that_no_font_has_is_replaced_where_one_sees_it) {
  for (const char* text : {"😀", "✅", "❌", "🇳🇿", "👍🏽", "1️⃣", "\uF0B7"}) {
    EXPECT_EQ(obstacle_in(text, only_ascii), std::nullopt) << text;
    EXPECT_THAT(drawn(text, only_ascii), ::testing::HasSubstr("�")) << text;
  }
  EXPECT_EQ(drawn("a😀b", only_ascii), "a�b");
}

TEST(Drawable, what_is_invisible_takes_no_place_and_white_space_is_a_space) {
  EXPECT_EQ(drawn("a\u00ADb\u200Bc\u200Dd\uFEFFe\u2764\uFE0Ff", every_glyph), "abcde\u2764f");
  EXPECT_EQ(drawn("a\tb\u3000c\u2009d", only_ascii), "a b c d");
  EXPECT_EQ(obstacle_in("\u0600 1", every_glyph), std::nullopt) << "the sign before a number is seen";
  EXPECT_EQ(drawn("\u0600", every_glyph), "\u0600");
}

TEST(Drawable, a_glyph_that_a_face_lacks_is_drawn_upright) {
  const auto lacks_beta = [](Face face, char32_t code) { return face == Face::regular || code != U'β'; };
  const Words bold{"αβγ", true};
  EXPECT_THAT(drawable({bold}, lacks_beta).runs, ElementsAre(Words{"α", true}, Words{"β"}, Words{"γ", true}));
  EXPECT_EQ(drawable({bold}, lacks_beta).obstacle, std::nullopt);
}

}  // namespace
}  // namespace rolecall::clinical
