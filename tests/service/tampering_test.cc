// Somebody writes into the database beside the program: each flipped bit and each swapped row of sealed content is an error for
// whoever reads it, and never a wrong content (SPEC section 7).
#include <algorithm>
#include <utility>

#include "service/emergency/open_emergency.h"
#include "service/emergency/review_emergency.h"
#include "service/transcripts/transcripts.h"
#include "support/text_world.h"

namespace rolecall::testing {
namespace {

using store::Bytes;

/// A sealed value: a column of the row that a condition names.
struct Cell {
  std::string table;
  std::string column;
  std::string where;
};

class Tampering : public TextTest {
 protected:
  void SetUp() override {
    TextTest::SetUp();
    cara_ = join("Cara", "cara@clinic.example", {"clinician"});
    set([](store::TeamSettings& settings) { settings.emergency_access = true; });
  }

  static Bytes sealed_in(store::Transaction& tx, const Cell& cell) {
    auto rows = store::query(tx, "SELECT " + cell.column + " FROM " + cell.table + " WHERE " + cell.where);
    if (!rows.next()) throw std::runtime_error("no row of " + cell.table + " where " + cell.where);
    return rows.bytes(0);
  }
  static void put(store::Transaction& tx, const Cell& cell, const Bytes& sealed) {
    store::execute(tx, "UPDATE " + cell.table + " SET " + cell.column + " = $1 WHERE " + cell.where, sealed);
  }
  /// One bit of each octet; `ask(tx)` reads the content. All is put back.
  template <class Ask>
  void flip_bits(const Cell& cell, Ask ask) {
    const auto tried = world().write([&](store::Transaction& tx) -> Result<std::size_t> {
      const Bytes sealed = sealed_in(tx, cell);
      EXPECT_EQ(rule_of(ask(tx)), "permitted") << cell.table;
      for (std::size_t at = 0; at < sealed.size(); ++at) {
        Bytes damaged = sealed;
        damaged[at] = static_cast<unsigned char>(damaged[at] ^ (1U << (at % 8)));
        put(tx, cell, damaged);
        EXPECT_EQ(rule_of(ask(tx)), "content_damaged") << cell.table << ", octet " << at;
      }
      put(tx, cell, sealed.substr(0, sealed.size() - 1));
      EXPECT_EQ(rule_of(ask(tx)), "content_damaged") << cell.table << ", cut short";
      put(tx, cell, sealed);
      return sealed.size();
    });
    ASSERT_TRUE(tried);
    EXPECT_GT(*tried, 0U);
  }
  /// `ask(tx)` reads what stands in `one`. All is put back.
  template <class Ask>
  void swap_with(const Cell& one, const Cell& other, Ask ask) {
    ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
      const Bytes mine = sealed_in(tx, one);
      put(tx, one, sealed_in(tx, other));
      EXPECT_EQ(rule_of(ask(tx)), "content_damaged") << one.where << " holds " << other.where;
      put(tx, one, mine);
      EXPECT_EQ(rule_of(ask(tx)), "permitted") << one.table;
      return Done{};
    }));
  }

  /// Hangs a row under another one.
  void move(const std::string& table, const std::string& column, const std::string& id, const std::string& under) {
    ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, "UPDATE " + table + " SET " + column + " = $2 WHERE id = $1", id, under);
      return Done{};
    }));
  }

  [[nodiscard]] auto reads_session(const SessionId& session) {
    return [this, session](store::Transaction& tx) {
      return service::read_session(tx, world().environment(), cara_.credential, team(), session);
    };
  }
  [[nodiscard]] auto reads_transcript(const SessionId& session) {
    return [this, session](store::Transaction& tx) {
      return service::read_transcript(tx, world().environment(), cara_.credential, team(), session);
    };
  }
  [[nodiscard]] auto reads_text(const service::TextPlace& at) {
    return [this, at](store::Transaction& tx) { return service::read_text(tx, world().environment(), cara_.credential, at); };
  }
  [[nodiscard]] auto reads_emergencies() {
    return [this](store::Transaction& tx) -> Result<Done> {
      const auto page = service::list_emergencies(tx, world().environment(), owner().credential, team(), std::nullopt, 50);
      if (!page) return std::unexpected(page.error());
      const bool reads_all = std::ranges::all_of(page->items, [](const auto& item) { return item.reason && item.comment; });
      return reads_all ? Result<Done>(Done{}) : fail(Code::unavailable, "content_damaged", "");
    };
  }
  void say(const SessionId& session, const std::vector<std::string>& words) {
    service::WriteTranscript request{team(), session, {}, {}};
    for (const auto& text : words) request.segments.push_back({"Ada", text, {}, {}});
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::write_transcript(tx, environment, cara_.credential, request);
    }));
  }
  EmergencyId emergency(const std::string& reason) {
    const auto opened = write([&](auto& tx, const auto& environment) {
      return service::open_emergency(tx, environment, cara_.credential, {team(), "MRN 4711", "1980-02-29", reason});
    });
    EXPECT_TRUE(opened) << rule_of(opened);
    return opened->id.value();
  }
  static Cell segment(const SessionId& session, const std::string& position) {
    return {"transcript_segment", "content", "session_id = '" + session.value + "' AND position = " + position};
  }
  static Cell version_of(const service::TextPlace& at) {
    const std::string table = at.kind == Kind::note ? "note" : "document";
    return {table + "_version", "content", table + "_id = '" + at.id + "'"};
  }

  Colleague cara_;
};

