// The clinic that `--demo` fills in: told by the real use cases, in their time, on both stores.
#include "cli/demo.h"

#include <map>

#include "audit/verify_export.h"
#include "cli/demo/visit_steps.h"
#include "cli/demo/visits.h"
#include "service/audit/export_audit.h"
#include "store/sql.h"
#include "support/service_world.h"

namespace rolecall::testing {
namespace {

using cli::demo::Progress;

class Demo : public ServiceTest {
 protected:
  Result<std::string> fill() { return cli::fill_demo(world().store(), world().environment()); }
  [[nodiscard]] std::int64_t count(std::string_view sql) {
    return world().look([&](store::Transaction& tx) {
      auto rows = store::query(tx, sql);
      return rows.next() ? rows.integer(0) : 0;
    });
  }
  [[nodiscard]] std::string team() {
    return world().look([](store::Transaction& tx) {
      auto rows = store::query(tx, "SELECT id FROM team");
      return rows.next() ? rows.text(0) : std::string();
    });
  }
  audit::ExportReport verified(const std::string& chain) {
    std::string lines;
    service::export_chain(world().store(), world().environment(), chain, [&](std::string_view piece) { lines += piece; });
    std::size_t at = 0;
    return audit::verify_export(
        [&]() -> std::optional<std::string> {
          if (at >= lines.size()) return std::nullopt;
          const auto end = lines.find('\n', at);
          auto line = lines.substr(at, end - at);
          at = end == std::string::npos ? lines.size() : end + 1;
          return line;
        },
        world().environment().keys.signing_key().public_key());
  }
};

TEST_P(Demo, is_a_clinic_of_twelve_with_hundreds_of_sessions_over_months_and_an_audit_that_verifies) {
  const auto filled = fill();
  ASSERT_TRUE(filled) << filled.error().detail;
  EXPECT_EQ(count("SELECT count(*) FROM member"), 12);
  EXPECT_EQ(count("SELECT count(DISTINCT status) FROM member"), 3);
  EXPECT_GE(count("SELECT count(*) FROM session"), 300);
  EXPECT_EQ(count("SELECT count(DISTINCT status) FROM session"), 3);
  EXPECT_GE(count("SELECT count(*) FROM transcript_segment"), 3'000);
  EXPECT_GE(count("SELECT count(*) FROM note WHERE signed_at IS NULL"), 10);
  EXPECT_GE(count("SELECT count(DISTINCT note_id) FROM note_addendum"), 10);
  EXPECT_GE(count("SELECT count(*) FROM document"), 50);
  EXPECT_EQ(count("SELECT count(*) FROM session WHERE restricted = 1"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM session WHERE legal_hold = 1"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM share"), 4);
  EXPECT_EQ(count("SELECT count(*) FROM delegation"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM team WHERE session_view_enabled = 1 AND trial_started_at IS NOT NULL"), 1);
  EXPECT_EQ(count("SELECT count(DISTINCT visibility) FROM template"), 2);
  EXPECT_GE(count("SELECT max(version) FROM template WHERE visibility = 'team'"), 3);
  EXPECT_EQ(count("SELECT count(*) FROM template_proposal"), 1);
  EXPECT_GE(count("SELECT count(*) FROM session_opening"), 4);

  const Instant now = world().clock().now();
  EXPECT_EQ(count("SELECT max(at) FROM audit_event"), now.ms);
  EXPECT_LT(count("SELECT min(created_at) FROM session"), (now - days(100)).ms);
  EXPECT_LE(count("SELECT max(created_at) FROM session"), now.ms);
  for (const std::string& chain : {team(), std::string("installation")}) {
    const auto report = verified(chain);
    EXPECT_FALSE(report.problem) << chain << ": " << report.problem->detail;
    EXPECT_GT(report.rows, 100) << chain;
  }
}

/// One store is enough: what is left out is decided above it.
class DemoOnOtherPlans : public Demo {};

TEST_P(DemoOnOtherPlans, does_without_what_they_do_not_have) {
  world().environment().plans = billing::parse_plans(R"(
    default_plan = "bare"
    [[plan]]
    id = "bare"
    name = "Bare"
    features = []
    price_per_seat_month = 0
    price_per_seat_year = 0
    currency = "EUR"
  )")
                                    .value();
  const auto filled = fill();
  ASSERT_TRUE(filled) << filled.error().detail;
  EXPECT_GE(count("SELECT count(*) FROM session"), 300);
  EXPECT_EQ(count("SELECT count(*) FROM team WHERE session_view_enabled = 1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM template WHERE visibility = 'team'"), 0);
}

/// It is told from the present backwards, and people start it at any time.
TEST(DemoAtAnyHour, is_told_to_its_end) {
  const int starts = 6;
  for (int start = 0; start < starts; ++start) {
    ServiceWorld world(Which::sqlite);
    world.advance(days(270 + start));
    world.advance(minutes(187 * start));
    const auto filled = cli::fill_demo(world.store(), world.environment());
    EXPECT_TRUE(filled) << to_rfc3339(world.clock().now()) << ": " << filled.error().detail;
  }
}

ROLECALL_ON_BOTH_STORES(Demo);
INSTANTIATE_TEST_SUITE_P(on, DemoOnOtherPlans, ::testing::Values(Which::sqlite));

/// Enough for what the demo shows of each clinician, whatever weekday it is and whatever the hour.
TEST(DemoVisits, are_believable_on_every_day_of_the_year) {
  const auto corpus = cli::demo::read_corpus(cli::demo::clinic_text());
  for (int day = 0; day < 370; ++day) {
    const Instant now = Instant{1'772'323'200'000} + days(day) + hours(day % 24);
    std::map<std::string, std::map<Progress, int>> visits;
    const Instant leave = cli::demo::leave_of(now);
    for (const auto& visit : cli::demo::visits_until(corpus, now)) {
      if (visit.clinician == cli::demo::on_leave) {
        EXPECT_LT(cli::demo::signing_of(visit), leave);
        EXPECT_TRUE(visit.words.addendum.empty() || visit.started_at + days(cli::demo::days_to_addendum) < leave);
      }
      ++visits[visit.clinician][visit.progress];
      EXPECT_EQ(visit.started_at > now, visit.progress == Progress::prepared) << to_rfc3339(visit.started_at);
      EXPECT_EQ((visit.words.context + visit.words.note + visit.words.transcript + visit.words.letter).find('<'),
                std::string::npos)
          << visit.words.context;
    }
    ASSERT_EQ(visits.size(), corpus.clinicians.size());
    for (auto& [clinician, by_progress] : visits) {
      EXPECT_GE(by_progress[Progress::signed_off], 30) << clinician << " " << to_rfc3339(now);
      EXPECT_EQ(by_progress[Progress::talking], clinician == cli::demo::on_leave ? 0 : 1) << clinician;
      EXPECT_EQ(by_progress[Progress::prepared], clinician == cli::demo::on_leave ? 0 : 2) << clinician;
    }
  }
}

TEST(DemoVisits, are_the_same_at_every_start) {
  const auto corpus = cli::demo::read_corpus(cli::demo::clinic_text());
  const Instant now{1'772'366'400'000};
  const auto once = cli::demo::visits_until(corpus, now);
  const auto again = cli::demo::visits_until(corpus, now);
  ASSERT_EQ(once.size(), again.size());
  for (std::size_t i = 0; i < once.size(); ++i) {
    EXPECT_EQ(once[i].started_at, again[i].started_at);
    EXPECT_EQ(once[i].patient, again[i].patient);
    EXPECT_EQ(once[i].words.note, again[i].words.note);
  }
}

}  // namespace
}  // namespace rolecall::testing
