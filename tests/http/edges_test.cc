// The edges of TRAPS over the API: bodies that are no honest JSON, line ends in addresses and names, formulas in cells, forged
// cursors, a Host header that lies. What is wrong below HTTP (Content-Length with chunks, Host twice, folded headers, slow or
// huge requests) stands in limits_test.cc.
#include <gmock/gmock.h>

#include "http/administration_world.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;
using ::testing::HasSubstr;
using ::testing::Not;

class Edges : public AdministrationTest {
 protected:
  Edges() : AdministrationTest(http::all_routes()) {}

  /// The answer to creating a team with this body.
  http::Reply create_with(const std::string& body, const std::string& type = "application/json") {
    return as(owner()).send(http::Method::post, "/api/v1/teams", body, type);
  }
  static std::string nested(int depth) { return R"({"name":)" + std::string(depth, '[') + std::string(depth, ']') + "}"; }
};

TEST_P(Edges, text_that_is_no_honest_json_is_malformed_and_changes_nothing) {
  const std::vector<std::string> bodies{
      nested(33),
      nested(100'000),
      R"({"name":"A","name":"B"})",
      R"({"name":"A","n\u0061me":"B"})",
      R"({"name":1e400})",
      R"({"name":-1e400})",
      R"({"name":"\ud800"})",
      R"({"name":"\udc00\ud800"})",
      "{\"name\":\"\xED\xA0\x80\"}",
      "{\"name\":\"\xFF\"}",
      std::string("{\"name\":\"a\0b\"}", 14),
      std::string("{\"name\":\"a\"}\0", 13),
      R"({"name":"A\u0000B"})",
      "\xEF\xBB\xBF{\"name\":\"A\"}",
      "\xFF\xFE{\0",
      R"({"name":"A"} {})",
      R"({"name":"A",})",
      R"({"name":NaN})",
      R"({name:"A"})",
      R"(// A
{"name":"A"})",
  };
  for (const auto& body : bodies) {
    const auto reply = create_with(body);
    EXPECT_EQ(reply.status, 400) << body.substr(0, 60) << reply.body;
    EXPECT_EQ(text_of(reply, {"code"}), "malformed") << body.substr(0, 60);
  }
  EXPECT_EQ(count("SELECT count(*) FROM team WHERE id <> $1"), 0);
}

TEST_P(Edges, bodies_of_another_type_are_refused_unread) {
  for (const auto* type : {"text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "multipart/form-data",
                           "text/json", "application/json; charset=utf-16", "application/jsonp", ""}) {
    EXPECT_EQ(create_with(R"({"name":"A"})", type).status, 415) << type;
  }
  EXPECT_EQ(create_with(R"({"name":"A"})", "application/json; charset=UTF-8").status, 201);
}

TEST_P(Edges, a_host_header_never_reaches_a_mailed_link) {
  const auto liar = [](const testing::ApiClient& client) {
    return client.with("host", "evil.example").with("x-forwarded-host", "evil.example").with("forwarded", "host=evil.example");
  };
  ASSERT_EQ(liar(as(owner())).post(path("/members"), R"({"email":"a@x.example","roles":["clinician"]})").status, 201);
  ASSERT_EQ(liar(nobody())
                .post("/api/v1/auth/register", R"({"email":"b@x.example","name":"B","password":"seven green kettles"})")
                .status,
            201);
  ASSERT_EQ(liar(nobody()).post("/api/v1/auth/password/forgot", R"({"email":"olga@clinic.example"})").status, 202);
  const auto mails = world().take_mails();
  ASSERT_GE(mails.size(), 3U);
  for (const auto& mail : mails) {
    EXPECT_THAT(mail.text + mail.html + mail.subject, Not(HasSubstr("evil"))) << mail.subject;
    EXPECT_THAT(mail.text, HasSubstr("http://rolecall.test/")) << mail.subject;
  }
  EXPECT_THAT(liar(nobody()).get("/.well-known/authzen-configuration").body, Not(HasSubstr("evil")));
}

TEST_P(Edges, an_address_with_a_line_end_is_refused) {
  for (const auto* end : {R"(\r\n)", R"(\n)", R"(\r)", R"(\u2028)", R"(\u0085)"}) {
    const std::string address = std::string("a@x.example") + end + "Bcc: eve@evil.example";
    const auto invited = as(owner()).post(path("/members"), R"({"email":")" + address + R"(","roles":["clinician"]})");
    EXPECT_EQ(invited.status, 422) << address;
    EXPECT_THAT(invited.body, HasSubstr("/email"));
    const auto registered =
        nobody().post("/api/v1/auth/register", R"({"email":")" + address + R"(","name":"B","password":"seven green kettles"})");
    EXPECT_EQ(registered.status, 422) << address;
  }
  EXPECT_TRUE(world().take_mails().empty());
}