TEST_P(Tampering, with_a_session_is_noticed) {
  const auto one = session_of(cara_, "Ada Byron");
  const auto other = session_of(cara_, "Bea Cole");
  const auto cell = [](const SessionId& session) { return Cell{"session", "content", "id = '" + session.value + "'"}; };
  flip_bits(cell(one), reads_session(one));
  swap_with(cell(one), cell(other), reads_session(one));
}

TEST_P(Tampering, with_a_segment_is_noticed) {
  const auto one = session_of(cara_);
  const auto other = session_of(cara_);
  say(one, {"It hurts", "A lot"});
  say(other, {"It does not"});
  flip_bits(segment(one, "2"), reads_transcript(one));
  swap_with(segment(one, "1"), segment(one, "2"), reads_transcript(one));
  swap_with(segment(one, "1"), segment(other, "1"), reads_transcript(one));
}

TEST_P(Tampering, with_a_note_or_document_is_noticed) {
  const auto session = session_of(cara_);
  for (const auto kind : {Kind::note, Kind::document}) {
    const auto one = made(cara_, kind, session, "It hurts.");
    const auto other = made(cara_, kind, session, "It does not.");
    flip_bits(version_of(one), reads_text(one));
    swap_with(version_of(one), version_of(other), reads_text(one));
  }
  const auto note = made(cara_, Kind::note, session);
  const auto letter = made(cara_, Kind::document, session);
  swap_with(version_of(note), version_of(letter), reads_text(note));
}

TEST_P(Tampering, with_a_document_is_noticed_in_its_downloads) {
  const auto session = session_of(cara_);
  const auto one = made(cara_, Kind::document, session, "It hurts.");
  const auto other = made(cara_, Kind::document, session, "It does not.");
  swap_with(version_of(one), version_of(other),
            [&](store::Transaction& tx) { return service::open_document(tx, world().environment(), cara_.credential, one); });
}

TEST_P(Tampering, with_an_addendum_is_noticed) {
  const auto note = made(cara_, Kind::note, session_of(cara_));
  ASSERT_TRUE(sign(cara_, note));
  const auto first = addend(cara_, note, "Better.")->addenda.at(0).id;
  ASSERT_TRUE(addend(cara_, note, "Worse."));
  const Cell one{"note_addendum", "content", "id = '" + first.value + "'"};
  const Cell other{"note_addendum", "content", "id <> '" + first.value + "'"};
  flip_bits(one, reads_text(note));
  swap_with(one, other, reads_text(note));
}

