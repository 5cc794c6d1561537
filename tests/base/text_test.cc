#include "base/text.h"

#include <gtest/gtest.h>

#include "base/text_bound.h"

namespace rolecall {
namespace {

TEST(Text, BrokenUtf8IsNoText) {
  for (const char* broken : {"\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\xFFz", "\xE2\x82"}) {
    EXPECT_FALSE(is_valid_utf8(broken));
    EXPECT_FALSE(nfc(broken));
    EXPECT_FALSE(fold(broken));
  }
  EXPECT_TRUE(is_valid_utf8("Ärztin \U0001FA7A"));
  EXPECT_TRUE(is_valid_utf8(std::string_view("\0", 1)));
}

TEST(Text, ComposedAndDecomposedLettersAreTheSame) {
  EXPECT_EQ(nfc("Mu\u0308ller"), "Müller");
  EXPECT_EQ(fold("MU\u0308LLER"), fold("müller"));
}

TEST(Text, FoldingIgnoresCaseInEveryScript) {
  EXPECT_EQ(fold("Straße"), fold("STRASSE"));
  EXPECT_EQ(fold("ΣΊΣΥΦΟΣ"), fold("σίσυφος"));
  EXPECT_EQ(fold("ÅNGSTRÖM"), "ångström");
  EXPECT_EQ(fold("PLAIN"), "plain");
}

TEST(Text, MarksInAnotherOrderFoldToTheSame) {
  EXPECT_EQ(nfc("α\u0345\u0301"), nfc("α\u0301\u0345"));
  EXPECT_EQ(fold("α\u0345\u0301"), fold("α\u0301\u0345"));
}

std::string utf8_of(char32_t c) {
  std::string out;
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) {
    out += static_cast<char>(0xC0U | (c >> 6U));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | (c >> 12U));
    out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | (c >> 18U));
    out += static_cast<char>(0x80U | ((c >> 12U) & 0x3FU));
    out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
  }
  out += static_cast<char>(0x80U | (c & 0x3FU));
  return out;
}