TEST_P(Edges, a_name_with_line_ends_never_gets_into_a_mail_as_it_is) {
  const std::string evil = R"("Eve\r\nBcc: eve@evil.example")";
  const auto is_one_line = [](const http::Reply& reply, std::string_view member) {
    return reply.status == 422 || text_of(reply, {member}).find_first_of("\r\n") == std::string::npos;
  };
  EXPECT_TRUE(is_one_line(as(owner()).patch("/api/v1/me", R"({"name":)" + evil + "}"), "name"));
  EXPECT_TRUE(is_one_line(as(owner()).patch(path(), R"({"name":)" + evil + "}"), "name"));
  const std::string invitee = R"({"email":"a@x.example","roles":["clinician"])";
  EXPECT_TRUE(is_one_line(as(owner()).post(path("/members"), invitee + R"(,"name":)" + evil + "}"), "name"));
  EXPECT_TRUE(is_one_line(as(owner()).post(path("/members"), invitee + R"(,"title":)" + evil + "}"), "title"));
  ASSERT_EQ(as(owner()).post(path("/members"), R"({"email":"b@x.example","roles":["clinician"]})").status, 201);
  const auto mails = world().take_mails();
  EXPECT_FALSE(mails.empty());
  for (const auto& mail : mails)
    EXPECT_EQ((mail.subject + mail.address).find_first_of("\r\n"), std::string::npos) << mail.subject;
}

TEST_P(Edges, cells_of_the_member_export_that_start_a_formula_are_text) {
  const std::string body = R"json({"email":"a@x.example","roles":["clinician"],"name":"=HYPERLINK(1)","title":"@SUM(1)"})json";
  ASSERT_EQ(as(owner()).post(path("/members"), body).status, 201);
  const auto exported = as(owner()).get(path("/members/export"));
  EXPECT_THAT(exported.body, HasSubstr("\"'=HYPERLINK(1)\""));
  EXPECT_THAT(exported.body, HasSubstr("\"'@SUM(1)\""));
}

TEST_P(Edges, a_forged_cursor_is_refused_by_every_list) {
  const auto made = [&](const std::string& list, const std::string& body) {
    const auto reply = as(owner()).post(list, body);
    EXPECT_EQ(reply.status, 201) << list << reply.body;
    return list + "/" + text_of(reply, {"id"});
  };
  const auto session = made(path("/sessions"), R"({"patient":{"name":"Ada Byron"}})");
  const auto note = made(session + "/notes", R"({"title":"Note"})");
  const auto document = made(session + "/documents", R"({"title":"Letter"})");
  const auto form = made(path("/templates"), R"({"kind":"note","visibility":"personal","name":"Visit","body":"x"})");
  const std::vector<std::string> lists{path("/members"),          path("/audit"),         path("/billing/ledger"),
                                       path("/billing/invoices"), path("/api-keys"),      "/api/v1/teams",
                                       "/api/v1/me/notices",      path("/sessions"),      session + "/notes",
                                       note + "/versions",        session + "/documents", document + "/versions",
                                       session + "/shares",       session + "/access",    session + "/openings",
                                       path("/templates"),        form + "/versions",     path("/templates/proposals"),
                                       path("/delegations"),      path("/emergency")};
  for (const char* address : {"a@x.example", "b@x.example"}) {
    ASSERT_EQ(as(owner()).post(path("/members"), std::string(R"({"email":")") + address + R"(","roles":[]})").status, 201);
  }
  const auto good = text_of(as(owner()).get(path("/members?limit=1")), {"next_cursor"});
  ASSERT_FALSE(good.empty());
  std::string flipped = good;
  flipped[flipped.size() / 2] = flipped[flipped.size() / 2] == 'A' ? 'B' : 'A';
  for (const auto& list : lists) {
    for (const auto& cursor :
         {std::string("x"), std::string("eyJpZCI6IjAifQ"), std::string("%27%20OR%201=1"), flipped, good + "A"}) {
      const auto reply = as(owner()).get(list + "?cursor=" + cursor);
      EXPECT_EQ(reply.status, 400) << list << " " << cursor;
      EXPECT_EQ(text_of(reply, {"code"}), "cursor_invalid") << list << " " << cursor;
    }
    const auto carried = as(owner()).get(list + "?cursor=" + good);
    EXPECT_EQ(carried.status, list == path("/members") ? 200 : 400) << list << ": a cursor belongs to one list";
  }
}

ROLECALL_ON_BOTH_STORES(Edges);

}  // namespace
}  // namespace rolecall
