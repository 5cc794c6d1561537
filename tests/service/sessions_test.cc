// Clinical sessions: who creates, reads, changes and deletes one, what is recorded, what is sealed.
#include <algorithm>

#include "store/openings.h"
#include "support/clinical_world.h"

namespace rolecall::testing {
namespace {

class Sessions : public ClinicalTest {
 protected:
  Result<Done> restrict(const Person& by, const SessionId& session) {
    return write([&](auto& tx, const auto& environment) {
      return service::restrict_session(tx, environment, by.credential, team(), session, service::Restriction::restricted);
    });
  }
  Result<Done> hold(const Person& by, const SessionId& session) {
    return write([&](auto& tx, const auto& environment) {
      return service::hold_session(tx, environment, by.credential, team(), session, service::LegalHold::held);
    });
  }
  Result<Done> remove(const Person& by, const SessionId& session) {
    return write([&](auto& tx, const auto& environment) {
      return service::delete_session(tx, environment, by.credential, team(), session);
    });
  }
  Result<service::ShownSession> update(const Person& by, const service::UpdateSession& request) {
    return write(
        [&](auto& tx, const auto& environment) { return service::update_session(tx, environment, by.credential, request); });
  }
};

TEST_P(Sessions, a_clinician_creates_reads_changes_and_deletes_an_own_session) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  auto opened = open(cara, session);
  ASSERT_TRUE(opened) << rule_of(opened);
  EXPECT_EQ(opened->content.patient.name, "Ada Byron");
  EXPECT_TRUE(opened->own);
  const auto changed = update(
      cara, {.team = team(), .session = session, .context = "Second visit", .status = SessionStatus::completed, .if_match = "1"});
  ASSERT_TRUE(changed) << rule_of(changed);
  EXPECT_EQ(changed->content.context, "Second visit");
  EXPECT_EQ(changed->content.patient.name, "Ada Byron");
  EXPECT_EQ(rule_of(update(cara, {.team = team(), .session = session, .context = "Third", .if_match = "1"})), "stale");
  ASSERT_TRUE(remove(cara, session));
  EXPECT_EQ(rule_of(open(cara, session)), "not_found");
}

TEST_P(Sessions, what_is_not_said_of_a_patient_stays_and_what_is_said_to_be_empty_goes) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  const auto patient_after = [&](const service::PatientChange& change) {
    const auto changed = update(cara, {.team = team(), .session = session, .patient = change});
    EXPECT_TRUE(changed) << rule_of(changed);
    return changed ? changed->content.patient : store::Patient{};
  };
  EXPECT_EQ(patient_after({.name = "Ada King"}), (store::Patient{"Ada King", "1980-02-29", "MRN 4711"}));
  EXPECT_EQ(patient_after({.date_of_birth = "1980-02-28"}), (store::Patient{"Ada King", "1980-02-28", "MRN 4711"}));
  EXPECT_EQ(patient_after({.identifier = ""}), (store::Patient{"Ada King", "1980-02-28", ""}));
  EXPECT_EQ(patient_after({.date_of_birth = "", .identifier = "MRN 1"}), (store::Patient{"Ada King", "", "MRN 1"}));
  EXPECT_EQ(rule_of(update(cara, {.team = team(), .session = session, .patient = {.name = ""}})), "invalid");
  EXPECT_EQ(open(cara, session)->content.patient, (store::Patient{"Ada King", "", "MRN 1"}));
}

TEST_P(Sessions, nobody_reads_a_colleagues_session_the_owner_included) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  EXPECT_EQ(rule_of(open(dora, session)), "plan_lacks_feature");
  EXPECT_EQ(rule_of(open(owner(), session)), "plan_lacks_feature");
  EXPECT_TRUE(listed(owner()).empty());
}

