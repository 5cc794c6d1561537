// If-Match on what ends or marks something that has an ETag: a stale one changes nothing (SPEC section 9).
#include "http/sharing_world.h"

namespace rolecall::testing {
namespace {

class Preconditions : public SharingTest {
 protected:
  /// The ETag before and after a change.
  struct Tags {
    std::string stale;
    std::string fresh;
  };
  Tags tags_of(const std::string& target, http::Method method, const std::string& change) {
    const auto tag = [&] { return std::string(as(cara_).get(target).header("ETag").value_or("")); };
    const auto before = tag();
    const auto changed = as(cara_).send(method, target, change, "application/json");
    EXPECT_EQ(changed.status, 200) << changed.body;
    EXPECT_NE(before, "") << target;
    EXPECT_NE(tag(), before) << target;
    return {before, tag()};
  }
  Tags tags_of_session() { return tags_of(session_, http::Method::patch, R"({"context":"Changed"})"); }

  /// Answers of a stale and then of the present ETag.
  struct Answers {
    int stale = 0;
    int fresh = 0;
    bool operator==(const Answers&) const = default;
  };
  Answers ask(const Person& by, http::Method method, const std::string& target, const Tags& tags, const std::string& body = "") {
    const auto with = [&](const std::string& tag) {
      return as(by).with("if-match", tag).send(method, target, body, "application/json").status;
    };
    const auto stale = with(tags.stale);
    return {stale, with(tags.fresh)};
  }
  std::string made(const std::string& where, const std::string& body) {
    const auto reply = as(cara_).post(where, body);
    EXPECT_EQ(reply.status, 201) << reply.body;
    return where + "/" + text_of(reply, {"id"});
  }
  static constexpr Answers refused_then_done{412, 204};
};

TEST_P(Preconditions, hold_for_restriction_and_legal_hold) {
  const auto tags = tags_of_session();
  for (const auto* mark : {"/restriction", "/hold"}) {
    const Person& by = std::string(mark) == "/hold" ? static_cast<const Person&>(owner()) : cara_;
    EXPECT_EQ(ask(by, http::Method::put, session_ + mark, tags), refused_then_done) << mark;
    EXPECT_EQ(ask(by, http::Method::delete_, session_ + mark, tags), refused_then_done) << mark;
  }
}

TEST_P(Preconditions, know_nothing_of_marks) {
  const auto seen = std::string(as(cara_).get(session_).header("ETag").value_or(""));
  ASSERT_EQ(as(cara_).put(session_ + "/restriction", "").status, 204);
  EXPECT_EQ(as(cara_).get(session_).header("ETag"), seen) << "as the contract says";
  EXPECT_EQ(as(cara_).with("if-match", seen).remove(session_ + "/restriction").status, 204);
}

TEST_P(Preconditions, hold_for_another_clinician) {
  give_roles(cara_, R"(["clinician","administrator"])");
  const auto body = R"({"member":")" + dora_.member.value + R"("})";
  EXPECT_EQ(ask(cara_, http::Method::put, session_ + "/clinician", tags_of_session(), body), refused_then_done);
}

TEST_P(Preconditions, hold_for_deleting_notes_documents_templates_and_sessions) {
  const auto note = made(session_ + "/notes", R"({"title":"Visit"})");
  const auto letter = made(session_ + "/documents", R"({"title":"Letter"})");
  const auto mine = made(path("/templates"), R"({"kind":"note","visibility":"personal","name":"Mine","body":"x"})");
  const auto expect_deleted = [&](const std::string& target, const Tags& tags) {
    EXPECT_EQ(ask(cara_, http::Method::delete_, target, tags), refused_then_done) << target;
    EXPECT_EQ(as(cara_).get(target).status, 404) << target;
  };
  for (const auto& text : {note, letter}) {
    expect_deleted(text, tags_of(text, http::Method::put, R"({"title":"Visit","body":"Changed"})"));
  }
  expect_deleted(mine, tags_of(mine, http::Method::patch, R"({"body":"Changed"})"));
  expect_deleted(session_, tags_of_session());
}

TEST_P(Preconditions, a_proposal_over_a_changed_template_is_accepted_only_by_naming_what_was_seen) {
  const auto template_ = as(owner()).post(path("/templates"), R"({"kind":"note","visibility":"team","name":"Ours","body":"x"})");
  const auto id = text_of(template_, {"id"});
  const auto proposed = as(cara_).post(path("/templates/proposals"),
                                       R"({"kind":"note","name":"Ours","body":"y","template":")" + id + R"(","version":1})");
  ASSERT_EQ(proposed.status, 201) << proposed.body;
  EXPECT_THAT(proposed.body, ::testing::HasSubstr(R"("version":1)"));
  const auto accept = path("/templates/proposals/" + text_of(proposed, {"id"}) + "/accept");
  ASSERT_EQ(as(owner()).patch(path("/templates/" + id), R"({"body":"z"})").status, 200);
  const auto refused = as(owner()).post(accept);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(text_of(refused, {"code"}), "template_changed");
  EXPECT_EQ(as(owner()).post(accept, R"({"version":"2"})").status, 422);
  EXPECT_EQ(as(owner()).post(accept, R"({"version":2})").status, 200);
  EXPECT_EQ(text_of(as(cara_).get(path("/templates/" + id)), {"body"}), "y");
}

TEST_P(Preconditions, hold_for_shares_whoever_changed_them) {
  const auto shared = session_ + "/shares/" + dora_.member.value;
  ASSERT_EQ(share(cara_, dora_, "view").status, 200);
  const auto tags = tags_of(shared, http::Method::put, R"({"level":"edit"})");
  const Answers refused_then_answered{412, 200};
  EXPECT_EQ(ask(cara_, http::Method::put, shared, tags, R"({"level":"full"})"), refused_then_answered);
  const auto seen = std::string(as(cara_).get(shared).header("ETag").value_or(""));
  ASSERT_EQ(share(cara_, emil_, "full").status, 200);
  EXPECT_EQ(as(cara_).get(shared).header("ETag"), seen) << "what others have is theirs";
  ASSERT_EQ(share(emil_, dora_, "view").status, 200);
  const Tags by_another{seen, std::string(as(cara_).get(shared).header("ETag").value_or(""))};
  EXPECT_EQ(ask(cara_, http::Method::delete_, shared, by_another), refused_then_answered);
  EXPECT_EQ(as(cara_).with("if-match", by_another.fresh).put(shared, R"({"level":"view"})").status, 412) << "it was ended";
  EXPECT_EQ(share(cara_, dora_, "view").status, 200) << "it is optional";
}

TEST_P(Preconditions, of_a_share_are_told_by_the_list_and_by_the_answer_to_a_change) {
  const auto given = share(cara_, dora_, "view");
  const auto tag = std::string(given.header("ETag").value_or(""));
  EXPECT_EQ(text_of(given, {"etag"}), tag);
  EXPECT_EQ(as(cara_).get(session_ + "/shares/" + dora_.member.value).header("ETag"), tag);
  const auto list = json_of(as(cara_).get(session_ + "/shares"));
  EXPECT_EQ((*list.root().find("items")->begin()).find("etag")->string(), tag);
}

TEST_P(Preconditions, of_shares_tell_who_passes_them_on_nothing_of_those_that_others_gave) {
  ASSERT_EQ(share(cara_, emil_, "full").status, 200);
  const auto tag = [&] { return text_of(share(emil_, dora_, "view"), {"etag"}); };
  const auto alone = tag();
  ASSERT_NE(alone, "");
  ASSERT_EQ(share(cara_, dora_, "edit").status, 200);
  EXPECT_EQ(tag(), alone) << "another's has appeared";
  ASSERT_EQ(share(cara_, dora_, "view").status, 200);
  EXPECT_EQ(tag(), alone) << "another's was changed";
  const auto shared = session_ + "/shares/" + dora_.member.value;
  const auto change = [&](const std::string& seen, const std::string& level) {
    return as(emil_).with("if-match", seen).put(shared, R"({"level":")" + level + R"("})");
  };
  const auto changed = change(alone, "edit");
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(change(alone, "full").status, 412) << "his own was changed";
  ASSERT_EQ(unshare(cara_, dora_).status, 200);
  EXPECT_EQ(change(text_of(changed, {"etag"}), "full").status, 412) << "all were ended, his too";
  EXPECT_EQ(change("anything", "full").status, 412);
}

TEST_P(Preconditions, of_shares_hold_the_clinician_to_those_that_others_passed_on) {
  ASSERT_EQ(share(cara_, emil_, "full").status, 200);
  const auto shared = session_ + "/shares/" + dora_.member.value;
  const auto seen = text_of(share(cara_, dora_, "view"), {"etag"});
  ASSERT_EQ(share(emil_, dora_, "edit").status, 200);
  EXPECT_EQ(as(cara_).with("if-match", seen).put(shared, R"({"level":"full"})").status, 412);
  EXPECT_EQ(as(owner()).with("if-match", seen).remove(shared).status, 412) << "and an administrator";
}

TEST_P(Preconditions, that_a_key_of_the_author_meets_still_leave_what_he_typed_as_a_version) {
  const auto note = made(session_ + "/notes", R"({"title":"Visit","body":"typed by Cara"})");
  const auto scribe = with_key(key_of(cara_, R"(["clinician"])")).with("if-match", "\"1\"");
  const auto saved = scribe.put(note, R"({"title":"Visit","body":"by the scribe"})");
  EXPECT_NE(saved.body.find(R"("version":2)"), std::string::npos) << saved.body;
  EXPECT_EQ(text_of(as(cara_).get(note + "/versions/1"), {"body"}), "typed by Cara");
}

ROLECALL_ON_BOTH_STORES(Preconditions);

}  // namespace
}  // namespace rolecall::testing
