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

TEST(SearchWords, of_identifier_and_date_of_birth_are_the_whole_of_them) {
  EXPECT_THAT(words_of_patient("Bo", "MRN 4711", "1980-02-29"),
              ElementsAre("1980-02-29", "bo", identifier_term("mrn4711"), "mrn4711"));
}

TEST(SearchWords, an_identifier_is_one_term_wherever_it_is_spaced_and_no_word_of_a_name) {
  EXPECT_EQ(identifier_term("MRN 47 11"), identifier_term("mrn4711"));
  EXPECT_THAT(words_of_patient("Mrn4711", "", ""), Not(Contains(identifier_term("mrn4711"))));
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
