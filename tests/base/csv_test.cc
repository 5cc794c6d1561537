#include "base/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rolecall {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::vector<std::string>> cells_of(std::string_view text) {
  const auto rows = read_csv(text);
  EXPECT_TRUE(rows) << text;
  std::vector<std::vector<std::string>> cells;
  if (rows) {
    for (const CsvRow& row : *rows) cells.push_back(row.cells);
  }
  return cells;
}

TEST(Csv, QuotesLineEndsAndAByteOrderMarkAreRead) {
  EXPECT_THAT(cells_of("\xEF\xBB\xBF"
                       "email,roles\r\na@b.c,\"clinician,administrator\"\n\"say \"\"hi\"\"\r\nthere\","),
              ElementsAre(ElementsAre("email", "roles"), ElementsAre("a@b.c", "clinician,administrator"),
                          ElementsAre("say \"hi\"\r\nthere", "")));
}

TEST(Csv, EmptyLinesAreLeftOutButCounted) {
  const auto rows = read_csv("a\r\n\r\n\nb");
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ((*rows)[0].number, 1U);
  EXPECT_EQ((*rows)[1].number, 4U);
}

TEST(Csv, NothingIsAnEmptyTable) { EXPECT_TRUE(cells_of("").empty()); }

TEST(Csv, EveryErrorNamesItsRow) {
  for (const std::string text : {"a\nb\"c", "a\n\"b\"c", "a\n\"b", "a\nb\rc", "a\n\xFF", "a\nx\xC3,y"}) {
    const auto rows = read_csv(text);
    ASSERT_FALSE(rows) << text;
    EXPECT_EQ(rows.error().code, Code::invalid);
    EXPECT_THAT(rows.error().detail, HasSubstr("row 2")) << text;
  }
  EXPECT_FALSE(read_csv(std::string_view("a\0", 2)));
}

TEST(Csv, LimitsHold) {
  const CsvLimits limits{.rows = 2, .cells_per_row = 2, .bytes_per_cell = 3};
  EXPECT_TRUE(read_csv("abc,b\nc,d\n", limits));
  EXPECT_EQ(read_csv("a\nb\nc", limits).error().name, "too_many");
  EXPECT_FALSE(read_csv("a,b,c", limits));
  EXPECT_FALSE(read_csv("abcd", limits));
  EXPECT_FALSE(read_csv("\"abcd\"", limits));
}

TEST(Csv, CellsThatStartAFormulaAreShownAndNotComputed) {
  for (const std::string start : {"=", "+", "-", "@", "\t", "\r"}) {
    std::string out;
    append_csv_row(out, {start + "1+1"});
    EXPECT_EQ(out, "\"'" + start + "1+1\"\r\n");
  }
}

TEST(Csv, NumbersAreNoFormulas) {
  std::string out;
  append_csv_row(out, {"-542", "-0.25", "0", "12.50"});
  EXPECT_EQ(out, "-542,-0.25,0,12.50\r\n");
  for (const std::string text : {"-", "-1-1", "-.5", "-5.", "--5", "-1.2.3", "-1e5", "+5", "-5\t", "-0x5"}) {
    std::string guarded;
    append_csv_row(guarded, {text});
    EXPECT_EQ(guarded, "\"'" + text + "\"\r\n");
  }
}

TEST(Csv, WhatIsWrittenReadsBackTheSame) {
  const std::vector<std::string> row = {"plain", "a,b", "say \"hi\"", "two\r\nlines", "", "ä"};
  std::string out;
  append_csv_row(out, row);
  append_csv_row(out, {""});
  EXPECT_THAT(cells_of(out), ElementsAre(row, ElementsAre("")));
}

}  // namespace
}  // namespace rolecall
