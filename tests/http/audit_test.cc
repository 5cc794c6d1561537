// Reading the audit of a team: pages, filters, who may, that reading is audited, and the export that verifies offline.
#include <set>

#include "audit/verify_export.h"
#include "http/administration_world.h"
#include "http/streamed.h"
#include "service/audit/checkpoint.h"
#include "service/audit/export_audit.h"
#include "store/audit_reader.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;
using testing::whole;

class Audit : public AdministrationTest {
 protected:
  static std::vector<std::string> texts(const http::Reply& page, std::string_view member) {
    EXPECT_EQ(page.status, 200) << page.body;
    std::vector<std::string> found;
    const auto document = json_of(page);
    for (const json::Value item : json::Value(document.root().find("items").value()))
      found.emplace_back(item.find(member)->string());
    return found;
  }
  static audit::ExportReport verify(const std::string& text, const crypto::PublicKey& key) {
    return audit::verify_export(
        [&, at = std::size_t{0}]() mutable -> std::optional<std::string> {
          if (at >= text.size()) return std::nullopt;
          const auto end = std::min(text.find('\n', at), text.size());
          auto line = text.substr(at, end - at);
          at = end + 1;
          return line;
        },
        key);
  }
  [[nodiscard]] crypto::PublicKey served_key() {
    return crypto::PublicKey::from_pem(nobody().get("/.well-known/rolecall-audit-key.pem").body).value();
  }
};

TEST_P(Audit, rows_show_who_did_what_with_names_before_and_after) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_EQ(as(owner()).put(path("/members/" + cara.member.value + "/roles"), R"({"roles":["assistant"]})").status, 200);
  const auto page = as(owner()).get(path("/audit?action=role.assign"));
  const auto document = json_of(page);
  const json::Value row = *document.root().find("items")->begin();
  EXPECT_EQ(row.find("actor")->find("name")->string(), "Olga");
  EXPECT_EQ(row.find("actor")->find("id")->string(), owner().member.value);
  EXPECT_EQ(row.find("resource")->find("id")->string(), cara.member.value);
  EXPECT_EQ(row.find("decision")->string(), "permit");
  EXPECT_EQ(json::canonical(*row.find("before")->find("roles")), R"(["clinician"])");
  EXPECT_EQ(json::canonical(*row.find("after")->find("roles")), R"(["assistant"])");
  for (const char* name : {"seq", "at", "rule", "prev_hash", "hash"}) EXPECT_TRUE(row.find(name)) << name;
}

TEST_P(Audit, pages_are_complete_and_ordered_while_rows_are_added) {
  for (int i = 0; i < 7; ++i) invite("m" + std::to_string(i) + "@x.example", {"clinician"});
  std::vector<std::string> seen;
  std::string cursor;
  do {
    const auto page = as(owner()).get(path("/audit?limit=3&action=member.invite") + cursor);
    const auto hashes = texts(page, "hash");
    seen.insert(seen.end(), hashes.begin(), hashes.end());
    invite("late" + std::to_string(seen.size()) + "@x.example", {"clinician"});
    const auto next = text_of(page, {"next_cursor"});
    cursor = next.empty() ? "" : "&cursor=" + next;
  } while (!cursor.empty());
  EXPECT_EQ(seen.size(), 7U);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 7U);
}

TEST_P(Audit, is_filtered_by_actor_action_prefix_resource_time_and_decision) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(as(cara).get(path("/audit")).status, 403);
  world().advance(minutes(20));
  invite("late@x.example", {"clinician"});
  EXPECT_EQ(texts(as(owner()).get(path("/audit?actor=" + cara.member.value)), "action").front(), "audit.read");
  EXPECT_EQ(texts(as(owner()).get(path("/audit?action=member.")), "action"),
            (std::vector<std::string>{"member.invite", "member.invite"}));
  EXPECT_EQ(texts(as(owner()).get(path("/audit?action=member.invite&from=2026-03-01T12:10:00Z")), "action").size(), 1U);
  EXPECT_EQ(texts(as(owner()).get(path("/audit?action=member.invite&to=2026-03-01T12:10:00Z")), "action").size(), 1U);
  EXPECT_EQ(texts(as(owner()).get(path("/audit?decision=deny")), "rule"), std::vector<std::string>{"no_grant"});
  EXPECT_FALSE(texts(as(owner()).get(path("/audit?resource=" + cara.member.value)), "action").empty());
  EXPECT_EQ(as(owner()).get(path("/audit?from=yesterday")).status, 422);
}

