#include "audit/chain.h"

#include <gtest/gtest.h>

#include "clinic_chain.h"

namespace rolecall::audit {
namespace {

TEST(Chain, verifies_as_it_was_linked) {
  const ClinicChain chain(8);
  EXPECT_FALSE(verify_rows(genesis(chain.name), chain.rows));
  EXPECT_FALSE(verify_rows(genesis("another"), {}));
  EXPECT_EQ(chain.tip.seq, 8);
  EXPECT_EQ(chain.tip.hash, chain.rows.back().hash);
}

TEST(Chain, verifies_from_any_row_on) {
  const ClinicChain chain(8);
  const Tip middle{.seq = 3, .hash = chain.rows[2].hash};
  EXPECT_FALSE(verify_rows(middle, std::span(chain.rows).subspan(3)));
}

TEST(Chain, has_a_beginning_of_its_own_for_each_team) {
  EXPECT_NE(genesis("tem_1").hash, genesis("tem_2").hash);
  EXPECT_TRUE(verify_rows(genesis("tem_other"), ClinicChain(2).rows));
}

TEST(Chain, can_be_checked_by_others_with_nothing_but_sha_256) {
  Event event{.chain = "installation", .at = {1'772'323'200'000}, .actor = {.type = ActorType::system}, .action = "system.start"};
  (void)link(event, genesis("installation"));
  // printf 'rolecall audit genesis v1\ninstallation' | sha256sum
  EXPECT_EQ(event.prev_hash, "a277f85f7302767ff974c66b774a06259c3a99ada8bf58cb9056e5c40698c000");
  // printf 'rolecall audit row v1\n%s' "$row_without_hash" | sha256sum
  EXPECT_EQ(event.hash, "771799b9b308b2667929bcacd0bd5ff9b852f1884f6fae200bc25aa755f69d19");
}

TEST(Chain, names_the_row_where_any_field_was_changed) {
  const ClinicChain chain(5);
  const std::vector<std::function<void(Event&)>> changes{
      [](Event& row) { row.at.ms += 1; },
      [](Event& row) { row.chain = "tem_2"; },
      [](Event& row) { row.actor.type = ActorType::api_key; },
      [](Event& row) { row.actor.id += "x"; },
      [](Event& row) { row.actor.name = nullptr; },
      [](Event& row) { row.action = "member.remove"; },
      [](Event& row) { row.resource.type = "team"; },
      [](Event& row) { row.resource.id += "x"; },
      [](Event& row) { row.outcome = row.outcome == Outcome::permit ? Outcome::deny : Outcome::permit; },
      [](Event& row) { row.rule += "x"; },
      [](Event& row) { row.before = Object{{"roles", Array{"administrator"}}}; },
      [](Event& row) { row.after = 1; },
      [](Event& row) { row.reason = "x"; },
      [](Event& row) { row.client_address = "x"; },
      [](Event& row) { row.policy_hash += "x"; },
      [](Event& row) { row.login += "x"; },
      [](Event& row) { row.prev_hash[5] = row.prev_hash[5] == 'a' ? 'b' : 'a'; },
      [](Event& row) { row.hash[5] = row.hash[5] == 'a' ? 'b' : 'a'; }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    auto rows = chain.rows;
    changes[i](rows[2]);
    const auto found = verify_rows(genesis(chain.name), rows);
    ASSERT_TRUE(found) << i;
    EXPECT_EQ(found->breach, Breach::changed) << i;
    EXPECT_EQ(found->seq, 3) << i;
  }
}

TEST(Chain, names_the_row_that_was_replaced_and_given_a_fitting_hash) {
  auto chain = ClinicChain(5);
  chain.rows[2].rule = "forged";
  chain.rows[2].hash = row_hash(chain.rows[2]);
  const auto found = verify_rows(genesis(chain.name), chain.rows);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->breach, Breach::changed);
  EXPECT_EQ(found->seq, 3);
}

TEST(Chain, names_the_first_row_that_is_missing_doubled_or_out_of_order) {
  const ClinicChain chain(5);
  auto rows = chain.rows;
  rows.erase(rows.begin() + 2);
  EXPECT_EQ(verify_rows(genesis(chain.name), rows)->breach, Breach::missing);
  EXPECT_EQ(verify_rows(genesis(chain.name), rows)->seq, 3);

  rows = chain.rows;
  rows.insert(rows.begin() + 2, rows[1]);
  EXPECT_EQ(verify_rows(genesis(chain.name), rows)->breach, Breach::doubled);
  EXPECT_EQ(verify_rows(genesis(chain.name), rows)->seq, 2);

  rows = chain.rows;
  rows.push_back(rows[1]);
  EXPECT_EQ(verify_rows(genesis(chain.name), rows)->breach, Breach::reordered);
}

}  // namespace
}  // namespace rolecall::audit
