#include "clinical/search_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rolecall::clinical {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

TEST(SearchWords, of_a_name_are_its_words_and_their_beginnings_of_three_letters_and_more) {
  EXPECT_THAT(words_of_patient("Anna Li", "", ""), ElementsAre("ann", "anna", "li"));
}

TEST(SearchWords, are_folded_and_cut_between_letters_never_inside_one) {
  const auto words = words_of_patient("Žofié", "", "");
  EXPECT_THAT(words, ElementsAre("žof", "žofi", "žofié"));
}

TEST(SearchWords, of_an_identifier_are_the_whole_of_it_and_its_pieces_but_no_beginnings) {
  const auto words = words_of_patient("Bo", "MRN 4711", "1980-02-29");
  EXPECT_THAT(words, Contains("mrn4711"));
  EXPECT_THAT(words, Contains("4711"));
  EXPECT_THAT(words, Contains("1980-02-29"));
  EXPECT_THAT(words, Not(Contains("471")));
}

TEST(SearchWords, a_query_is_cut_into_terms_and_none_is_left_out) {
  EXPECT_THAT(terms_of_query("  Ada, BYRON "), ElementsAre("ada", "byron"));
  EXPECT_THAT(terms_of_query("a b c d e f g"), ElementsAre("a", "b", "c", "d", "e", "f", "g"));
  EXPECT_TRUE(terms_of_query(" ,;. ").empty());
}

TEST(SearchWords, identifiers_compare_without_case_and_white_space) {
  EXPECT_EQ(identifier_key("MRN 47 11"), identifier_key("mrn4711"));
}

}  // namespace
}  // namespace rolecall::clinical
