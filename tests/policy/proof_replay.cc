#include "proof_replay.h"

namespace rolecall::policy::testing {
namespace {

class Pairs {
 public:
  explicit Pairs(std::vector<FactOnBothSides>& out) : out_(out) {}

  void fact(std::string name, const z3::expr& expr, bool& (*at)(PlainQuestion&)) {
    out_.push_back({std::move(name), expr, nullptr, [at](const PlainQuestion& q) { return unsigned{copy_of(q, at)}; },
                    [at](PlainQuestion& q, unsigned value) { at(q) = value == 1; }});
  }

  template <class Enum>
  void word(std::string name, const z3::expr& expr, const Words& words, Enum& (*at)(PlainQuestion&)) {
    out_.push_back({std::move(name), expr, &words, [at](const PlainQuestion& q) { return static_cast<unsigned>(copy_of(q, at)); },
                    [at](PlainQuestion& q, unsigned value) { at(q) = static_cast<Enum>(value); }});
  }

  template <class Element, std::size_t Count>
  void set(const std::string& name, const std::vector<z3::expr>& exprs, EnumSet<Element, Count>& (*at)(PlainQuestion&)) {
    for (std::size_t i = 0; i < Count; ++i) {
      const auto element = static_cast<Element>(i);
      out_.push_back({name + " " + std::to_string(i), exprs[i], nullptr,
                      [at, element](const PlainQuestion& q) { return unsigned{copy_of(q, at).has(element)}; },
                      [at, element](PlainQuestion& q, unsigned value) {
                        if (value == 1)
                          at(q).add(element);
                        else
                          at(q).remove(element);
                      }});
    }
  }

 private:
  template <class T>
  static T copy_of(PlainQuestion question, T& (*at)(PlainQuestion&)) {
    return at(question);
  }

