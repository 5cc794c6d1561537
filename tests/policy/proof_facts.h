// The facts of one question as z3 sees them: functions over people, teams, logins and things of which nothing else is known,
// so that what is proved holds for teams of any size. Says nothing about what is permitted: proof_rules.h does.
#pragma once

#include <z3++.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "policy/question.h"

namespace rolecall::policy::testing {

/// An enumeration: its sort, and its values by the place that they have in the C++ enumeration.
struct Words {
  z3::sort sort;
  std::vector<z3::expr> values;
  [[nodiscard]] z3::expr is(const z3::expr& word, std::size_t place) const { return word == values[place]; }
};

/// The place of a member state among the words for states, where 0 is a person without a row in the team.
[[nodiscard]] constexpr unsigned place_of(MemberState state) { return static_cast<unsigned>(state) + 1; }

/// Who there is to speak of. Predicates and functions over them are made by their names when they are first asked for.
class ProofWorld {
 public:
  explicit ProofWorld(z3::context&);

  [[nodiscard]] z3::context& context() const { return *context_; }
  [[nodiscard]] z3::expr someone(const std::string& name, const z3::sort& sort) const;
  [[nodiscard]] z3::expr holds(const std::string& predicate, std::initializer_list<z3::expr> of) const;
  [[nodiscard]] z3::expr value(const std::string& function, const z3::sort& result, std::initializer_list<z3::expr> of) const;

 private:
  z3::context* context_;

 public:
  z3::sort person, team, login, thing;
  Words states, sign_ins, second_factors, kinds, shares;
};

/// A login asks a team about a thing.
struct Asking {
  z3::expr login, team, thing;
};

/// The facts of `Question`, each as an expression: true or false, or one of the words of the world.
struct ProofFacts {
  z3::expr state, owner;
  std::vector<z3::expr> roles, custom;
  z3::expr sign_in, second_factor, by_key;

  z3::expr deleted;
  std::vector<z3::expr> features;
  z3::expr trial_used, require_mfa, emergency_access_enabled;
  z3::expr view_enabled, names_subject, include_transcripts;
  std::vector<z3::expr> audience_roles, audience_custom;

  z3::expr kind, known, own, personal_template, target_is_owner, delegated, share, restricted, authored, emergency_open;
  z3::expr note_signed, legal_hold, retention_expired, accessed_by_subject;

  z3::expr asks_roles, asks_owner, heir_named, heir_is_subject, asked_share, delegates;
  std::vector<z3::expr> asked_roles, asked_custom, asked_features;
};

/// `roles` names the predicate that says who holds which role in which team; two names are two worlds that differ in roles only.
[[nodiscard]] ProofFacts facts_of(const ProofWorld&, const Asking&, const std::string& roles = "holds");

}  // namespace rolecall::policy::testing
