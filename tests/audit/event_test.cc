#include "audit/event.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "clinic_chain.h"

namespace rolecall::audit {
namespace {

TEST(CanonicalText, sorts_keys_and_has_no_white_space) {
  const Value value = Object{{"b", 1}, {"a", Array{true, false, nullptr, -7, "x"}}, {"B", Object{}}, {"c", Array{}}};
  EXPECT_EQ(canonical(value), R"({"B":{},"a":[true,false,null,-7,"x"],"b":1,"c":[]})");
}

TEST(CanonicalText, escapes_as_rfc_8785_says) {
  EXPECT_EQ(canonical(std::string("\b\t\n\f\r\"\\/\x1f\x7f\xE2\x82\xAC")), "\"\\b\\t\\n\\f\\r\\\"\\\\/\\u001f\x7f\xE2\x82\xAC\"");
}

TEST(CanonicalText, replaces_what_is_no_text) {
  EXPECT_EQ(canonical(std::string("a\0b\xFF\xC3", 5)),
            "\"a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST(CanonicalText, is_read_back_to_the_same_value) {
  const Value value =
      Object{{"a", Array{Object{{"z", "\x01\"\\"}}, 9'007'199'254'740'993, true, nullptr}}, {"c", Commitment{"00ff"}}};
  const auto back = parse_canonical(canonical(value));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, value);
}

TEST(CanonicalText, is_the_only_text_that_is_read) {
  for (const char* text : {"",
                           " 1",
                           "1 ",
                           "1.0",
                           "1e0",
                           "-0",
                           "01",
                           "{\"a\": 1}",
                           "{\"b\":1,\"a\":1}",
                           "{\"a\":1,\"a\":1}",
                           "\"\\/\"",
                           "\"\\u0041\"",
                           "\"\\u001F\"",
                           "[1,]",
                           "nul",
                           "{",
                           "1.5",
                           "\"\xFF\"",
                           "99999999999999999999",
                           "\xEF\xBB\xBF"
                           "1"}) {
    EXPECT_FALSE(parse_canonical(text)) << text;
  }
  EXPECT_FALSE(parse_canonical(std::string(100'000, '['))) << "depth";
  for (const char* text : {"1", "-1", "null", "[]", "{\"a\":1,\"b\":1}", "\"/\"", "\"\\u001f\""})
    EXPECT_TRUE(parse_canonical(text)) << text;
}

TEST(AuditRow, is_read_back_as_it_was_written) {
  for (const Event& row : ClinicChain(6).rows) {
    const auto back = decode_row(encode_row(row));
    ASSERT_TRUE(back);
    EXPECT_EQ(encode_row(*back), encode_row(row));
    EXPECT_EQ(back->at, row.at);
    EXPECT_EQ(back->outcome, row.outcome);
    EXPECT_EQ(back->after, row.after);
  }
}

TEST(AuditRow, has_the_fields_of_the_specification) {
  const Value row = to_value(ClinicChain(1).rows.front());
  for (const char* name :
       {"seq", "at", "actor", "action", "resource", "decision", "rule", "before", "after", "prev_hash", "hash"}) {
    EXPECT_TRUE(row.object()->contains(name)) << name;
  }
}

TEST(AuditRow, is_refused_with_a_field_more_or_less_or_of_another_kind) {
  const std::string text = encode_row(ClinicChain(1).rows.front());
  const auto with = [&text](const std::string& from, const std::string& to) {
    std::string out = text;
    out.replace(out.find(from), from.size(), to);
    return out;
  };
  ASSERT_TRUE(decode_row(text));
  EXPECT_FALSE(decode_row(with(R"("login":"log_1",)", "")));
  EXPECT_FALSE(decode_row(with(R"("login":"log_1",)", R"("login":"log_1","more":1,)")));
  EXPECT_FALSE(decode_row(with(R"("login":"log_1")", R"("login":1)")));
  EXPECT_FALSE(decode_row(with(R"("seq":1)", R"("seq":"1")")));
  EXPECT_FALSE(decode_row(with(R"("permit")", R"("maybe")")));
  EXPECT_FALSE(decode_row(with("2026", "2O26")));
  EXPECT_FALSE(decode_row(with(R"("type":"member"})", R"("type":"member","x":1})")));
  EXPECT_FALSE(decode_row("[]"));
  EXPECT_FALSE(decode_row("null"));
}

}  // namespace
}  // namespace rolecall::audit
