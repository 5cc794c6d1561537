// Evaluations about sessions and what hangs on them: the same decisions as the routes make, for everybody, and no trace.
#include "http/administration_world.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;
using testing::ApiClient;
using testing::Colleague;
using testing::Person;

/// A question, and the request whose fate it foretells.
struct Foretold {
  std::string action;
  std::string resource;
  std::function<int(const ApiClient&)> act;
};

class ContentQuestions : public AdministrationTest {
 protected:
  ContentQuestions() : AdministrationTest(http::all_routes()) {}

  void SetUp() override {
    AdministrationTest::SetUp();
    put_on_plan("enterprise");
    cara_ = join("Cara", "cara@clinic.example", {"clinician"});
    session_ = made(cara_, "/sessions", R"({"patient":{"name":"Ada Byron"}})");
    note_ = made(cara_, in_session("/notes"), R"({"title":"Visit"})");
    document_ = made(cara_, in_session("/documents"), R"({"title":"Letter"})");
    personal_ = made(cara_, "/templates", R"({"kind":"note","visibility":"personal","name":"Mine","body":"x"})");
    teams_ = made(owner(), "/templates", R"({"kind":"note","visibility":"team","name":"Ours","body":"x"})");
  }
  [[nodiscard]] const Colleague& cara() const { return cara_; }
  [[nodiscard]] const std::string& session() const { return session_; }
  [[nodiscard]] const std::string& note() const { return note_; }
  [[nodiscard]] const std::string& document() const { return document_; }
  [[nodiscard]] const std::string& personal_template() const { return personal_; }

  std::string made(const Person& by, const std::string& where, const std::string& body) {
    const auto reply = as(by).post(path(where), body);
    EXPECT_EQ(reply.status, 201) << where << reply.body;
    return text_of(reply, {"id"});
  }
  [[nodiscard]] std::string in_session(const std::string& rest = "") const { return "/sessions/" + session_ + rest; }
  static std::string entity(const std::string& type, const std::string& id) {
    return R"({"type":")" + type + R"(","id":")" + id + R"("})";
  }
  http::Reply ask(const Person& by, const std::string& subject, const std::string& action, const std::string& resource) {
    return as(by).post("/access/v1/evaluation",
                       R"({"subject":)" + subject + R"(,"action":{"name":")" + action + R"("},"resource":)" + resource + "}");
  }
  http::Reply ask_self(const Person& by, const std::string& action, const std::string& resource) {
    return ask(by, entity("user", by.user.value), action, resource);
  }
  static bool said(const http::Reply& reply) {
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.body.starts_with(R"({"decision":true)");
  }
  static std::string rule(const http::Reply& reply) { return text_of(reply, {"context", "rule"}); }

