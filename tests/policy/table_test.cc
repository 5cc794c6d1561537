#include "policy/table.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "facts.h"

namespace rolecall::policy::testing {
namespace {

TEST(Table, EqualsTheGrantsTableOfTheSpecificationByteForByte) {
  EXPECT_EQ(table_as_csv(), text_of_file("tests/policy/golden/grants.csv"));
}

TEST(Table, TheDocumentedPermissionsAreThoseOfTheCode) {
  EXPECT_TRUE(equals_generated_file("docs/permissions.md", permissions_as_markdown()))
      << "run policy_tests with ROLECALL_REGENERATE=1";
}

TEST(Table, TextShowsEveryRowOnOneLine) {
  const std::string text = table_as_text();
  EXPECT_EQ(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')), grant_count + 1);
  EXPECT_TRUE(text.starts_with("action "));
  EXPECT_NE(text.find("\nteam.read "), std::string::npos);
  EXPECT_EQ(text.find(" \n"), std::string::npos) << "a line ends in blanks";
}

TEST(Table, TextMarksTheColumnsOfARow) {
  const std::string text = table_as_text();
  const std::size_t header = text.find("administrator");
  const std::size_t row = text.find("member.invite");
  EXPECT_EQ(text.substr(row + header, 1), "x");
  EXPECT_EQ(text.substr(row, text.find('\n', row) - row).find('x'), header) << "only administrators invite";
}

TEST(Table, JsonNamesEveryGrantAndItsHolders) {
  const std::string json = table_as_json();
  EXPECT_NE(json.find(R"({"action":"note.sign","scope":"own","granted_to":["clinician"],"source":)"), std::string::npos);
  EXPECT_NE(json.find("\"policy_hash\":\"" + policy_hash() + "\""), std::string::npos);
  EXPECT_NE(json.find(R"("name":"template_manager","title":"Template manager","family":"admin")"), std::string::npos);
}

TEST(Table, TheHashIsSixtyFourHexDigitsAndStaysTheSame) {
  EXPECT_EQ(policy_hash().size(), 64U);
  EXPECT_EQ(policy_hash().find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(policy_hash(), policy_hash());
}

}  // namespace
}  // namespace rolecall::policy::testing
