// Conformance: what goes in comes out, and compares and sorts by its bytes, on both stores alike.
#include <gmock/gmock.h>

#include <limits>
#include <memory>

#include "running.h"

namespace rolecall::testing {
namespace {

using namespace store;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::Not;

class StoredValues : public ScratchTest {};

const std::vector<std::string> distinct_texts{
    "",
    " ",
    "A",
    "A ",
    "Jose\u0301@example.org",  // NFD
    "Jos\u00e9@example.org",   // NFC
    "a",
    "a ",
    "ab",
    "a\tb",
    "jos\u00e9@example.org",
    "ss",
    "\u00df",
    "\uffee",
    "\U0001F9D1\u200D\u2695\uFE0F",
};

TEST_P(StoredValues, texts_that_differ_in_one_byte_are_different_keys) {
  for (const auto& text : distinct_texts) execute_in(store(), "INSERT INTO scratch(k, t) VALUES ($1, $1)", text);
  for (const auto& text : distinct_texts) {
    EXPECT_THAT(texts_in(store(), "SELECT t FROM scratch WHERE k = $1", text), ElementsAreArray({text}));
  }
}

TEST_P(StoredValues, are_ordered_by_their_bytes) {
  for (const auto& text : distinct_texts) execute_in(store(), "INSERT INTO scratch(k, t) VALUES ($1, $1)", text);
  auto expected = distinct_texts;
  std::ranges::sort(expected);
  EXPECT_THAT(texts_in(store(), "SELECT k FROM scratch ORDER BY k"), ElementsAreArray(expected));
  EXPECT_THAT(texts_in(store(), "SELECT t FROM scratch ORDER BY t"), ElementsAreArray(expected));
}

TEST_P(StoredValues, are_paged_by_key_without_a_gap_or_a_repetition) {
  for (const auto& text : distinct_texts) execute_in(store(), "INSERT INTO scratch(k) VALUES ($1)", text);
  auto expected = distinct_texts;
  std::ranges::sort(expected);
  std::vector<std::string> found = texts_in(store(), "SELECT k FROM scratch ORDER BY k LIMIT $1", 2);
  while (found.size() < expected.size()) {
    const auto page = texts_in(store(), "SELECT k FROM scratch WHERE k > $1 ORDER BY k LIMIT $2", found.back(), 2);
    ASSERT_FALSE(page.empty());
    found.insert(found.end(), page.begin(), page.end());
  }
  EXPECT_THAT(found, ElementsAreArray(expected));
}

TEST_P(StoredValues, compare_with_like_by_case) {
  execute_in(store(), "INSERT INTO scratch(k) VALUES ('Anna')");
  EXPECT_EQ(integer_in(store(), "SELECT count(*) FROM scratch WHERE k LIKE 'A%'"), 1);
  EXPECT_EQ(integer_in(store(), "SELECT count(*) FROM scratch WHERE k LIKE 'a%'"), 0);
}

TEST_P(StoredValues, keep_the_extremes_of_64_bits) {
  using Limits = std::numeric_limits<std::int64_t>;
  for (const std::int64_t number : {Limits::min(), std::int64_t{-1}, std::int64_t{0}, std::int64_t{1} << 32, Limits::max()}) {
    execute_in(store(), "INSERT INTO scratch(k, n) VALUES ('k', $1) ON CONFLICT (k) DO UPDATE SET n = excluded.n", number);
    EXPECT_EQ(integer_in(store(), "SELECT n FROM scratch WHERE n = $1", number), number);
  }
}

TEST_P(StoredValues, keep_every_byte_of_a_blob) {
  Bytes bytes;
  for (int i = 0; i < 512; ++i) bytes.push_back(static_cast<unsigned char>(i));
  execute_in(store(), "INSERT INTO scratch(k, b) VALUES ('all', $1), ('none', $2)", bytes, Bytes{});
  const auto found = reading(store(), [](Transaction& tx) {
    auto rows = query(tx, "SELECT b FROM scratch ORDER BY k");
    rows.next();
    Bytes all = rows.bytes(0);
    rows.next();
    EXPECT_FALSE(rows.is_null(0));
    EXPECT_TRUE(rows.bytes(0).empty());
    return all;
  });
  EXPECT_EQ(found, bytes);
}

TEST_P(StoredValues, tell_null_from_empty_and_zero) {
  const std::optional<std::string> no_text;
  const std::optional<std::int64_t> no_number;
  const std::optional<Bytes> no_bytes;
  execute_in(store(), "INSERT INTO scratch(k, n, t, b) VALUES ('null', $1, $2, $3)", no_number, no_text, no_bytes);
  execute_in(store(), "INSERT INTO scratch(k, n, t, b) VALUES ('zero', $1, $2, $3)", 0, "", Bytes{});
  reading(store(), [](Transaction& tx) {
    auto rows = query(tx, "SELECT n, t, b FROM scratch ORDER BY k");
    rows.next();
    for (const int column : {0, 1, 2}) EXPECT_TRUE(rows.is_null(column));
    EXPECT_EQ(rows.integer(0), 0);
    EXPECT_EQ(rows.text(1), "");
    EXPECT_EQ(rows.text_or_null(1), std::nullopt);
    rows.next();
    for (const int column : {0, 1, 2}) EXPECT_FALSE(rows.is_null(column));
  });
}

TEST_P(StoredValues, take_an_optional_parameter_where_no_column_tells_its_type) {
  constexpr std::string_view sql = "SELECT CASE WHEN $1 IS NULL THEN -1 ELSE $1 END";
  EXPECT_EQ(integer_in(store(), sql, std::optional<std::int64_t>{}), -1);
  EXPECT_EQ(integer_in(store(), sql, std::optional<std::int64_t>{std::int64_t{1} << 40}), std::int64_t{1} << 40);
  EXPECT_EQ(integer_in(store(), "SELECT count(*) FROM scratch WHERE $1 IS NULL OR t = $1", std::optional<std::string>{}), 0);
}

TEST_P(StoredValues, read_as_integers_whatever_an_expression_gives) {
  execute_in(store(), "INSERT INTO scratch(k, n) VALUES ('a', 4000000000), ('b', 6000000000), ('c', -20000)");
  EXPECT_EQ(integer_in(store(), "SELECT sum(n) FROM scratch"), 9'999'980'000);
  EXPECT_EQ(integer_in(store(), "SELECT sum(n) FROM scratch WHERE k = 'c'"), -20'000);
  EXPECT_EQ(integer_in(store(), "SELECT coalesce(sum(n), 0) FROM scratch WHERE k = 'nobody'"), 0);
  EXPECT_EQ(integer_in(store(), "SELECT count(*) FROM scratch"), 3);
  EXPECT_EQ(integer_in(store(), "SELECT EXISTS (SELECT 1 FROM scratch WHERE n < 0)"), 1);
  EXPECT_EQ(integer_in(store(), "SELECT 1"), 1);
}

TEST_P(StoredValues, are_not_read_as_another_type_than_theirs) {
  execute_in(store(), "INSERT INTO scratch(k, n) VALUES ('12', 12)");
  EXPECT_THROW(integer_in(store(), "SELECT k FROM scratch"), std::logic_error);
  EXPECT_THROW(texts_in(store(), "SELECT n FROM scratch"), std::logic_error);
}

TEST_P(StoredValues, may_be_a_megabyte_long) {
  std::string text;
  while (text.size() < 1'000'000) text += "note \u00e9\n";
  execute_in(store(), "INSERT INTO scratch(k, t) VALUES ('large', $1)", text);
  EXPECT_EQ(texts_in(store(), "SELECT t FROM scratch"), std::vector{text});
}

TEST_P(StoredValues, with_nul_inside_are_refused_and_harm_nothing) {
  const std::string text("a\0b", 3);
  EXPECT_THROW(execute_in(store(), "INSERT INTO scratch(k) VALUES ($1)", text), DatabaseFault);
  EXPECT_EQ(integer_in(store(), "SELECT count(*) FROM scratch"), 0);
}

TEST_P(StoredValues, never_stand_in_the_text_of_a_fault) {
  const std::string secret = "ada@example.org";
  execute_in(store(), "INSERT INTO scratch(k) VALUES ($1)", secret);
  const auto insert_twice = [&] { execute_in(store(), "INSERT INTO scratch(k) VALUES ($1)", secret); };
  EXPECT_THROW(insert_twice(), ConstraintViolation);
  EXPECT_THAT(fault_of(insert_twice), Not(HasSubstr("ada")));
  const auto cast = [&] { integer_in(store(), "SELECT CAST(k AS BIGINT) FROM scratch"); };
  EXPECT_THAT(fault_of(cast), Not(HasSubstr("ada")));
}

TEST_P(StoredValues, go_with_many_parameters_in_one_statement) {
  constexpr std::int64_t count = 1000;
  std::string sql = "SELECT $1";
  std::vector<Value> values{to_value(std::int64_t{1})};
  for (std::int64_t i = 2; i <= count; ++i) {
    sql += " + $" + std::to_string(i);
    values.push_back(i);
  }
  const auto sum = reading(store(), [&](Transaction& tx) {
    auto cursor = tx.connection().query(sql, values);
    cursor->next();
    return cursor->integer(0);
  });
  EXPECT_EQ(sum, count * (count + 1) / 2);
}

TEST_P(StoredValues, are_bound_by_their_number_not_by_their_place_in_the_text) {
  EXPECT_EQ(integer_in(store(), "SELECT $2 - $1", 1, 10), 9);
}

TEST_P(StoredValues, stay_bound_while_the_rows_are_read_although_the_arguments_are_gone) {
  for (const auto* key : {"a", "b", "c"})
    execute_in(store(), "INSERT INTO scratch(k, t) VALUES ($1, $2)", key, std::string(100, 'x'));
  const auto found = reading(store(), [](Transaction& tx) {
    auto argument = std::make_unique<std::string>(100, 'x');
    auto rows = query(tx, "SELECT k FROM scratch WHERE t = $1 ORDER BY k", *argument);
    argument->assign(100, 'y');
    int count = 0;
    while (rows.next()) ++count;
    return count;
  });
  EXPECT_EQ(found, 3);
}

TEST_P(StoredValues, may_be_read_in_one_query_while_another_runs) {
  execute_in(store(), "INSERT INTO scratch(k, n) VALUES ('a', 1), ('b', 2)");
  const auto sum = reading(store(), [](Transaction& tx) {
    std::int64_t total = 0;
    for (auto outer = query(tx, "SELECT k FROM scratch ORDER BY k"); outer.next();) {
      auto inner = query(tx, "SELECT n FROM scratch WHERE k = $1", outer.text(0));
      inner.next();
      total += inner.integer(0);
    }
    return total;
  });
  EXPECT_EQ(sum, 3);
}

ROLECALL_ON_BOTH_STORES(StoredValues);

}  // namespace
}  // namespace rolecall::testing
