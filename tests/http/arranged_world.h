// A clinic in which one scope of the grants table, and what follows from it, is open to one member on one session: for asking
// every right over HTTP with real objects. What the use cases would not let somebody make who lacks the role is put into the
// store.
#pragma once

#include <map>

#include "clinical/search_words.h"
#include "http/administration_world.h"
#include "store/api_keys.h"
#include "store/delegations.h"
#include "store/emergency.h"
#include "store/session.h"
#include "store/session_text.h"
#include "store/shares.h"
#include "store/templates.h"

namespace rolecall::testing {

/// What the places in braces of a request stand for.
using Places = std::map<std::string, std::string>;

class ArrangedTest : public AdministrationTest {
 protected:
  ArrangedTest() : AdministrationTest(http::all_routes()) {}

  void SetUp() override {
    AdministrationTest::SetUp();
    put_on_plan("enterprise");
    const auto alone = as(owner()).put(path("/members/" + owner().member.value + "/roles"), R"({"roles":["administrator"]})");
    ASSERT_EQ(alone.status, 200) << alone.body;
    cara_ = join("Cara", "cara@clinic.example", {"clinician"});
    gone_ = join("Gone", "gone@clinic.example", {"clinician"});
    dora_ = join("Dora", "dora@clinic.example", {"clinician", "assistant"});
    put_into(gone_.member, MemberState::suspended);
    force_team([](store::Team& team, Instant) {
      team.settings.emergency_access = true;
      team.settings.session_view_roles = policy::RoleSet::all();
      team.settings.session_view_transcripts = true;
    });
  }