TEST_P(Audit, counts_equal_refusals_of_one_login_within_a_minute_in_one_row) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(as(cara).get(path("/audit")).status, 403);
  const auto page = as(owner()).get(path("/audit?decision=deny"));
  EXPECT_NE(page.body.find("\"count\":3"), std::string::npos) << page.body;
}

TEST_P(Audit, reading_is_audited_once_in_a_quarter_of_an_hour_for_each_login) {
  const auto read = [&](const testing::Person& person) { EXPECT_EQ(as(person).get(path("/audit")).status, 200); };
  read(owner());
  read(owner());
  EXPECT_EQ(audited("audit.read").size(), 1U);
  read(world().signed_in_again(owner()));
  EXPECT_EQ(audited("audit.read").size(), 2U);
  world().advance(minutes(15));
  read(owner());
  EXPECT_EQ(audited("audit.read").size(), 3U);
}

TEST_P(Audit, of_a_foreign_team_answers_exactly_as_an_unknown_one_and_no_cursor_crosses_over) {
  const auto outside = stranger();
  const auto before = audit_rows();
  const auto foreign = as(outside.person).get(path("/audit"));
  const auto unknown = as(outside.person).get("/api/v1/teams/tem_nowhere/audit");
  EXPECT_EQ(foreign.status, 404);
  EXPECT_EQ(foreign.body, unknown.body);
  EXPECT_EQ(audit_rows(), before) << "outsiders never write into a team's chain";
  invite("a@x.example", {"clinician"});
  const auto cursor = text_of(as(owner()).get(path("/audit?limit=1")), {"next_cursor"});
  ASSERT_FALSE(cursor.empty());
  EXPECT_EQ(as(outside.person).get("/api/v1/teams/" + outside.team.value + "/audit?limit=1&cursor=" + cursor).status, 400);
}

TEST_P(Audit, names_are_gone_with_their_openings_and_the_chain_still_verifies) {
  put_on_plan("enterprise");
  invite("a@x.example", {"clinician"});
  const auto erased = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "DELETE FROM audit_value WHERE subject = $1", owner().user);
    return Done{};
  });
  ASSERT_TRUE(erased);
  const auto page = as(owner()).get(path("/audit?action=member.invite"));
  EXPECT_NE(page.body.find("\"name\":null"), std::string::npos) << page.body;
  const auto report = verify(whole(as(owner()).get(path("/audit/export"))), served_key());
  EXPECT_FALSE(report.problem) << report.problem->detail;
}

TEST_P(Audit, export_is_the_whole_chain_with_a_signed_checkpoint_that_verifies_offline) {
  put_on_plan("enterprise");
  for (int i = 0; i < 3; ++i) invite("m" + std::to_string(i) + "@x.example", {"clinician"});
  const auto text = whole(as(owner()).get(path("/audit/export")));
  const auto report = verify(text, served_key());
  EXPECT_FALSE(report.problem) << report.problem->detail;
  EXPECT_EQ(report.rows, audit_rows());
  EXPECT_EQ(audited("audit.export").size(), 1U);
  auto forged = text;
  forged.replace(forged.find("m1@x.example"), 2, "m9");
  EXPECT_TRUE(verify(forged, served_key()).problem);
  EXPECT_EQ(as(owner()).get(path("/audit/export?format=xml")).status, 422);
  EXPECT_EQ(as(owner()).get(path("/audit/export?from=2026-01-01T00:00:00Z")).status, 422);
}

