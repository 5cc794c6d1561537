// Explanations are true, over the space of facts: whoever a remedy names may do what it says, and then the answer is a permit or
// the next guard is named; a deny without a remedy is one that no single change in the team turns; and a permit falls with the
// grant that it names unless a second one stands, which is named then.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <map>
#include <mutex>

#include "abstract_space.h"
#include "facts.h"
#include "policy/explain.h"
#include "remedy_steps.h"

namespace rolecall::policy::testing {
namespace {

using specification::Specification;
using specification::Verdict;

/// What the walk over a space found: of each kind of lie the first case. A few are enough.
struct Findings {
  std::atomic<std::uint64_t> cases = 0;
  std::atomic<bool> enough = false;
  std::mutex mutex;
  std::map<std::string, std::string> lies;  // guarded by the mutex

  void add(const Cases& at, unsigned number, const std::string& lie) {
    const std::scoped_lock lock(mutex);
    lies.try_emplace(lie, describe(at, number));
    enough = lies.size() >= 8;
  }
  [[nodiscard]] std::string text() const {
    std::string text;
    for (const auto& [lie, where] : lies) text += lie + ", where\n" + where + "\n";
    return text;
  }
};

/// Worlds that can be: the owner is an active administrator, and a legal hold keeps what its time has passed.
bool can_be(const Question& question) {
  const Subject& subject = question.subject;
  const bool owner_is_one =
      subject.state == MemberState::active && (subject.via == Via::api_key || subject.roles.has(Role::administrator));
  if (subject.owner && !owner_is_one) return false;
  return !(question.resource.retention_expired && question.resource.legal_hold);
}

std::string said(const Question& question) {
  const Decision decision = decide(question);
  return std::string(name_of(question.action)) + " by roles " + std::to_string(question.subject.roles.bits()) +
         (question.subject.owner ? " and ownership" : "") + " on " + std::string(name_of(question.resource.kind)) + " answers " +
         std::string(name_of(decision.rule));
}

/// The rules stand in the order in which they are tried; that the plan lacks Session View is tried twice, the second time with
/// what stands in the way of content.
int place_in_order(const Decision& decision, const Question& question) {
  const bool asks_feature =
      !entry_of(question.action).needs.empty() || !question.request.features.is_within(question.team.features);
  const bool is_of_content = decision.rule == Rule::plan_lacks_feature && !asks_feature;
  return 2 * static_cast<int>(is_of_content ? Rule::session_view_off : decision.rule) - (is_of_content ? 1 : 0);
}

/// One rule can have several causes, and then its sentence changes.
bool gets_further(const Decision& before, const Question& question, const Question& again) {
  const Decision after = decide(again);
  if (after.permitted() || place_in_order(after, again) > place_in_order(before, question)) return true;
  return after.rule == before.rule && sentence_of(after, again) != sentence_of(before, question);
}

/// Whoever acts in the place of the person who asked may do it, or is stopped by another guard that stops everybody.
bool may_act_in_place(const Decision& before, const Question& act) {
  constexpr std::array stops_everybody{
      Rule::plan_lacks_feature,        Rule::note_signed,          Rule::legal_hold,      Rule::retention_expired,
      Rule::owner_keeps_administrator, Rule::emergency_access_off, Rule::above_own_rights};
  const Decision decision = decide(act);
  if (decision.permitted()) return true;
  return decision.rule != before.rule &&
         std::find(stops_everybody.begin(), stops_everybody.end(), decision.rule) != stops_everybody.end();
}

/// What is wrong with the remedy of this denied question; empty when nothing is.
std::string lie_of(const Decision& decision, const Question& question) {
  const auto choice = remedy_for(decision, question);
  if (!choice) {
    if (decision.rule == Rule::not_found) return "";
    for (const Question& changed : single_changes(question))
      if (decide(changed).permitted()) return "a remedy is missing: " + said(changed);
    return "";
  }
  const std::string text = "\"" + std::string(choice->text) + "\" is not true: ";
  for (const RemedyStep& step : steps_of(*choice, decision.rule, question)) {
    if (!step.after && !may_act_in_place(decision, *step.act)) return text + said(*step.act);
    if (step.act && step.after && !decide(*step.act).permitted()) return text + said(*step.act);
    if (step.after && !gets_further(decision, question, *step.after)) return text + "afterwards " + said(*step.after);
  }
  return "";
}

/// Every case of these spaces of every action on the kinds that it is asked on.
void for_all_cases(std::vector<Space> (*spaces)(std::size_t, std::size_t), const Findings& findings,
                   const std::function<void(const Space&, Cases&)>& visit) {
  const Specification& specification = bridge().specification();
  const std::size_t kinds = specification.kinds().size();
  in_parallel(specification.actions().size() * kinds, [&](std::size_t task) {
    const std::size_t action = task / kinds;
    const std::size_t kind = task % kinds;
    if (!specification.asked_on(action, kind)) return true;
    for (const Space& space : spaces(action, kind)) {
      Cases cases = begin(action, kind, space);
      walk(space, cases, [&](Cases& at) {
        visit(space, at);
        return !findings.enough;
      });
    }
    return !findings.enough;
  });
}

/// With and without a trial that can be started, since that chooses between two remedies.
void check_remedies(const Cases& at, unsigned number, Findings& findings) {
  Question question = at.question;
  const Decision decision = decide(question);
  if (decision.permitted()) return;
  for (const char* trial : {"free", "together"}) {
    question.team.trial_features = features_of_plan(trial);
    if (const std::string lie = lie_of(decision, question); !lie.empty()) findings.add(at, number, lie);
    if (decision.rule != Rule::plan_lacks_feature) return;
  }
}

TEST(ExplanationsAreTrue, OfEveryDenyAndItsRemedy) {
  Findings findings;
  for_all_cases(explanation_spaces_of, findings, [&](const Space& space, Cases& at) {
    std::uint64_t explained = 0;
    for (unsigned number = 0; number < 64; ++number) {
      take_case(at.question, space, number);
      if (!can_be(at.question)) continue;
      check_remedies(at, number, findings);
      ++explained;
    }
    findings.cases += explained;
  });
  EXPECT_TRUE(findings.lies.empty()) << findings.text();
  std::cout << findings.cases << " answers explained\n";
  EXPECT_GT(findings.cases, 10'000'000U);
}

/// The question without that grant, where facts can take it away: whatever else the role gave stays, through a custom role.
std::optional<Question> without(Question question, const GrantUsed& grant) {
  if (grant.holder == Holder::member) return std::nullopt;
  Subject& subject = question.subject;
  SessionViewFacts& view = question.team.session_view;
  if (grant.holder == Holder::owner) subject.owner = false;
  if (grant.holder == Holder::owner || grant.holder == Holder::custom) {
    subject.custom.remove(grant.id);
    return question;
  }
  for (const RoleEntry& entry : all_roles) {
    if (columns_of({entry.role}) != HolderSet{grant.holder}) continue;
    GrantSet rest = grants_of(grant.holder);
    rest.remove(grant.id);
    if (view.audience_roles.has(entry.role)) view.audience_custom = view.audience_custom | rest;
    subject.roles.remove(entry.role);
    subject.custom = subject.custom | rest;
  }
  return question;
}

/// Holds the permits of one grant in 64 cases against the second formulation without that grant.
class Strike {
 public:
  void check(const Space& space, Cases& at, Findings& findings) {
    bridge().specification().decide(at.world, verdicts_);
    for (const Verdict& verdict : verdicts_) {
      const auto grant = bridge().specification().grant_of(verdict.outcome);
      if (!grant) continue;
      bridge().specification().decide(at.world, without_, grant);
      for (const Verdict& second : without_) check(space, at, findings, verdict, second);
    }
  }

