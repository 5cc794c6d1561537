#include "cli/demo.h"

#include "base/crypto/password.h"
#include "cli/demo/team_life.h"
#include "service/access/ruleset.h"
#include "store/installation.h"

namespace rolecall::cli {
namespace {

using namespace demo;

policy::FeatureSet features_of_plan(const service::Environment& environment, Instant now) {
  store::Team team;
  team.plan = environment.plans.default_plan;
  return store::features_of(team, environment.plans, now);
}

/// Sessions that a happening tells of have come into being by then: the visits are told first, and those that the rest speaks of
/// are days old.
Result<Done> fill(store::Transaction& tx, const service::Environment& environment, const std::string& password_hash) {
  const Instant now = tx.now();
  const Corpus corpus = read_corpus(clinic_text());
  const auto visits = visits_until(corpus, now);
  const auto features = features_of_plan(environment, now);
  Told told{environment, Staff(environment, password_hash), {}, std::vector<Told::Papers>(visits.size())};
  Timeline timeline;
  timeline.at(opening_of(now), [&](store::Transaction& then) {
    service::keep_ruleset(then, environment.plans);
    return told.staff.found_team(then);
  });
  timeline.at(opening_of(now) + hours(2), [&](store::Transaction& then) { return told.staff.join(then); });
  tell_templates(timeline, told, corpus, features, now);
  for (std::size_t i = 0; i < visits.size(); ++i) tell_visit(timeline, told, visits[i], i, now);
  tell_sharing(timeline, told, visits, now);
  tell_session_view(timeline, told, visits, features, now);
  timeline.at(now, [&](store::Transaction& then) { return told.staff.invite(then); });
  return timeline.play(tx);
}

std::string note() {
  return "Demo logins, all with the password \"" + std::string(password) + "\":\n" + "  " + std::string(owner) +
         "   Account Owner (administrator, clinician)\n" + "  tomas.arrieta@harbour.example    administrator\n" +
         "  ines.okafor@harbour.example      clinician\n" + "  ama.boateng@harbour.example      assistant\n";
}

}  // namespace

Result<std::string> fill_demo(store::Store& store, const service::Environment& environment) {
  const auto newest = store::run_and_wait(
      store, store::Kind::read, [](store::Transaction& tx) { return Result<std::optional<Instant>>(store::newest_record(tx)); });
  if (*newest) return note();
  const std::string hash = crypto::hash_password(demo::password);
  const auto filled =
      store::run_and_wait(store, store::Kind::write, [&](store::Transaction& tx) { return fill(tx, environment, hash); });
  if (!filled) return std::unexpected(filled.error());
  return note();
}

}  // namespace rolecall::cli