  std::vector<FactOnBothSides>& out_;
};

using Q = PlainQuestion;

void pair_subject(Pairs& pairs, const ProofWorld& world, const ProofFacts& facts) {
  pairs.word<unsigned>("state", facts.state, world.states, [](Q& q) -> unsigned& { return q.state; });
  pairs.fact("owner", facts.owner, [](Q& q) -> bool& { return q.question.subject.owner; });
  pairs.set<Role, role_count>("role", facts.roles, [](Q& q) -> RoleSet& { return q.question.subject.roles; });
  pairs.set<GrantId, grant_count>("custom", facts.custom, [](Q& q) -> GrantSet& { return q.question.subject.custom; });
  pairs.word<SignIn>("sign_in", facts.sign_in, world.sign_ins, [](Q& q) -> SignIn& { return q.question.subject.sign_in; });
  pairs.word<SecondFactor>("second_factor", facts.second_factor, world.second_factors,
                           [](Q& q) -> SecondFactor& { return q.question.subject.second_factor; });
  pairs.fact("by_key", facts.by_key, [](Q& q) -> bool& { return q.by_key; });
}

void pair_team(Pairs& pairs, const ProofFacts& facts) {
  pairs.fact("deleted", facts.deleted, [](Q& q) -> bool& { return q.question.team.deleted; });
  pairs.set<Feature, feature_count>("feature", facts.features, [](Q& q) -> FeatureSet& { return q.question.team.features; });
  pairs.fact("trial_used", facts.trial_used, [](Q& q) -> bool& { return q.question.team.trial_used; });
  pairs.fact("require_mfa", facts.require_mfa, [](Q& q) -> bool& { return q.question.team.require_mfa; });
  pairs.fact("emergency_access_enabled", facts.emergency_access_enabled,
             [](Q& q) -> bool& { return q.question.team.emergency_access_enabled; });
  pairs.fact("view_enabled", facts.view_enabled, [](Q& q) -> bool& { return q.question.team.session_view.enabled; });
  pairs.fact("names_subject", facts.names_subject, [](Q& q) -> bool& { return q.question.team.session_view.names_subject; });
  pairs.fact("include_transcripts", facts.include_transcripts,
             [](Q& q) -> bool& { return q.question.team.session_view.include_transcripts; });
  pairs.set<Role, role_count>("audience_role", facts.audience_roles,
                              [](Q& q) -> RoleSet& { return q.question.team.session_view.audience_roles; });
  pairs.set<GrantId, grant_count>("audience_custom", facts.audience_custom,
                                  [](Q& q) -> GrantSet& { return q.question.team.session_view.audience_custom; });
}

void pair_resource(Pairs& pairs, const ProofWorld& world, const ProofFacts& facts) {
  pairs.word<ResourceKind>("kind", facts.kind, world.kinds, [](Q& q) -> ResourceKind& { return q.question.resource.kind; });
  pairs.fact("known", facts.known, [](Q& q) -> bool& { return q.question.resource.known; });
  pairs.fact("own", facts.own, [](Q& q) -> bool& { return q.question.resource.own; });
  pairs.fact("personal_template", facts.personal_template, [](Q& q) -> bool& { return q.question.resource.personal_template; });
  pairs.fact("target_is_owner", facts.target_is_owner, [](Q& q) -> bool& { return q.question.resource.target_is_owner; });
  pairs.fact("delegated", facts.delegated, [](Q& q) -> bool& { return q.question.resource.delegated; });
  pairs.word<ShareLevel>("share", facts.share, world.shares, [](Q& q) -> ShareLevel& { return q.question.resource.share; });
  pairs.fact("restricted", facts.restricted, [](Q& q) -> bool& { return q.question.resource.restricted; });
  pairs.fact("authored", facts.authored, [](Q& q) -> bool& { return q.question.resource.authored; });
  pairs.fact("emergency_open", facts.emergency_open, [](Q& q) -> bool& { return q.question.resource.emergency_open; });
  pairs.fact("note_signed", facts.note_signed, [](Q& q) -> bool& { return q.question.resource.note_signed; });
  pairs.fact("legal_hold", facts.legal_hold, [](Q& q) -> bool& { return q.question.resource.legal_hold; });
  pairs.fact("retention_expired", facts.retention_expired, [](Q& q) -> bool& { return q.question.resource.retention_expired; });
  pairs.fact("accessed_by_subject", facts.accessed_by_subject,
             [](Q& q) -> bool& { return q.question.resource.accessed_by_subject; });
}

void pair_request(Pairs& pairs, const ProofWorld& world, const ProofFacts& facts) {
  pairs.fact("asks_roles", facts.asks_roles, [](Q& q) -> bool& { return q.asks_roles; });
  pairs.fact("asks_owner", facts.asks_owner, [](Q& q) -> bool& { return q.asked.owner; });
  pairs.fact("heir_named", facts.heir_named, [](Q& q) -> bool& { return q.heir_named; });
  pairs.fact("heir_is_subject", facts.heir_is_subject, [](Q& q) -> bool& { return q.heir_is_subject; });
  pairs.word<ShareLevel>("asked_share", facts.asked_share, world.shares,
                         [](Q& q) -> ShareLevel& { return q.question.request.share; });
  pairs.fact("delegates", facts.delegates, [](Q& q) -> bool& { return q.question.request.delegates; });
  pairs.set<Role, role_count>("asked_role", facts.asked_roles, [](Q& q) -> RoleSet& { return q.asked.roles; });
  pairs.set<GrantId, grant_count>("asked_custom", facts.asked_custom, [](Q& q) -> GrantSet& { return q.asked.custom; });
  pairs.set<Feature, feature_count>("asked_feature", facts.asked_features,
                                    [](Q& q) -> FeatureSet& { return q.question.request.features; });
}

unsigned value_in(const z3::model& model, const FactOnBothSides& pair) {
  const z3::expr value = model.eval(pair.fact, true);
  if (pair.words == nullptr) return value.is_true() ? 1 : 0;
  for (unsigned i = 0; i < pair.words->values.size(); ++i)
    if (z3::eq(value, pair.words->values[i])) return i;
  throw std::logic_error("no word of this sort: " + value.to_string());
}

}  // namespace

PlainQuestion plain(const Question& question) {
  return {.question = question,
          .asked = question.request.roles.value_or(RoleRequest{}),
          .state = question.subject.state ? place_of(*question.subject.state) : 0,
          .by_key = question.subject.via == Via::api_key,
          .asks_roles = question.request.roles.has_value(),
          .heir_named = question.request.heir != Heir::unnamed,
          .heir_is_subject = question.request.heir == Heir::subject};
}

Question joined(const PlainQuestion& plain) {
  Question question = plain.question;
  question.subject.state.reset();
  if (plain.state > 0) question.subject.state = static_cast<MemberState>(plain.state - 1);
  question.subject.via = plain.by_key ? Via::api_key : Via::browser;
  question.request.roles.reset();
  if (plain.asks_roles) question.request.roles = plain.asked;
  question.request.heir = !plain.heir_named ? Heir::unnamed : plain.heir_is_subject ? Heir::subject : Heir::another_member;
  return question;
}

z3::expr FactOnBothSides::value(unsigned number) const {
  return words != nullptr ? words->values[number] : fact.ctx().bool_val(number == 1);
}

std::vector<FactOnBothSides> facts_on_both_sides(const ProofWorld& world, const ProofFacts& facts) {
  std::vector<FactOnBothSides> all;
  Pairs pairs(all);
  pair_subject(pairs, world, facts);
  pair_team(pairs, facts);
  pair_resource(pairs, world, facts);
  pair_request(pairs, world, facts);
  return all;
}

Question question_of(const z3::model& model, const std::vector<FactOnBothSides>& facts) {
  PlainQuestion question;
  for (const FactOnBothSides& fact : facts) fact.write(question, value_in(model, fact));
  return joined(question);
}

std::string described(const Question& question, const std::vector<FactOnBothSides>& facts) {
  std::string text(name_of(question.action));
  for (const FactOnBothSides& fact : facts) {
    const unsigned value = fact.read(plain(question));
    if (value > 0) text += ", " + fact.name + (fact.words != nullptr ? "=" + std::to_string(value) : "");
  }
  return text;
}

}  // namespace rolecall::policy::testing
