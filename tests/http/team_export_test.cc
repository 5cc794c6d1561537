// The export of a team over the API: the owner alone, all that he may read at that moment and nothing else, every opening
// recorded, and an end that says whether it is whole (SPEC section 2, invariants 3 and 4).
#include <map>
#include <set>

#include "http/sharing_world.h"
#include "http/streamed.h"

namespace rolecall::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

/// The lines of an export as JSON texts, by their kind.
class Lines {
 public:
  explicit Lines(const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
      const auto end = text.find('\n', at);
      EXPECT_NE(end, std::string::npos) << "every line has its end";
      add(text.substr(at, end - at));
      at = end + 1;
    }
  }
  [[nodiscard]] const std::vector<std::string>& of(const std::string& kind) { return by_kind_[kind]; }
  [[nodiscard]] const std::string& last() const { return last_; }
  /// The only withheld thing of this kind.
  [[nodiscard]] std::string withheld(const std::string& kind) {
    for (const auto& line : of("withheld"))
      if (line.contains(R"("withheld":{"kind":")" + kind)) return line;
    return "";
  }

 private:
  void add(const std::string& line) {
    const auto document = json::parse(line);
    ASSERT_TRUE(document) << line;
    const std::string kind(document->root().find("kind")->string());
    EXPECT_TRUE(document->root().find(kind)) << line;
    by_kind_[kind].push_back(line);
    last_ = line;
  }

  std::map<std::string, std::vector<std::string>> by_kind_;
  std::string last_;
};

class TeamExportApi : public SharingTest {
 protected:
  [[nodiscard]] http::Reply begun(const Person& by) { return as(by).get(path("/export")); }
  [[nodiscard]] Lines exported() { return Lines(whole(begun(owner()))); }

  void post(const Person& by, const std::string& target, const std::string& body) {
    const auto made = as(by).post(target, body);
    ASSERT_EQ(made.status / 100, 2) << made.body;
  }
  void fill(const Person& by, const std::string& session) {
    post(by, session + "/notes", R"({"title":"Visit","body":"It hurts"})");
    post(by, session + "/documents", R"({"title":"Letter","body":"Dear colleague"})");
    post(by, session + "/transcript/segments", R"({"segments":[{"text":"Good morning"}]})");
  }
  /// A signed note that is short itself, with this addendum.
  void add_signed_note(const std::string& session, const std::string& addendum) {
    const auto made = as(owner()).post(session + "/notes", R"({"title":"Visit","body":"It hurts"})");
    const auto note = session + "/notes/" + text_of(made, {"id"});
    ASSERT_EQ(as(owner()).post(note + "/sign").status, 200);
    post(owner(), note + "/addenda", R"({"body":")" + addendum + R"("})");
  }
  static std::string id_of(const std::string& session) { return session.substr(session.rfind('/') + 1); }
  std::int64_t opened_by_owner() {
    return count("SELECT count(*) FROM session_opening WHERE team_id = $1 AND member_id = '" + owner().member.value + "'");
  }
  /// The pieces up to the first that has a session in it.
  static std::string until_sessions(http::Reply& reply) {
    std::string text;
    while (!text.contains(R"({"kind":"session")")) {
      auto chunk = next_piece(reply);
      if (chunk.kind != http::Chunk::Kind::more) {
        ADD_FAILURE() << "no session came";
        break;
      }
      text += chunk.bytes;
    }
    return text;
  }
};

TEST_P(TeamExportApi, holds_the_team_and_the_content_that_the_owner_reads_and_names_all_else_by_its_id) {
  const auto own = session_of(owner(), "Grace Hopper");
  fill(owner(), own);
  fill(cara_, session_);
  post(owner(), path("/templates"), R"({"kind":"note","visibility":"team","name":"Visit","body":"Of the team"})");
  post(cara_, path("/templates"), R"({"kind":"note","visibility":"personal","name":"Mine","body":"Of Cara alone"})");
  const auto text = whole(begun(owner()));
  Lines lines(text);
  for (const auto* kind : {"export", "team", "settings", "session", "transcript", "note", "document", "end"}) {
    EXPECT_EQ(lines.of(kind).size(), 1U) << kind;
  }
  EXPECT_EQ(lines.of("member").size(), 4U);
  for (const auto* content :
       {"Grace Hopper", "It hurts", "Dear colleague", "Good morning", "Of the team", "cara@clinic.example"}) {
    EXPECT_THAT(text, HasSubstr(content));
  }
  for (const auto* foreign : {"Ada Byron", "Of Cara alone"}) EXPECT_THAT(text, Not(HasSubstr(foreign)));
  EXPECT_THAT(lines.withheld("session"), HasSubstr(id_of(session_)));
  EXPECT_THAT(lines.withheld("session"), HasSubstr(R"("rule":"session_view_off")"));
  EXPECT_EQ(lines.of("withheld").size(), 1U);
  EXPECT_THAT(lines.last(), HasSubstr(R"("complete":true)"));
  EXPECT_THAT(lines.last(), HasSubstr(R"("sessions":1,"sessions_withheld":1)"));
}