  [[nodiscard]] std::vector<Foretold> foretold() const {
    const auto the_session = entity("session", session_), the_note = entity("note", note_),
               the_document = entity("document", document_), transcript = entity("transcript", session_);
    const auto gets = [this](const std::string& where) {
      return [where = path(where)](const ApiClient& client) { return client.get(where).status; };
    };
    const auto puts = [this](const std::string& where, const std::string& body) {
      return [where = path(where), body](const ApiClient& client) { return client.put(where, body).status; };
    };
    const auto posts = [this](const std::string& where, const std::string& body) {
      return [where = path(where), body](const ApiClient& client) { return client.post(where, body).status; };
    };
    return {
        {"session.read", the_session, gets(in_session())},
        {"session.update", the_session,
         [this](const ApiClient& client) { return client.patch(path(in_session()), R"({"context":"Again"})").status; }},
        {"session.restrict", the_session,
         [this](const ApiClient& client) { return client.remove(path(in_session("/restriction"))).status; }},
        {"session.hold", the_session,
         [this](const ApiClient& client) { return client.remove(path(in_session("/hold"))).status; }},
        {"session.record", the_session, posts(in_session("/transcript/segments"), R"({"segments":[{"text":"Hello"}]})")},
        {"session.record", transcript, posts(in_session("/transcript/segments"), R"({"segments":[{"text":"Hello"}]})")},
        {"transcript.read", transcript, gets(in_session("/transcript"))},
        {"transcript.update", transcript, puts(in_session("/transcript"), R"({"segments":[]})")},
        {"note.read", the_note, gets(in_session("/notes/" + note_))},
        {"note.create", the_session, posts(in_session("/notes"), R"({"title":"Second"})")},
        {"note.update", the_note, puts(in_session("/notes/" + note_), R"({"title":"Visit","body":""})")},
        {"document.read", the_document, gets(in_session("/documents/" + document_ + ".pdf"))},
        {"document.create", the_session, posts(in_session("/documents"), R"({"title":"Second"})")},
        {"document.update", the_document, puts(in_session("/documents/" + document_), R"({"title":"Letter","body":""})")},
        {"session.create", entity_for(cara_.member.value),
         posts("/sessions", R"({"patient":{"name":"Ben"},"clinician":")" + cara_.member.value + R"("})")},
        {"session.create", entity("team", team().value), posts("/sessions", R"({"patient":{"name":"Ben"}})")},
        {"template.use", entity("template", personal_), gets("/templates/" + personal_)},
        {"template.use", entity("template", teams_), gets("/templates/" + teams_)},
        {"template.team.update", entity("template", teams_),
         [this](const ApiClient& client) { return client.patch(path("/templates/" + teams_), R"({"body":"y"})").status; }},
    };
  }
  [[nodiscard]] std::string entity_for(const std::string& clinician) const {
    return R"({"type":"team","id":")" + team().value + R"(","properties":{"clinician":")" + clinician + R"("}})";
  }

  /// Everybody asks about himself and is asked about by the owner, then tries.
  void expect_agreement(const std::vector<Colleague>& people, const std::string& state) {
    for (const auto& person : people) {
      for (const Foretold& one : foretold()) {
        SCOPED_TRACE(state + ": " + person.name + " asks " + one.action + " on " + one.resource);
        const auto answer = ask_self(person, one.action, one.resource);
        const auto about_him = ask(owner(), entity("member", person.member.value), one.action, one.resource);
        EXPECT_EQ(rule(answer), rule(about_him));
        const int status = one.act(as(person));
        EXPECT_EQ(said(answer), status < 400) << status << answer.body;
      }
    }
  }

  void share_with(const Colleague& person, int level) {
    run_sql([&](store::Transaction& tx) {
      store::execute(tx,
                     "INSERT INTO share(id, team_id, session_id, member_id, granted_by, level, started_at, seq, valid_from) "
                     "VALUES ($1, $2, $3, $4, $5, $6, 0, 1, $7)",
                     "shr_" + std::to_string(level), team(), session_, person.member, cara_.member, level, tx.now());
    });
  }
  void delegate_to(const Colleague& person) {
    run_sql([&](store::Transaction& tx) {
      store::execute(tx,
                     "INSERT INTO delegation(id, team_id, clinician_id, assistant_id, starts_at, ends_at, created_at) "
                     "VALUES ('dlg_1', $1, $2, $3, $4, $5, $4)",
                     team(), cara_.member, person.member, tx.now(), tx.now() + days(1));
    });
  }

 private:
  template <class F>
  void run_sql(F f) {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      f(tx);
      return Done{};
    });
    EXPECT_TRUE(done);
  }

  Colleague cara_;
  std::string session_, note_, document_, personal_, teams_;
};

TEST_P(ContentQuestions, are_answered_as_the_routes_decide_for_every_role_and_reach) {
  const std::vector<Colleague> people{cara(),
                                      owner(),
                                      join("Adam", "adam@clinic.example", {"administrator"}),
                                      join("Carl", "carl@clinic.example", {"clinician"}),
                                      join("Asta", "asta@clinic.example", {"assistant"}),
                                      join("Tom", "tom@clinic.example", {"template_manager"})};
  expect_agreement(people, "alone");
  EXPECT_EQ(as(owner()).patch(path("/settings"), R"({"session_view":{"enabled":true}})").status, 200);
  expect_agreement(people, "viewed");
  EXPECT_EQ(as(owner())
                .patch(path("/settings"), R"({"session_view":{"audience_roles":[],"audience_members":[")" +
                                              people[3].member.value + R"("],"include_transcripts":true}})")
                .status,
            200);
  expect_agreement(people, "viewed by name");
  ASSERT_EQ(as(cara()).put(path(in_session("/restriction")), "").status, 204);
  delegate_to(people[4]);
  share_with(people[5], 1);
  share_with(people[3], 2);
  expect_agreement(people, "restricted, shared and delegated");
  put_on_plan("pro");
  expect_agreement(people, "without the feature");
}