TEST_P(Audit, export_as_csv_defuses_cells_that_start_a_formula) {
  put_on_plan("enterprise");
  ASSERT_EQ(as(owner()).patch(path(), R"({"name":"=1+1"})").status, 200);
  const auto cara = join("=HYPERLINK(1)", "cara@clinic.example", {"administrator"});
  ASSERT_EQ(as(cara).patch(path(), R"({"name":"North"})").status, 200);
  const auto text = whole(as(owner()).get(path("/audit/export?format=csv")));
  EXPECT_TRUE(text.starts_with("seq,at,actor_type,")) << text.substr(0, 100);
  EXPECT_NE(text.find(R"csv("'=HYPERLINK(1)",team.update,)csv"), std::string::npos) << text;
}

TEST_P(Audit, export_needs_the_feature_of_the_plan_and_says_so) {
  EXPECT_EQ(text_of(as(owner()).get(path("/audit/export")), {"rule"}), "plan_lacks_feature");
}

TEST_P(Audit, of_a_refused_attempt_never_takes_a_text_from_the_path_into_the_chain) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(as(cara).remove(path("/members/jane@clinic.example")).status, 404);
  EXPECT_EQ(as(cara).remove(path("/members/" + owner().member.value)).status, 403);
  const auto refused = audited("member.remove");
  ASSERT_EQ(refused.size(), 2U);
  EXPECT_EQ(refused[0].resource.id, "") << "what is no id of ours stays outside";
  EXPECT_EQ(refused[1].resource.id, owner().member.value);
}

TEST_P(Audit, checkpoint_is_over_the_chain_as_it_stands_and_is_kept) {
  const auto reply = as(owner()).get(path("/audit/checkpoint"));
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto rows = audit_rows();
  const auto kept = world().look([&](store::Transaction& tx) { return store::find_checkpoint(tx, team().value, rows); });
  ASSERT_TRUE(kept);
  EXPECT_EQ(text_of(reply, {"hash"}), kept->tip.hash);
  EXPECT_EQ(audit::verify_checkpoint(*kept, served_key()), crypto::SignatureCheck::valid);
}

TEST_P(Audit, checkpoints_are_written_by_the_clock_for_chains_that_moved) {
  const auto write_due = [&] {
    ASSERT_TRUE(write([](auto& tx, const auto& environment) -> Result<Done> {
      service::write_due_checkpoints(tx, environment);
      return Done{};
    }));
  };
  const auto checkpoints = [&] { return count("SELECT count(*) FROM audit_checkpoint WHERE chain = $1"); };
  write_due();
  EXPECT_EQ(checkpoints(), 1);
  invite("a@x.example", {"clinician"});
  write_due();
  EXPECT_EQ(checkpoints(), 1) << "the last one is younger than an hour";
  world().advance(hours(1));
  write_due();
  EXPECT_EQ(checkpoints(), 2);
  world().advance(hours(1));
  write_due();
  EXPECT_EQ(checkpoints(), 2) << "the chain has not moved";
}

TEST_P(Audit, of_the_installation_is_exported_by_the_operator) {
  std::string text;
  service::export_chain(world().store(), world().environment(), "installation", [&](std::string_view piece) { text += piece; });
  const auto report = verify(text, served_key());
  EXPECT_FALSE(report.problem) << report.problem->detail;
  EXPECT_GT(report.rows, 0);
}

TEST_P(Audit, export_by_the_operator_keeps_no_writer_waiting_however_slowly_it_is_read) {
  std::string text;
  service::export_chain(world().store(), world().environment(), team().value, [&](std::string_view piece) {
    text += piece;
    EXPECT_EQ(as(owner()).patch(path(), R"({"name":"Meanwhile"})").status, 200);
  });
  EXPECT_FALSE(verify(text, served_key()).problem);
}

ROLECALL_ON_BOTH_STORES(Audit);

}  // namespace
}  // namespace rolecall