 private:
  void check(const Space& space, Cases& at, Findings& findings, const Verdict& first, const Verdict& second) {
    for (unsigned number = 0; number < 64; ++number) {
      if (((first.cases & second.cases) >> number & 1U) == 0) continue;
      take_case(at.question, space, number);
      const Decision decision = decide(at.question);
      ++findings.cases;
      if (bridge().outcome_of(decision) != first.outcome) return findings.add(at, number, "another grant is named");
      const auto question = without(at.question, *decision.grant);
      if (question && !answers(decide(*question), second))
        return findings.add(
            at, number,
            "without its grant " + bridge().specification().name_of(second.outcome) + " is demanded, but " + said(*question));
    }
  }

  /// The same rule, or the same row of the table; a custom role now gives what the role gave beside the grant.
  static bool answers(const Decision& decision, const Verdict& demanded) {
    const auto grant = bridge().specification().grant_of(demanded.outcome);
    if (!grant || !decision.grant) return bridge().outcome_of(decision) == demanded.outcome;
    return decision.grant->id == bridge().grant(grant->row);
  }

  std::vector<Verdict> verdicts_, without_;
};

TEST(ExplanationsAreTrue, OfEveryPermitAndItsGrant) {
  Findings findings;
  for_all_cases(explanation_spaces_of_permits, findings, [&](const Space& space, Cases& at) {
    thread_local Strike strike;
    strike.check(space, at, findings);
  });
  EXPECT_TRUE(findings.lies.empty()) << findings.text();
  std::cout << findings.cases << " permits lost their grant\n";
  EXPECT_GT(findings.cases, 1'000'000U);
}

}  // namespace
}  // namespace rolecall::policy::testing