TEST_P(ContentQuestions, about_signed_notes_and_legal_holds_name_the_guard) {
  ASSERT_EQ(as(cara()).post(path(in_session("/notes/" + note() + "/sign"))).status / 100, 2);
  ASSERT_EQ(as(owner()).put(path(in_session("/hold")), "").status, 204);
  EXPECT_EQ(rule(ask_self(cara(), "note.update", entity("note", note()))), "note_signed");
  EXPECT_EQ(rule(ask_self(cara(), "note.addend", entity("note", note()))), "granted");
  EXPECT_EQ(rule(ask_self(cara(), "session.delete", entity("session", session()))), "legal_hold");
  EXPECT_EQ(rule(ask_self(cara(), "document.delete", entity("document", document()))), "legal_hold");
}

TEST_P(ContentQuestions, about_who_opened_a_session_and_who_works_on_it_are_asked_on_session_and_clinician) {
  const auto asta = join("Asta", "asta@clinic.example", {"assistant"});
  EXPECT_EQ(rule(ask_self(cara(), "audit.read_own", entity("session", session()))), "granted");
  EXPECT_EQ(rule(ask_self(owner(), "audit.read_own", entity("session", session()))), "not_own");
  EXPECT_EQ(rule(ask_self(cara(), "delegation.manage", entity("member", cara().member.value))), "granted");
  EXPECT_EQ(rule(ask_self(owner(), "delegation.manage", entity("member", cara().member.value))), "not_own");
  EXPECT_EQ(rule(ask_self(asta, "delegation.end", entity("member", cara().member.value))), "not_own");
  delegate_to(asta);
  EXPECT_EQ(rule(ask_self(asta, "delegation.end", entity("member", cara().member.value))), "granted");
}

TEST_P(ContentQuestions, about_foreign_things_are_answered_byte_for_byte_as_about_unknown_ones) {
  const auto outside = stranger();
  const std::vector<std::pair<std::string, std::string>> things{{"session", session()},
                                                                {"transcript", session()},
                                                                {"note", note()},
                                                                {"document", document()},
                                                                {"template", personal_template()}};
  for (const auto& [type, id] : things) {
    const std::string action = type == "template" ? "template.use" : type + ".read";
    const auto unknown = ask_self(outside.person, action, entity(type, "xxx_missing"));
    EXPECT_EQ(ask_self(outside.person, action, entity(type, id)).body, unknown.body) << type;
    EXPECT_EQ(rule(unknown), "not_found");
  }
  // Somebody else's personal template is hidden inside the team too, also in an answer about another subject.
  const auto about = entity("member", join("Carl", "carl@clinic.example", {"clinician"}).member.value);
  EXPECT_EQ(ask(owner(), about, "template.use", entity("template", personal_template())).body,
            ask(owner(), about, "template.use", entity("template", "tpl_missing")).body);
}

TEST_P(ContentQuestions, write_nothing_and_count_as_no_opening) {
  const auto rows = audit_rows();
  const auto openings = count("SELECT count(*) FROM session_opening WHERE team_id = $1");
  for (const Foretold& one : foretold()) {
    static_cast<void>(ask_self(cara(), one.action, one.resource));
    static_cast<void>(ask_self(owner(), one.action, one.resource));
  }
  EXPECT_EQ(audit_rows(), rows);
  EXPECT_EQ(count("SELECT count(*) FROM session_opening WHERE team_id = $1"), openings);
}

ROLECALL_ON_BOTH_STORES(ContentQuestions);

}  // namespace
}  // namespace rolecall