TEST_P(Tampering, that_moves_a_note_or_document_to_another_session_is_noticed) {
  const auto mine = session_of(cara_, "Ada Byron");
  const auto other = session_of(cara_, "Bea Cole");
  for (const auto kind : {Kind::note, Kind::document}) {
    const auto text = made(cara_, kind, mine);
    ASSERT_TRUE(save(cara_, text, "It hurts a lot."));
    move(kind == Kind::note ? "note" : "document", "session_id", text.id, other.value);
    EXPECT_EQ(rule_of(get(cara_, place(kind, other, text.id))), "content_damaged");
    EXPECT_EQ(rule_of(version(cara_, place(kind, other, text.id), 1)), "content_damaged");
  }
}

TEST_P(Tampering, that_moves_an_addendum_to_another_note_is_noticed) {
  const auto session = session_of(cara_);
  const auto one = made(cara_, Kind::note, session);
  const auto other = made(cara_, Kind::note, session);
  for (const auto& note : {one, other}) ASSERT_TRUE(sign(cara_, note));
  move("note_addendum", "note_id", addend(cara_, one, "Better.")->addenda.at(0).id.value, other.id);
  EXPECT_EQ(rule_of(get(cara_, other)), "content_damaged");
}

TEST_P(Tampering, with_the_reason_or_the_review_of_an_emergency_is_noticed) {
  session_of(cara_);
  const auto first = emergency("Unconscious");
  const auto second = emergency("Bleeding");
  const auto cell = [](const EmergencyId& id, const std::string& column) {
    return Cell{"emergency_access", column, "id = '" + id.value + "'"};
  };
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::review_emergency(tx, environment, owner().credential, {team(), first, "justified", "Rightly so"});
  }));
  flip_bits(cell(first, "reason"), reads_emergencies());
  flip_bits(cell(first, "comment"), reads_emergencies());
  swap_with(cell(first, "reason"), cell(second, "reason"), reads_emergencies());
  swap_with(cell(first, "comment"), cell(first, "reason"), reads_emergencies());
}

TEST_P(Tampering, with_one_session_never_hides_the_next_in_lists_and_searches) {
  std::vector<SessionId> sessions;
  for (int i = 0; i < 4; ++i) {
    sessions.push_back(session_of(cara_, "Ada Byron"));
    world().advance(seconds(1));
  }
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    for (const auto& session : {sessions[1], sessions[2]})
      put(tx, {"session", "content", "id = '" + session.value + "'"}, Bytes{1, 2, 3});
    return Done{};
  }));
  const std::vector<SessionId> newest_first(sessions.rbegin(), sessions.rend());
  for (const int page_size : {1, 2, 50}) {
    EXPECT_EQ(listed(cara_, "me", "", page_size), newest_first) << page_size;
    EXPECT_EQ(listed(cara_, "me", "byron", page_size), newest_first) << page_size;
  }
  const auto page = list(cara_, {.after = {}});
  std::vector<bool> has_content;
  for (const auto& item : page.value().items) has_content.push_back(item.content.has_value());
  EXPECT_EQ(has_content, (std::vector<bool>{true, false, false, true}));
}

TEST_P(Tampering, with_the_reason_of_one_emergency_hides_no_other_and_not_that_it_was) {
  session_of(cara_);
  const auto damaged = emergency("Unconscious");
  world().advance(seconds(1));
  emergency("Bleeding");
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    put(tx, {"emergency_access", "reason", "id = '" + damaged.value + "'"}, Bytes{1, 2, 3});
    return Done{};
  }));
  const auto page = world().look([&](store::Transaction& tx) {
    return service::list_emergencies(tx, world().environment(), owner().credential, team(), std::nullopt, 50);
  });
  ASSERT_TRUE(page) << rule_of(page);
  ASSERT_EQ(page->items.size(), 2U);
  EXPECT_EQ(page->items[0].reason, "Bleeding");
  EXPECT_EQ(page->items[1].access.id, damaged);
  EXPECT_EQ(page->items[1].reason, std::nullopt);
}

ROLECALL_ON_BOTH_STORES(Tampering);

}  // namespace
}  // namespace rolecall::testing
