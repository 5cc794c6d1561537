#include "service/access/ruleset.h"

#include <boost/describe.hpp>
#include <stdexcept>

#include "base/json_read.h"
#include "base/json_write.h"
#include "policy/table.h"
#include "store/ruleset_history.h"

namespace rolecall::service {
namespace {

struct KeptPlan {
  std::string id;
  std::vector<std::string> features;
};
BOOST_DESCRIBE_STRUCT(KeptPlan, (), (id, features))

struct KeptPlans {
  std::vector<KeptPlan> plans;
  std::string default_plan;
  std::optional<std::string> trial_plan;
};
BOOST_DESCRIBE_STRUCT(KeptPlans, (), (plans, default_plan, trial_plan))

const std::string& hash_of_policy() {
  static const std::string hash = policy::policy_hash();
  return hash;
}

std::string text_of(const billing::Plans& plans) {
  KeptPlans kept{{}, plans.default_plan, {}};
  for (const billing::Plan& plan : plans.plans) kept.plans.push_back({plan.id, plan.features});
  if (plans.trial) kept.trial_plan = plans.trial->plan;
  return json::text(kept);
}

billing::Plans plans_from(const std::string& text) {
  const auto document = json::parse(text);
  const auto kept = document ? json::read<KeptPlans>(document->root()) : std::unexpected(document.error());
  if (!kept) throw std::logic_error("the kept plans are not as they were written");
  billing::Plans plans;
  plans.default_plan = kept->default_plan;
  for (const KeptPlan& plan : kept->plans) plans.plans.push_back({.id = plan.id, .name = plan.id, .features = plan.features});
  if (kept->trial_plan) plans.trial = billing::TrialOffer{*kept->trial_plan, 0};
  return plans;
}

}  // namespace

void keep_ruleset(store::Transaction& tx, const billing::Plans& plans) {
  store::keep_ruleset(tx, {hash_of_policy(), text_of(plans)});
}

Result<PastRules> rules_at(store::Transaction& tx, const billing::Plans& present, Instant at) {
  const auto kept = store::ruleset_at(tx, at);
  if (kept)
    return PastRules{plans_from(kept->plans), kept->policy_hash == hash_of_policy() ? PolicyTable::same : PolicyTable::changed};
  const auto first = store::first_ruleset(tx);
  if (first && *first > tx.now()) return PastRules{present, PolicyTable::same};
  return invalid_field("/at", "what the plans opened then was not kept" +
                                  (first ? "; the first instant that can be answered is " + to_rfc3339(*first) : std::string()));
}

}  // namespace rolecall::service