TEST(Text, EndlessMarksOnOneLetterAreNoText) {
  const auto marked = [](int times) {
    std::string text = "a";
    for (int i = 0; i < times; ++i) text += "\u0301";
    for (int i = 0; i < times; ++i) text += "\u0327";
    return text;
  };
  EXPECT_TRUE(nfc(marked(128)));
  EXPECT_TRUE(nfc(marked(100) + "b" + marked(100))) << "each letter has its own";
  EXPECT_FALSE(nfc(marked(129)));
  EXPECT_FALSE(fold(marked(50'000)));
}

TEST(Text, EndlessVowelsThatFallApartIntoMarksAreNoText) {
  for (const char32_t vowel : {U'\u0F73', U'\u0F75', U'\u0F81'}) {
    std::string text = "a";
    for (int i = 0; i < 100'000; ++i) text += utf8_of(vowel);
    EXPECT_FALSE(nfc(text)) << static_cast<unsigned>(vowel);
    EXPECT_FALSE(fold(text)) << static_cast<unsigned>(vowel);
  }
}

TEST(Text, LongTextWithTheMarksOfItsScriptIsText) {
  for (const std::string_view sentence :
       {"\u1112\u1161\u11AB\u1100\u1173\u11AF ", "हिन्दी में क्षत्रिय ज़रूर ", "ผู้ป่วยแพ้ยาที่นี่ ", "བཀྲ་ཤིས་བདེ་ལེགས། "}) {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += sentence;
    EXPECT_TRUE(nfc(text)) << sentence;
    EXPECT_TRUE(fold(text)) << sentence;
  }
}

TEST(Text, OnlyWhatIsTooLongInEveryFormIsTooLongByItsBytes) {
  for (const std::string_view letter : {"\u03B1\u0313\u0300\u0345", "\u1112\u1161\u11AB", "\U0001F600"}) {
    std::string text;
    for (int i = 0; i < 100; ++i) text += letter;
    ASSERT_EQ(length_in_code_points(nfc(text).value()), 100U) << letter;
    EXPECT_FALSE(is_longer_in_any_form(text, 100)) << letter;
    EXPECT_TRUE(one_line(text, 100)) << letter;
  }
  EXPECT_FALSE(is_longer_in_any_form("", 0));
  EXPECT_TRUE(is_longer_in_any_form(std::string(1'000'000, 'a'), 1000));
}

TEST(Text, FoldingTwiceIsFoldingOnceForEveryCodePointAmongMarks) {
  for (char32_t c = 1; c < 0x30000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const std::string letter = utf8_of(c);
    for (const std::string& text : {letter, "α\u0345" + letter + "\u0301", "\u0315\u0300" + letter}) {
      const auto once = fold(text);
      ASSERT_TRUE(once) << static_cast<unsigned>(c);
      ASSERT_EQ(fold(*once), once) << static_cast<unsigned>(c);
    }
  }
}

TEST(Text, TrimmingTakesTheWhiteSpaceOfUnicodeAtBothEndsOnly) {
  EXPECT_EQ(trim(" \t\r\n\u00A0\u3000a b\u2003\uFEFF\n"), "a b");
  EXPECT_EQ(trim("   "), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("ä"), "ä");
  EXPECT_EQ(trim("\x80\x80\x80\x80\x80 "), "\x80\x80\x80\x80\x80");
}

TEST(Text, LengthCountsCodePoints) {
  EXPECT_EQ(length_in_code_points("aä\U0001FA7A"), 3U);
  EXPECT_EQ(length_in_code_points(""), 0U);
}

TEST(Text, ControlCharactersAndReorderingMarksAreFound) {
  for (const char* text : {"a\nb", "a\rb", "a\tb", "\x7F", "\u0085", "\u2028", "\u202E", "\u2066", "\u200F"})
    EXPECT_TRUE(has_control_characters(text)) << text;
  EXPECT_TRUE(has_control_characters(std::string_view("a\0b", 3)));
  EXPECT_FALSE(has_control_characters("Dr. O\u2019Neil \u0646\u200C"));
}

TEST(Text, ControlCharactersAreLeftOutAndLineEndsBecomeOneSpace) {
  EXPECT_EQ(without_control_characters("a\r\nBcc: b\u202Ec\x07"), "a Bcc: bc");
}

TEST(Text, SeveralLinesKeepTheirEndsAndTabsAndLoseWhatIsUnseen) {
  EXPECT_EQ(lines_without_control_characters("a\r\nb\rc\td\u2028e\u2029f\x0Bg\x0Ch\u0085i"), "a\nb\nc\td\ne\nf\ng\nh\ni");
  EXPECT_EQ(lines_without_control_characters("a\u200F\u200E\u061C\u202Eb\u2069\x07\x7F"), "ab");
  EXPECT_EQ(lines_without_control_characters("\r\r\n\n"), "\n\n\n");
  EXPECT_EQ(lines_without_control_characters("Dr. O\u2019Neil \u0646\u200C"), "Dr. O\u2019Neil \u0646\u200C");
}

TEST(Text, CapCutsBetweenCodePointsAndSaysSo) {
  EXPECT_EQ(cap("ääää", 4), "ääää");
  EXPECT_EQ(cap("äääää", 4), "äää…");
  EXPECT_EQ(cap("ab", 0), "");
}

TEST(Text, ANameIsOneLineTrimmedAndComposed) {
  EXPECT_EQ(one_line("  Mu\u0308ller ", 6), "Müller");
  EXPECT_FALSE(one_line("Müller", 5));
  EXPECT_FALSE(one_line("  ", 5));
  EXPECT_FALSE(one_line("a\nb", 5));
  EXPECT_FALSE(one_line("\xFF", 5));
}

}  // namespace
}  // namespace rolecall
