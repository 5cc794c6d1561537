#include "audit/commitment.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "clinic_chain.h"

namespace rolecall::audit {
namespace {

const crypto::Secret seed(std::string(32, 'e'));

TEST(Commitment, can_be_checked_by_others_with_nothing_but_sha_256) {
  EXPECT_EQ(commitment_to("/after/email", "00112233445566778899aabbccddeeff", "ada@example.org").hex,
            "b4a41e949e2348bbebcfb5fae910cf91d151ccfe66363ae03f66b22462ff9099");
}

TEST(Commitment, binds_the_place_the_salt_and_the_value_and_where_each_ends) {
  const Commitment commitment = commitment_to("/a", "00", "value");
  EXPECT_NE(commitment, commitment_to("/b", "00", "value"));
  EXPECT_NE(commitment, commitment_to("/a", "01", "value"));
  EXPECT_NE(commitment, commitment_to("/a", "00", "valuf"));
  EXPECT_NE(commitment, commitment_to("/a", "0", "0value"));
  EXPECT_NE(commitment, commitment_to("/a0", "0", "value"));
}

TEST(PersonalValue, never_enters_the_chain) {
  Event event = ClinicChain(0).event_number(5);
  EXPECT_THROW((void)encode_row(event), std::logic_error);
  EXPECT_THROW((void)link(event, genesis(event.chain)), std::logic_error);
  const auto openings = commit_personal(event, seed);
  const std::string row = encode_row(event);
  for (const Opening& opening : openings) EXPECT_EQ(row.find(opening.value), std::string::npos) << opening.value;
  EXPECT_EQ(row.find("person5"), std::string::npos);
}

TEST(PersonalValue, is_kept_beside_the_chain_with_its_person_wherever_it_stood) {
  Event event = ClinicChain(0).event_number(5);
  const auto openings = commit_personal(event, seed);
  std::map<std::string, std::pair<std::string, std::string>> found;
  for (const Opening& opening : openings) found[opening.pointer] = {opening.value, opening.subject};
  const std::map<std::string, std::pair<std::string, std::string>> expected{{"/actor/name", {"Dr Ada", "usr_1"}},
                                                                            {"/after/a~1b~0c", {"Ada", "usr_5"}},
                                                                            {"/after/email", {"person5@example.org", "usr_5"}},
                                                                            {"/client_address", {"192.0.2.5", "usr_5"}},
                                                                            {"/reason", {"asked by phone", "usr_5"}}};
  EXPECT_EQ(found, expected);
}

TEST(PersonalValue, has_a_salt_of_its_own_in_each_place_and_row) {
  const auto openings_with = [](const crypto::Secret& row_seed) {
    Event event{.before = Personal{"same", ""}, .after = Personal{"same", ""}};
    return commit_personal(event, row_seed);
  };
  const auto one = openings_with(seed), other = openings_with(crypto::Secret::random());
  ASSERT_EQ(one.size(), 2U);
  EXPECT_EQ(one[0].salt.size(), 32U);
  EXPECT_NE(one[0].salt, one[1].salt);
  EXPECT_NE(one[0].salt, other[0].salt);
}

TEST(PersonalValue, is_shown_to_readers_while_it_exists_and_null_afterwards) {
  const ClinicChain chain(1);
  const Value shown = revealed(chain.rows[0], chain.openings[0]);
  EXPECT_EQ(*shown.object()->at("after").object()->at("email").text(), "person1@example.org");
  const Value erased = revealed(chain.rows[0], {});
  EXPECT_TRUE(erased.object()->at("after").object()->at("email").is_null());
  EXPECT_TRUE(erased.object()->at("actor").object()->at("name").is_null());
}

TEST(PersonalValue, that_does_not_fit_its_commitment_is_not_shown) {
  const ClinicChain chain(1);
  auto openings = chain.openings[0];
  for (Opening& opening : openings) opening.value += "x";
  EXPECT_TRUE(revealed(chain.rows[0], openings).object()->at("client_address").is_null());
}

TEST(PersonalValue, can_be_erased_and_the_chain_still_verifies) {
  ClinicChain chain(4);
  for (auto& openings : chain.openings) openings.clear();
  EXPECT_FALSE(verify_rows(genesis(chain.name), chain.rows));
}

}  // namespace
}  // namespace rolecall::audit