TEST_P(Sessions, session_view_opens_for_its_audience_and_shuts_on_the_next_request) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  switch_session_view_on();
  EXPECT_EQ(rule_of(open(owner(), session)), "permitted");
  EXPECT_EQ(listed(owner()), std::vector{session});
  EXPECT_EQ(rule_of(open(dora, session)), "not_in_audience");
  EXPECT_TRUE(listed(dora).empty());
  EXPECT_EQ(rule_of(update(owner(), {.team = team(), .session = session, .context = "x"})), "not_own");
  set([](store::TeamSettings& settings) { settings.session_view_enabled = false; });
  EXPECT_EQ(rule_of(open(owner(), session)), "session_view_off");
  EXPECT_TRUE(listed(owner()).empty());
}

TEST_P(Sessions, a_restricted_session_is_in_no_list_search_or_answer_for_its_viewers) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto shut = session_of(cara);
  const auto open_one = session_of(cara);
  switch_session_view_on();
  EXPECT_EQ(rule_of(restrict(owner(), shut)), "not_own");
  ASSERT_TRUE(restrict(cara, shut));
  EXPECT_EQ(rule_of(open(owner(), shut)), "session_restricted");
  EXPECT_EQ(listed(owner()), std::vector{open_one});
  EXPECT_EQ(listed(owner(), cara.member.value), std::vector{open_one});
  EXPECT_EQ(listed(owner(), "all", "byron"), std::vector{open_one});
  EXPECT_EQ(listed(cara, "me").size(), 2U);
}

TEST_P(Sessions, every_opening_is_recorded_and_the_same_login_within_15_minutes_once) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  switch_session_view_on();
  ASSERT_TRUE(open(owner(), session));
  ASSERT_TRUE(open(owner(), session));
  EXPECT_EQ(audited("session.open").size(), 1U);
  world().advance(minutes(14));
  ASSERT_TRUE(open(owner(), session));
  EXPECT_EQ(audited("session.open").size(), 1U);
  world().advance(minutes(1));
  ASSERT_TRUE(open(owner(), session));
  EXPECT_EQ(audited("session.open").size(), 2U);
  const auto openings = world().look([&](store::Transaction& tx) { return store::list_openings(tx, session, 1'000'000, 10); });
  ASSERT_EQ(openings.size(), 2U);
  EXPECT_EQ(openings.front().member, owner().member);
  EXPECT_EQ(openings.front().grant_scope, "viewed");
}

TEST_P(Sessions, a_list_that_shows_sessions_of_others_is_recorded_with_the_ids) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  ASSERT_EQ(listed(cara).size(), 1U);
  EXPECT_TRUE(audited("session.list").empty());
  switch_session_view_on();
  ASSERT_EQ(listed(owner()).size(), 1U);
  const auto rows = audited("session.list");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_NE(audit::encode_row(rows.front()).find(session.value), std::string::npos);
}

TEST_P(Sessions, pages_are_complete_ordered_and_without_repeats_while_rows_change) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  std::vector<SessionId> made;
  for (int i = 0; i < 25; ++i) {
    made.push_back(session_of(cara));
    if (i % 3 == 0) world().advance(seconds(1));
  }
  switch_session_view_on();
  service::ListSessions request{.clinician = "all", .after = {}, .limit = 4};
  std::vector<SessionId> seen;
  while (true) {
    const auto page = list(owner(), request);
    ASSERT_TRUE(page) << rule_of(page);
    for (const auto& item : page->items) seen.push_back(item.session.id);
    world().advance(seconds(1));
    session_of(cara);
    if (!page->next) break;
    request.after = page->next;
  }
  std::ranges::sort(made);
  std::ranges::sort(seen);
  EXPECT_EQ(seen, made);
}

TEST_P(Sessions, are_found_by_name_identifier_and_date_of_birth_and_by_nothing_less) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara, "Zoë Müller-Straße");
  EXPECT_EQ(listed(cara, "me", "zoë"), std::vector{session});
  EXPECT_EQ(listed(cara, "me", "MÜLLER-STRASSE"), std::vector{session});
  EXPECT_EQ(listed(cara, "me", "mül zoë"), std::vector{session});
  EXPECT_EQ(listed(cara, "me", "MRN4711"), std::vector{session});
  EXPECT_EQ(listed(cara, "me", "1980-02-29"), std::vector{session});
  EXPECT_TRUE(listed(cara, "me", "mu").empty());
  EXPECT_TRUE(listed(cara, "me", "471").empty());
  EXPECT_TRUE(listed(cara, "me", "zoë smith").empty());
}

