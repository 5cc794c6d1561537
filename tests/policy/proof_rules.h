// What is permitted, said over the facts of proof_facts.h: the grants are read from the table of the code, guards and scopes are
// written here from SPEC section 2. Knows which flaws can be sown into it, so that a proof can be seen to notice them.
#pragma once

#include <string_view>
#include <vector>

#include "policy/decide.h"
#include "proof_facts.h"

namespace rolecall::policy::testing {

enum class Flaw : std::uint8_t {
  none,
  removed_members_are_seen,
  things_of_other_teams_are_known,
  inactive_members_are_not_refused,
  session_view_ignores_the_plan,
  session_view_ignores_its_switch,
  session_view_ignores_its_audience,
  a_custom_role_holds_anything,
  an_owners_key_acts_as_the_owner,
  administrators_delete_the_team,
  two_roles_cancel_each_other,
  the_audience_needs_every_role,
  administrators_update_transcripts,
  a_share_updates_transcripts,
  administrators_touch_the_owner,
  makers_pass_on_what_they_lack,
};

/// One formulation of the policy: the real one, or one that is wrong in a single place.
class ProofRules {
 public:
  ProofRules(const ProofWorld&, Flaw = Flaw::none);

  /// Whether the answer may be anything but `not_found`.
  [[nodiscard]] z3::expr in_sight(const ProofFacts&) const;
  [[nodiscard]] z3::expr permitted(const ProofFacts&, Action) const;
  /// Whether the subject holds this row of the table, through any column or a custom role.
  [[nodiscard]] z3::expr held(const ProofFacts&, std::size_t row) const;

 private:
  using Exprs = std::vector<z3::expr>;

  [[nodiscard]] z3::expr truth(bool value) const { return world_->context().bool_val(value); }
  [[nodiscard]] z3::expr any(const Exprs&) const;
  [[nodiscard]] z3::expr acts_as_owner(const ProofFacts&) const;
  [[nodiscard]] z3::expr is_kind(const ProofFacts&, ResourceKinds) const;
  [[nodiscard]] z3::expr is_state(const ProofFacts&, MemberState) const;
  [[nodiscard]] z3::expr share_reaches(const ProofFacts&, ShareLevel) const;
  /// By which columns, and last a custom role, a row is held.
  [[nodiscard]] Exprs holders(const ProofFacts&, std::size_t row) const;
  [[nodiscard]] z3::expr in_audience(const ProofFacts&, std::size_t row) const;
  [[nodiscard]] z3::expr view_opens(const ProofFacts&, std::size_t row) const;
  [[nodiscard]] z3::expr may_read_session(const ProofFacts&) const;
  [[nodiscard]] z3::expr scope_holds(const ProofFacts&, std::size_t row) const;
  [[nodiscard]] z3::expr reaches(const ProofFacts&, std::size_t row) const;
  [[nodiscard]] z3::expr subject_refused(const ProofFacts&) const;
  [[nodiscard]] z3::expr owner_guarded(const ProofFacts&, Action) const;
  [[nodiscard]] Exprs held_rows(const ProofFacts&, Action, Scope) const;
  [[nodiscard]] z3::expr covers_share(const ProofFacts&, ShareLevel, Scope held_in) const;
  [[nodiscard]] z3::expr shares_too_much(const ProofFacts&) const;
  [[nodiscard]] z3::expr delegates_too_much(const ProofFacts&) const;
  [[nodiscard]] z3::expr passes_on_too_much(const ProofFacts&, Action) const;
  [[nodiscard]] z3::expr gives_too_much(const ProofFacts&, Action) const;
  [[nodiscard]] z3::expr content_guarded(const ProofFacts&, Action) const;
  [[nodiscard]] z3::expr guarded(const ProofFacts&, Action) const;

  const ProofWorld* world_;
  Flaw flaw_;
  std::vector<Grant> table_;
};

}  // namespace rolecall::policy::testing