TEST_P(TeamExportApi, is_one_row_and_each_session_whose_content_is_in_it_has_its_opening) {
  const auto own = session_of(owner());
  fill(owner(), own);
  const auto before = opened_by_owner();
  world().advance(minutes(16));
  (void)exported();
  EXPECT_EQ(audited("team.export").size(), 1U);
  EXPECT_EQ(opened_by_owner(), before + 1);
  ASSERT_EQ(switch_session_view("true").status, 200);
  (void)exported();
  EXPECT_EQ(opened_by_owner(), before + 2) << "the colleague's, and not once more the own one";
  EXPECT_THAT(as(cara_).get(session_ + "/openings").body, HasSubstr(owner().member.value));
}

TEST_P(TeamExportApi, is_recorded_with_the_first_part_that_is_read) {
  (void)session_of(owner());
  auto reply = begun(owner());
  EXPECT_EQ(audited("team.export").size(), 0U) << "as for HEAD, which reads none";
  EXPECT_THAT(next_piece(reply).bytes, HasSubstr(R"({"kind":"export")"));
  EXPECT_EQ(audited("team.export").size(), 1U);
  (void)rest_of(reply);
  EXPECT_EQ(audited("team.export").size(), 1U);
}

TEST_P(TeamExportApi, holds_nothing_that_could_not_be_recorded) {
  (void)session_of(owner(), "Grace Hopper");
  world().advance(minutes(16));
  auto reply = begun(owner());
  ASSERT_TRUE(world().write([](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "ALTER TABLE session_opening DROP COLUMN what");
    return Done{};
  }));
  http::Chunk chunk;
  do {
    chunk = next_piece(reply);
    EXPECT_THAT(chunk.bytes, Not(HasSubstr("Grace Hopper")));
  } while (chunk.kind == http::Chunk::Kind::more);
  EXPECT_EQ(chunk.kind, http::Chunk::Kind::failed);
}

TEST_P(TeamExportApi, leaves_out_of_a_viewed_session_what_the_team_does_not_include) {
  fill(cara_, session_);
  ASSERT_EQ(switch_session_view("true", "false").status, 200);
  auto lines = exported();
  EXPECT_EQ(lines.of("session").size(), 1U);
  EXPECT_EQ(lines.of("note").size(), 1U);
  EXPECT_EQ(lines.of("transcript").size(), 0U);
  EXPECT_THAT(lines.withheld("transcript"), HasSubstr(R"("rule":"transcripts_not_included")"));
}

TEST_P(TeamExportApi, is_the_owners_alone_and_never_a_keys) {
  const auto dora = join("Ada", "ada@clinic.example", {"administrator", "clinician"});
  for (const auto& client : {as(dora), with_key(key_of(owner(), R"(["administrator"])"))}) {
    const auto refused = client.get(path("/export"));
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(text_of(refused, {"rule"}), "no_grant");
    EXPECT_NE(text_of(refused, {"explanation"}), "");
    EXPECT_NE(text_of(refused, {"remedy", "text"}), "");
  }
  EXPECT_EQ(nobody().get(path("/export")).status, 401);
  EXPECT_EQ(audited("session.open").size(), 0U);
}

TEST_P(TeamExportApi, comes_in_bounded_parts_and_is_whole) {
  for (int i = 0; i < 25; ++i) (void)session_of(owner());
  const auto long_one = session_of(owner());
  for (int i = 0; i < 25; ++i) post(owner(), long_one + "/notes", R"({"title":"Visit","body":"It hurts"})");
  for (int i = 0; i < 25; ++i) (void)session_of(cara_);
  auto reply = begun(owner());
  std::string text;
  for (auto kind = http::Chunk::Kind::more; kind == http::Chunk::Kind::more;) {
    const auto piece = next_piece(reply);
    Lines part(piece.bytes);
    EXPECT_LE(part.of("session").size() + part.of("withheld").size(), 20U);
    kind = piece.kind;
    text += piece.bytes;
  }
  Lines lines(text);
  EXPECT_EQ(lines.of("session").size(), 26U);
  EXPECT_EQ(lines.of("note").size(), 25U);
  EXPECT_EQ(lines.of("withheld").size(), 26U);
  EXPECT_THAT(lines.last(), HasSubstr(R"("complete":true)"));
}