TEST_P(Sessions, clinical_text_is_sealed_at_rest_and_in_no_audit_row) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara, "Very Secretname");
  ASSERT_TRUE(update(cara, {.team = team(), .session = session, .context = "Verysecretcontext"}));
  const auto leaks = world().look([&](store::Transaction& tx) {
    std::string all;
    for (auto rows = store::query(tx, "SELECT content FROM session"); rows.next();) {
      const auto bytes = rows.bytes(0);
      all.append(bytes.begin(), bytes.end());
    }
    for (auto rows = store::query(tx, "SELECT encoded FROM audit_event"); rows.next();) all += rows.text(0);
    for (auto rows = store::query(tx, "SELECT value FROM audit_value"); rows.next();) all += rows.text(0);
    return all.find("ecretname") != std::string::npos || all.find("secretcontext") != std::string::npos;
  });
  EXPECT_FALSE(leaks);
}

TEST_P(Sessions, a_session_is_started_only_with_the_consent_that_the_team_asks_for) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  set([](store::TeamSettings& settings) { settings.consent_enabled = true; });
  service::CreateSession request{.team = team(), .content = {{"Ada Byron", "", ""}, ""}, .status = SessionStatus::in_progress};
  EXPECT_EQ(rule_of(create(cara, request)), "consent_needed");
  request.status = SessionStatus::draft;
  const auto draft = create(cara, request);
  ASSERT_TRUE(draft) << rule_of(draft);
  const auto id = draft->session.id;
  EXPECT_EQ(rule_of(update(cara, {.team = team(), .session = id, .status = SessionStatus::in_progress})), "consent_needed");
  const auto started = update(
      cara, {.team = team(), .session = id, .status = SessionStatus::in_progress, .consent = service::ConsentConfirmed::yes});
  ASSERT_TRUE(started) << rule_of(started);
  EXPECT_EQ(started->session.consent->by, cara.member);
}

TEST_P(Sessions, a_legal_hold_wins_over_deletion_and_shows_no_content) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  EXPECT_EQ(rule_of(hold(cara, session)), "no_grant");
  ASSERT_TRUE(hold(owner(), session));
  EXPECT_EQ(rule_of(remove(cara, session)), "legal_hold");
  EXPECT_EQ(rule_of(open(owner(), session)), "plan_lacks_feature");
}

TEST_P(Sessions, an_expired_retention_shuts_a_session_in_every_representation) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  set([](store::TeamSettings& settings) { settings.retention_days = 30; });
  world().advance(Duration{days(30).ms - 1});
  const auto again = world().signed_in_again(cara);
  EXPECT_EQ(rule_of(open(again, session)), "permitted");
  EXPECT_EQ(listed(again).size(), 1U);
  world().advance(Duration{1});
  EXPECT_EQ(rule_of(open(again, session)), "retention_expired");
  EXPECT_TRUE(listed(again).empty());
  EXPECT_TRUE(listed(again, "me", "byron").empty());
}

TEST_P(Sessions, a_foreign_session_answers_as_an_unknown_one) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  const auto stranger = world().signed_in("Stranger", "stranger@elsewhere.example");
  const auto other = write([&](auto& tx, const auto& environment) {
    return service::create_team(tx, environment, stranger.credential, "Other Clinic");
  });
  ASSERT_TRUE(other);
  const auto foreign = read([&](auto& tx, const auto& environment) {
    return service::read_session(tx, environment, stranger.credential, other->team.id, session);
  });
  const auto unknown = read([&](auto& tx, const auto& environment) {
    return service::read_session(tx, environment, stranger.credential, other->team.id,
                                 SessionId{"ses_00000000000000000000000000"});
  });
  ASSERT_FALSE(foreign);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(foreign.error().code, unknown.error().code);
  EXPECT_EQ(foreign.error().detail, unknown.error().detail);
  EXPECT_EQ(rule_of(open(stranger, session)), "not_found");
}

ROLECALL_ON_BOTH_STORES(Sessions);

}  // namespace
}  // namespace rolecall::testing