  /// A fresh session with all that hangs on it, `scope` alone open on it to this member; `nothing` for none. `action` is what
  /// will be asked: a note to add to is signed, a session to hand over is of somebody who has left.
  Places arrange(const std::string& scope, const MemberId& asker, const std::string& action) {
    switch_session_view(scope == "viewed" || scope == "authored");
    Places places{{"{team}", team().value}, {"{colleague}", dora_.member.value}, {"{version}", "1"}};
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      Arranger(*this, tx, scope, asker, action).fill(places);
      return Done{};
    });
    EXPECT_TRUE(done);
    return places;
  }

 private:
  void switch_session_view(bool is_wanted) {
    if (is_viewed_ == is_wanted) return;
    force_team([&](store::Team& team, Instant) { team.settings.session_view_enabled = is_wanted; });
    is_viewed_ = is_wanted;
  }

  class Arranger {
   public:
    Arranger(ArrangedTest& test, store::Transaction& tx, const std::string& scope, const MemberId& asker,
             const std::string& action)
        : test_(test),
          tx_(tx),
          scope_(scope),
          asker_(asker),
          action_(action),
          author_(scope == "own"                 ? asker
                  : action == "session.reassign" ? test.gone_.member
                                                 : test.cara_.member),
          permit_(store::permit_system(tx, test.team(), store::SystemReason::demo_data)),
          recorded_(store::record(tx, permit_, "system.test", {"team", test.team().value}, nullptr, nullptr)),
          vault_(store::open_vault(tx, test.world().environment().keys.sealer(), test.team())) {}

    void fill(Places& places) {
      places["{clinician}"] = author_.value;
      add_session();
      places["{session}"] = session_.id.value;
      places["{note}"] = add_text(store::TextKind::note, author_);
      places["{document}"] = add_text(store::TextKind::document, scope_ == "authored" ? asker_ : author_);
      places["{delegation}"] = add_delegation();
      places["{template}"] = add_template();
      places["{api_key}"] = add_key();
      places["{emergency}"] = add_emergency(test_.dora_.member);
      if (scope_ == "emergency") add_emergency(asker_);
      if (scope_.starts_with("shared_")) share_with(asker_, level());
      if (action_ == "session.unshare" || action_ == "session.access.read")
        share_with(test_.dora_.member, policy::ShareLevel::view);
    }

   private:
    void add_session() {
      session_.id = SessionId::make(tx_.now());
      session_.team = test_.team();
      session_.clinician = session_.created_by = author_;
      session_.started_at = tx_.now();
      store::insert_session(tx_, permit_, recorded_, vault_, session_, {{"Ada Byron", "1980-02-29", "A-1"}, "Follow-up"},
                            {clinical::words_of_patient("Ada Byron", "A-1", "1980-02-29"), clinical::identifier_key("A-1")});
    }
    std::string add_text(store::TextKind kind, const MemberId& author) {
      store::SessionText text;
      text.kind = kind;
      text.id = kind == store::TextKind::note ? NoteId::make(tx_.now()).value : DocumentId::make(tx_.now()).value;
      text.team = test_.team();
      text.session = session_.id;
      text.author = author;
      store::insert_text(tx_, permit_, recorded_, vault_, text, {"Letter", "It hurts."});
      if (kind == store::TextKind::note && action_ == "note.addend") store::sign_note(tx_, permit_, recorded_, text, author);
      return text.id;
    }
    /// The one in force; those of arrangements before are over.
    std::string add_delegation() {
      store::execute(tx_, "UPDATE delegation SET ended_at = $2 WHERE team_id = $1 AND ended_at IS NULL", test_.team(), tx_.now());
      store::Delegation delegation;
      delegation.id = DelegationId::make(tx_.now());
      delegation.team = test_.team();
      delegation.clinician = author_;
      delegation.assistant = scope_ == "delegated" ? asker_ : test_.dora_.member;
      delegation.starts_at = tx_.now();
      delegation.ends_at = tx_.now() + days(1);
      store::insert_delegation(tx_, permit_, recorded_, delegation);
      return delegation.id.value;
    }
    std::string add_template() {
      store::Template personal;
      personal.id = TemplateId::make(tx_.now());
      personal.team = test_.team();
      personal.author = author_;
      personal.visibility = store::Visibility::personal;
      personal.kind = store::TextKind::note;
      personal.name = "Visit";
      personal.body = "x";
      store::insert_template(tx_, permit_, recorded_, personal);
      return personal.id.value;
    }
    std::string add_key() {
      store::ApiKey key;
      key.id = ApiKeyId::make(tx_.now());
      key.team = test_.team();
      key.maker = author_;
      key.name = "Export";
      key.created_at = tx_.now();
      key.expires_at = tx_.now() + days(1);
      store::insert_api_key(tx_, permit_, recorded_, key, key.id.value);
      return key.id.value;
    }
    std::string add_emergency(const MemberId& member) {
      store::EmergencyAccess access;
      access.id = EmergencyId::make(tx_.now());
      access.team = test_.team();
      access.member = member;
      access.opened_at = tx_.now();
      access.expires_at = tx_.now() + hours(1);
      access.review_due_at = tx_.now() + days(1);
      store::insert_emergency_access(tx_, permit_, recorded_, vault_, access, "Unconscious", {session_});
      return access.id.value;
    }
    void share_with(const MemberId& member, policy::ShareLevel level) {
      store::Share share;
      share.id = ShareId::make(tx_.now());
      share.team = test_.team();
      share.session = session_.id;
      share.member = member;
      share.granted_by = author_;
      share.level = level;
      share.session_started_at = session_.started_at;
      store::insert_share(tx_, permit_, recorded_, share);
    }
    [[nodiscard]] policy::ShareLevel level() const {
      if (scope_ == "shared_view") return policy::ShareLevel::view;
      return scope_ == "shared_edit" ? policy::ShareLevel::edit : policy::ShareLevel::full;
    }

    ArrangedTest& test_;
    store::Transaction& tx_;
    const std::string& scope_;
    const MemberId& asker_;
    const std::string& action_;
    MemberId author_;
    store::Permit permit_;
    store::Recorded recorded_;
    store::TeamVault vault_;
    store::Session session_;
  };

  Colleague cara_;  // whose everything is that is not the asker's
  Colleague gone_;
  Colleague dora_;
  bool is_viewed_ = false;
};

}  // namespace rolecall::testing