TEST_P(TeamExportApi, ends_a_part_with_the_text_that_fills_it_and_addenda_count) {
  const auto session = session_of(owner());
  const std::string text(90'000, 'x');
  for (int i = 0; i < 4; ++i) post(owner(), session + "/notes", R"({"title":"Visit","body":")" + text + R"("})");
  for (int i = 0; i < 4; ++i) add_signed_note(session, text);
  post(owner(), session + "/documents", R"({"title":"Letter","body":"Dear colleague"})");
  auto reply = begun(owner());
  std::string whole;
  for (auto kind = http::Chunk::Kind::more; kind == http::Chunk::Kind::more;) {
    const auto piece = next_piece(reply);
    EXPECT_LE(piece.bytes.size(), 300'000U) << "three of them";
    kind = piece.kind;
    whole += piece.bytes;
  }
  Lines lines(whole);
  const auto& notes = lines.of("note");
  EXPECT_EQ(notes.size(), 8U);
  EXPECT_EQ(std::set<std::string>(notes.begin(), notes.end()).size(), 8U) << "none twice";
  EXPECT_EQ(lines.of("document").size(), 1U);
}

TEST_P(TeamExportApi, withholds_what_is_restricted_and_what_is_past_its_time_with_the_rule) {
  ASSERT_EQ(switch_session_view("true").status, 200);
  ASSERT_EQ(as(cara_).put(session_ + "/restriction", "").status, 204);
  const auto expired = session_of(owner(), "Grace Hopper");
  force_team([](store::Team& changed, Instant) { changed.settings.retention_days = 365; });
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE session SET created_at = 0 WHERE id = $1", SessionId{id_of(expired)});
    return Done{};
  }));
  const auto text = whole(begun(owner()));
  Lines lines(text);
  EXPECT_EQ(lines.of("session").size(), 0U);
  EXPECT_THAT(lines.of("withheld"), Contains(AllOf(HasSubstr(id_of(session_)), HasSubstr(R"("rule":"session_restricted")"))));
  EXPECT_THAT(lines.of("withheld"), Contains(AllOf(HasSubstr(id_of(expired)), HasSubstr(R"("rule":"retention_expired")"))));
  for (const auto* content : {"Ada Byron", "Grace Hopper"}) EXPECT_THAT(text, Not(HasSubstr(content)));
}

TEST_P(TeamExportApi, ends_with_the_reason_when_the_team_is_deleted_on_the_way) {
  fill(owner(), session_of(owner(), "Grace Hopper"));
  auto reply = begun(owner());
  (void)until_sessions(reply);
  ASSERT_EQ(as(owner()).remove(path(), R"({"name":"North Clinic","password":"seven green kettles"})").status, 200);
  const auto after = rest_of(reply);
  EXPECT_THAT(after, HasSubstr(R"({"kind":"end","end":{"complete":false)"));
  EXPECT_THAT(after, HasSubstr(R"("code":"team_deleted")"));
  EXPECT_THAT(after, Not(HasSubstr("It hurts")));
}

TEST_P(TeamExportApi, ends_with_the_reason_when_the_right_is_lost_on_the_way) {
  fill(owner(), session_of(owner(), "Grace Hopper"));
  ASSERT_EQ(as(owner())
                .post(path("/ownership"), R"({"member":")" + cara_.member.value + R"(","password":"seven green kettles"})")
                .status,
            200);
  auto reply = begun(owner());
  const auto before = until_sessions(reply);
  ASSERT_EQ(as(cara_).post(path("/ownership/accept")).status, 200);
  const auto after = rest_of(reply);
  EXPECT_THAT(after, HasSubstr(R"({"kind":"end","end":{"complete":false)"));
  EXPECT_THAT(after, HasSubstr(R"("rule":"no_grant")"));
  EXPECT_THAT(after, Not(HasSubstr("It hurts")));
  EXPECT_THAT(audited("team.export"), Contains(::testing::Field(&audit::Event::outcome, audit::Outcome::deny)));
}

TEST_P(TeamExportApi, asks_for_each_session_again_before_its_content) {
  fill(cara_, session_);
  ASSERT_EQ(as(cara_).put(session_ + "/shares/" + owner().member.value, R"({"level":"view"})").status, 200);
  auto reply = begun(owner());
  EXPECT_THAT(until_sessions(reply), HasSubstr("Ada Byron"));
  ASSERT_EQ(as(cara_).remove(session_ + "/shares/" + owner().member.value).status / 100, 2);
  const auto after = rest_of(reply);
  EXPECT_THAT(after, Not(HasSubstr("It hurts")));
  EXPECT_THAT(after, Not(HasSubstr("Good morning")));
  EXPECT_THAT(after, HasSubstr(R"("withheld":{"kind":"note")"));
  EXPECT_THAT(after, HasSubstr(R"("complete":true)"));
}

TEST_P(TeamExportApi, one_damaged_text_hides_no_other) {
  const auto own = session_of(owner(), "Grace Hopper");
  fill(owner(), own);
  ASSERT_TRUE(world().write([](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE session SET content = $1", store::Bytes{1, 2, 3});
    return Done{};
  }));
  auto lines = exported();
  EXPECT_EQ(lines.of("session").size(), 0U);
  EXPECT_EQ(lines.of("note").size(), 1U);
  EXPECT_THAT(lines.last(), HasSubstr(R"("complete":true)"));
  EXPECT_THAT(lines.last(), HasSubstr(R"("sessions":0,"sessions_withheld":2)")) << "the damaged one, and the colleague's";
  EXPECT_THAT(lines.of("withheld"), Contains(HasSubstr(R"("code":"content_damaged")")));
}

ROLECALL_ON_BOTH_STORES(TeamExportApi);

}  // namespace
}  // namespace rolecall::testing
