#include "base/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "base/json_read.h"
#include "base/json_write.h"

namespace rolecall::json {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

enum class Family { admin, clinician };
BOOST_DESCRIBE_ENUM(Family, admin, clinician)

struct Patient {
  std::string name;
  std::optional<Instant> born;
};
BOOST_DESCRIBE_STRUCT(Patient, (), (name, born))

struct Invite {
  std::string email;
  std::vector<std::string> roles;
  std::optional<std::string> title;
  std::optional<Patient> patient;
  std::optional<Family> family;
  std::optional<std::optional<int>> retention_days;
  std::optional<TeamId> team;
  std::optional<std::int8_t> small;
};
BOOST_DESCRIBE_STRUCT(Invite, (), (email, roles, title, patient, family, retention_days, team, small))

struct Tagging {
  std::optional<std::vector<std::string>> tags;
};
BOOST_DESCRIBE_STRUCT(Tagging, (), (tags))

std::string nested(int levels) {
  const auto count = static_cast<std::size_t>(levels);
  return std::string(count, '[') + std::string(count, ']');
}

std::string refusal(std::string_view text) {
  const auto document = parse(text);
  if (document) return "accepted";
  EXPECT_EQ(document.error().code, Code::malformed);
  EXPECT_EQ(document.error().name, "malformed");
  return document.error().detail;
}

Result<Invite> read_invite(std::string_view text, Unknown unknown = Unknown::refuse) {
  const auto document = parse(text);
  EXPECT_TRUE(document) << document.error().detail;
  return read<Invite>(document->root(), unknown);
}

template <class T>
std::vector<std::string> errors_of(const Result<T>& result) {
  std::vector<std::string> lines;
  if (result) return lines;
  EXPECT_EQ(result.error().code, Code::invalid);
  for (const auto& field : result.error().fields) lines.push_back(field.pointer + ": " + field.detail);
  return lines;
}

struct Bad {
  std::string_view text;
  std::string_view detail;
};

TEST(JsonParse, RefusesTextThatIsNotOneJsonValue) {
  const std::vector<Bad> cases = {
      {"", "is empty at byte 0"},
      {"  ", "is empty"},
      {"\xEF\xBB\xBF{}", "byte order mark"},
      {std::string_view("{}\0", 3), "NUL byte"},
      {"{} {}", "goes on after its value at byte 3"},
      {"{\"a\":1,}", "lacks the name of a member"},
      {"[1,]", "no value where one was expected"},
      {"{\"a\" 1}", "lacks a colon"},
      {"[1 2]", "lacks a comma"},
      {"{a:1}", "lacks the name"},
      {"\"a", "closing quotation mark"},
      {"\"\x01\"", "control character"},
      {"\"\\x\"", "unknown escape"},
      {"\"\\u12g4\"", "wrong \\u escape"},
      {"\"\\u0000\"", "U+0000"},
      {"{\"\\u0000\":1}", "U+0000"},
      {"nul", "no value"},
      {"NaN", "no value"},
      {"01", "goes on"},
      {"1.", "without digits"},
      {"// x\n1", "no value"},
  };
  for (const Bad& bad : cases) EXPECT_THAT(refusal(bad.text), HasSubstr(bad.detail)) << bad.text;
}

TEST(JsonParse, RefusesInvalidUtf8WhereverItStands) {
  const std::vector<std::string_view> cases = {
      "\"\xFF\"",     "\"\xC0\x80\"", "\"\xE2\x82\"", "\"\xED\xA0\x80\"", "\"\xF4\x90\x80\x80\"", "\"\xF8\x88\x80\x80\x80\"",
      "{\"\xFF\":1}",
  };
  for (const auto text : cases) EXPECT_THAT(refusal(text), HasSubstr("is not UTF-8"));
  EXPECT_EQ(parse("\"\xF0\x9F\x98\x80\xC3\xA9\"")->root().string(), "\xF0\x9F\x98\x80\xC3\xA9");
}

TEST(JsonParse, RefusesLoneSurrogatesAndJoinsPairs) {
  for (const auto* text :
       {R"("\ud800")", R"("\ud800x")", R"("\ud800\u0041")", R"("\udc00")", R"("\udc00\ud800")", R"({"\udfff":1})"}) {
    EXPECT_THAT(refusal(text), HasSubstr("surrogate")) << text;
  }
  EXPECT_EQ(parse(R"("\ud83d\ude00")")->root().string(), "\xF0\x9F\x98\x80");
}

TEST(JsonParse, RefusesMoreThanThirtyTwoLevels) {
  EXPECT_EQ(refusal(nested(32)), "accepted");
  EXPECT_THAT(refusal(nested(33)), HasSubstr("nested too deeply at byte 3"));
  EXPECT_THAT(refusal(std::string(1'000'000, '[')), HasSubstr("nested too deeply"));
}

TEST(JsonParse, RefusesDuplicateNamesInSmallAndLargeObjects) {
  EXPECT_THAT(refusal(R"({"a":1,"b":2,"a":3})"), HasSubstr("has a name twice"));
  EXPECT_THAT(refusal(R"([{"x":{"a":1,"\u0061":2}}])"), HasSubstr("has a name twice"));
  EXPECT_EQ(refusal(R"({"a":{"a":1},"b":{"a":1}})"), "accepted");
  std::string large = "{";
  for (int i = 0; i < 100; ++i) large += "\"m" + std::to_string(i) + "\":0,";
  EXPECT_EQ(refusal(large + "\"last\":0}"), "accepted");
  EXPECT_THAT(refusal(large + "\"m42\":0}"), HasSubstr("has a name twice"));
}

TEST(JsonParse, RefusesNumbersBeyondADouble) {
  EXPECT_THAT(refusal("1e400"), HasSubstr("too big"));
  EXPECT_THAT(refusal("[-1e400]"), HasSubstr("too big"));
  EXPECT_EQ(parse("9223372036854775807")->root().whole_number(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(parse("-9223372036854775808")->root().whole_number(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(parse("9223372036854775808")->root().whole_number(), std::nullopt);
  EXPECT_EQ(parse("1.0")->root().whole_number(), 1);
  EXPECT_EQ(parse("1.5")->root().whole_number(), std::nullopt);
}

TEST(JsonParse, KeepsValuesWhenTheDocumentMoves) {
  auto document = parse(R"({"a":[1,{"b":"x"}],"c":null})");
  const Value root = document->root();
  const Document moved = std::move(*document);
  EXPECT_EQ(root.size(), 2U);
  EXPECT_EQ((*++root.find("a")->begin()).find("b")->string(), "x");
  EXPECT_TRUE(root.find("c")->is_null());
  EXPECT_FALSE(root.find("d"));
  EXPECT_FALSE(root.find("a")->find("b"));
}

TEST(JsonRead, ReadsRequiredOptionalAndNestedMembers) {
  const auto invite = read_invite(R"({"email":"a@b","roles":["clinician","assistant"],"title":null,
    "patient":{"name":"P","born":"2020-02-29T00:00:00Z"},"family":"admin","team":"tem_1"})");
  ASSERT_TRUE(invite) << ::testing::PrintToString(errors_of(invite));
  EXPECT_EQ(invite->email, "a@b");
  EXPECT_THAT(invite->roles, ElementsAre("clinician", "assistant"));
  EXPECT_FALSE(invite->title);
  EXPECT_EQ(to_rfc3339(*invite->patient->born), "2020-02-29T00:00:00Z");
  EXPECT_EQ(invite->family, Family::admin);
  EXPECT_EQ(invite->team->value, "tem_1");
}

TEST(JsonRead, TellsAMissingMemberFromNull) {
  const auto days = [](std::string_view json) {
    return read_invite(R"({"email":"","roles":[])" + std::string(json) + "}")->retention_days;
  };
  EXPECT_FALSE(days(""));
  ASSERT_TRUE(days(R"(,"retention_days":null)"));
  EXPECT_FALSE(*days(R"(,"retention_days":null)"));
  EXPECT_EQ(**days(R"(,"retention_days":7)"), 7);
}

TEST(JsonRead, TakesNullForNoArrayAlsoWhereOneMayBeMissing) {
  const auto read_tagging = [](std::string_view text) { return read<Tagging>(parse(text)->root()); };
  EXPECT_FALSE(read_tagging("{}")->tags);
  EXPECT_THAT(errors_of(read_tagging(R"({"tags":null})")), ElementsAre("/tags: expected an array"));
}

TEST(JsonRead, ReportsEveryWrongFieldWithItsPointer) {
  const auto errors = errors_of(
      read_invite(R"({"roles":["a",7],"title":false,"patient":{"born":"yesterday"},"family":"owner","small":300,"a/~b":1})"));
  EXPECT_THAT(errors,
              ElementsAre("/email: is required", "/roles/1: expected a string", "/title: expected a string",
                          "/patient/name: is required", "/patient/born: expected an RFC 3339 time like `2026-03-01T00:00:00Z`",
                          "/family: expected one of `admin`, `clinician`", "/small: expected a whole number from -128 to 127",
                          "/a~1~0b: is not known here; expected one of `email`, `roles`, `title`, `patient`, `family`, "
                          "`retention_days`, `team`, `small`"));
}

TEST(JsonRead, IgnoresUnknownMembersWhenAsked) {
  EXPECT_TRUE(read_invite(R"({"email":"a","roles":[],"more":{"x":1}})", Unknown::ignore));
}

TEST(JsonRead, ReportsAWrongRootAtTheEmptyPointer) {
  EXPECT_THAT(errors_of(read_invite("[]")), ElementsAre(": expected an object"));
}

TEST(JsonRead, ReportsAtMostAHundredErrors) {
  std::string body = R"({"email":"a","roles":[0)";
  for (int i = 0; i < 500; ++i) body += ",0";
  EXPECT_EQ(errors_of(read_invite(body + "]}")).size(), 100U);
}

TEST(JsonWrite, WritesDescribedStructsAndEmptyOptionalsAsNull) {
  const Invite invite{.email = "a@b",
                      .roles = {"x", "y"},
                      .patient = Patient{.name = "P", .born = Instant{1'500}},
                      .family = Family::clinician,
                      .team = TeamId{"tem_1"}};
  EXPECT_EQ(text(invite),
            R"({"email":"a@b","roles":["x","y"],"title":null,"patient":{"name":"P","born":"1970-01-01T00:00:01.500Z"},)"
            R"("family":"clinician","retention_days":null,"team":"tem_1","small":null})");
}

TEST(JsonWrite, EscapesWhereverTheCharacterStands) {
  for (std::size_t before = 0; before < 20; ++before) {
    const std::string padding(before, 'x');
    EXPECT_EQ(text(padding + "\"\\\n\x01\x1F\x7F\xC3\xA9"), "\"" + padding + "\\\"\\\\\\n\\u0001\\u001f\x7F\xC3\xA9\"");
  }
}

TEST(JsonWrite, WritesNumbersAndTimes) {
  std::string out;
  Writer(out)
      .begin_array()
      .value(-1)
      .value(18446744073709551615U)
      .value(0.1)
      .value(1e300)
      .value(std::nan(""))
      .value(true)
      .end_array();
  EXPECT_EQ(out, "[-1,18446744073709551615,0.1,1e+300,null,true]");
  EXPECT_EQ(text(Instant{951'782'400'000}), "\"2000-02-29T00:00:00Z\"");
}

TEST(JsonWrite, PutsCommasBetweenMembersOfNestedValues) {
  std::string out;
  Writer(out)
      .begin_object()
      .name("a")
      .begin_array()
      .begin_object()
      .end_object()
      .begin_array()
      .end_array()
      .end_array()
      .raw_field("b", "{}")
      .field("c", "x")
      .end_object();
  EXPECT_EQ(out, R"({"a":[{},[]],"b":{},"c":"x"})");
}

TEST(JsonCanonical, GivesEqualBytesForEqualValues) {
  const auto of = [](std::string_view json) { return canonical(parse(json)->root()); };
  EXPECT_EQ(of(R"( {"b" : [1.0, -0.0, 0.50, true], "a" : "\u00e9\n", "" : {"z":null,"y":{}} } )"),
            "{\"\":{\"y\":{},\"z\":null},\"a\":\"\xC3\xA9\\n\",\"b\":[1,0,0.5,true]}");
  EXPECT_EQ(of(R"({"x":1,"y":2})"), of(R"({"y":2e0,"x":10e-1})"));
}

TEST(JsonRoundTrip, WritesAParsedValueAsItStood) {
  const std::string json = R"({"b":[1,2.5,"x\ty"],"a\"":{"c":null,"d":false}})";
  EXPECT_EQ(text(parse(json)->root()), json);
}

}  // namespace
}  // namespace rolecall::json
