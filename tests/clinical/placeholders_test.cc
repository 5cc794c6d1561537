#include "clinical/placeholders.h"

#include <gtest/gtest.h>

namespace rolecall::clinical {
namespace {

TEST(Placeholders, an_unknown_one_is_found_with_its_line_and_column) {
  const auto errors = check_placeholders("Dear {{patient.name}},\nsäe {{ patient.nmae }} and {{note\n");
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].line, 2U);
  EXPECT_EQ(errors[0].column, 5U);
  EXPECT_EQ(errors[0].placeholder, "patient.nmae");
  EXPECT_EQ(errors[1].line, 2U);
  EXPECT_NE(errors[0].detail, errors[1].detail);
}

TEST(Placeholders, are_filled_once_and_values_are_not_looked_into_again) {
  EXPECT_EQ(fill_placeholders("Dear {{ patient.name }}, \\{{note}}{{note}}.", {{"patient.name", "{{note}}"}, {"note", "N"}}, 25),
            "Dear {{note}}, {{note}}N.");
  EXPECT_EQ(fill_placeholders("{{transcript}}!", {}, 1), "!");
}

TEST(Placeholders, are_filled_to_a_length_in_characters_and_no_further) {
  EXPECT_EQ(fill_placeholders("{{note}}b", {{"note", "\u00e4\u00e4"}}, 3), "\u00e4\u00e4b");
  EXPECT_EQ(fill_placeholders("{{note}}b", {{"note", "\u00e4\u00e4"}}, 2), std::nullopt);
  EXPECT_EQ(fill_placeholders("a\\{{note}}", {}, 8), std::nullopt);
  // A terabyte, if it were filled to its end.
  std::string body;
  for (int i = 0; i < 100'000; ++i) body += "{{transcript}}";
  EXPECT_EQ(fill_placeholders(body, {{"transcript", std::string(10'000'000, 'x')}}, 100'000), std::nullopt);
}

TEST(Placeholders, each_is_listed_once) {
  const auto names = placeholders_in("{{note}} {{today}} {{note}}");
  ASSERT_EQ(names.size(), 2U);
  EXPECT_EQ(names[1], "today");
}

}  // namespace
}  // namespace rolecall::clinical
