#include "proof_rules.h"

#include "facts.h"

namespace rolecall::policy::testing {
namespace {

constexpr ActionSet on_members{Action::member_update,
                               Action::member_resend_invitation,
                               Action::member_revoke_invitation,
                               Action::member_suspend,
                               Action::member_reactivate,
                               Action::member_remove,
                               Action::member_revoke_logins,
                               Action::role_assign};
constexpr ActionSet on_content{Action::session_record,  Action::session_read,      Action::session_update, Action::session_share,
                               Action::transcript_read, Action::transcript_update, Action::note_read,      Action::note_create,
                               Action::note_update,     Action::note_sign,         Action::note_addend,    Action::document_read,
                               Action::document_create, Action::document_update};

Grant& row_of(std::vector<Grant>& table, Action action) {
  for (Grant& grant : table)
    if (grant.action == action) return grant;
  throw std::logic_error("no row of this action");
}

std::vector<Grant> table_with(Flaw flaw) {
  std::vector<Grant> table(grants_table.begin(), grants_table.end());
  if (flaw == Flaw::administrators_delete_the_team) row_of(table, Action::team_delete).holders.add(Holder::administrator);
  if (flaw == Flaw::administrators_update_transcripts)
    row_of(table, Action::transcript_update).holders.add(Holder::administrator);
  if (flaw == Flaw::a_share_updates_transcripts) row_of(table, Action::transcript_update).scope = Scope::shared_edit;
  return table;
}

std::optional<ShareLevel> level_of(Scope scope) {
  if (scope == Scope::shared_view) return ShareLevel::view;
  if (scope == Scope::shared_edit) return ShareLevel::edit;
  if (scope == Scope::shared_full) return ShareLevel::full;
  return std::nullopt;
}

/// SPEC section 2, `above_own_rights`, and invariant 1.
bool fits_custom_role(const Grant& grant) {
  return !grant.holders.has(Holder::owner) && grant.action != Action::role_assign && grant.action != Action::role_define &&
         grant.action != Action::transcript_update;
}

}  // namespace

ProofRules::ProofRules(const ProofWorld& world, Flaw flaw) : world_(&world), flaw_(flaw), table_(table_with(flaw)) {}

z3::expr ProofRules::any(const Exprs& of) const {
  z3::expr_vector all(world_->context());
  for (const z3::expr& expr : of) all.push_back(expr);
  return z3::mk_or(all);
}

z3::expr ProofRules::acts_as_owner(const ProofFacts& facts) const {
  return flaw_ == Flaw::an_owners_key_acts_as_the_owner ? facts.owner : facts.owner && !facts.by_key;
}

z3::expr ProofRules::is_kind(const ProofFacts& facts, ResourceKinds kinds) const {
  Exprs each;
  for (const ResourceKind kind : kinds) each.push_back(world_->kinds.is(facts.kind, static_cast<std::size_t>(kind)));
  return any(each);
}

z3::expr ProofRules::is_state(const ProofFacts& facts, MemberState state) const {
  return world_->states.is(facts.state, place_of(state));
}

z3::expr ProofRules::share_reaches(const ProofFacts& facts, ShareLevel level) const {
  Exprs each;
  for (auto at = static_cast<std::size_t>(level); at <= static_cast<std::size_t>(ShareLevel::full); ++at)
    each.push_back(world_->shares.is(facts.share, at));
  return any(each);
}

z3::expr ProofRules::in_sight(const ProofFacts& facts) const {
  Exprs inside{is_state(facts, MemberState::invited), is_state(facts, MemberState::active),
               is_state(facts, MemberState::suspended)};
  if (flaw_ == Flaw::removed_members_are_seen) inside.push_back(is_state(facts, MemberState::removed));
  const z3::expr known = flaw_ == Flaw::things_of_other_teams_are_known ? truth(true) : facts.known;
  const z3::expr foreign_template = is_kind(facts, {ResourceKind::template_}) && facts.personal_template && !facts.own;
  return any(inside) && known && !foreign_template;
}

ProofRules::Exprs ProofRules::holders(const ProofFacts& facts, std::size_t row) const {
  const Grant& grant = table_[row];
  Exprs by(holder_count, truth(false));
  for (const Holder holder : grant.holders) {
    const auto place = static_cast<std::size_t>(holder);
    if (holder == Holder::member)
      by[place] = truth(true);
    else if (holder == Holder::owner)
      by[place] = acts_as_owner(facts);
    else
      by[place] = facts.roles[place - 1];
  }
  const bool may_be_custom = flaw_ == Flaw::a_custom_role_holds_anything || fits_custom_role(grant);
  if (may_be_custom) by[static_cast<std::size_t>(Holder::custom)] = facts.custom[row];
  return by;
}

z3::expr ProofRules::held(const ProofFacts& facts, std::size_t row) const {
  const Exprs by = holders(facts, row);
  if (flaw_ != Flaw::two_roles_cancel_each_other) return any(by);
  z3::expr odd = by.front();
  for (std::size_t i = 1; i < by.size(); ++i) odd = z3::expr(world_->context(), Z3_mk_xor(world_->context(), odd, by[i]));
  return odd;
}

/// Whether each row of this action in this scope is held.
ProofRules::Exprs ProofRules::held_rows(const ProofFacts& facts, Action action, Scope scope) const {
  Exprs rows;
  for (std::size_t row = 0; row < table_.size(); ++row)
    if (table_[row].action == action && table_[row].scope == scope) rows.push_back(held(facts, row));
  return rows;
}

z3::expr ProofRules::in_audience(const ProofFacts& facts, std::size_t row) const {
  const Exprs by = holders(facts, row);
  Exprs counted{facts.names_subject && held(facts, row)};
  z3::expr every_role = truth(true);
  for (std::size_t i = 0; i < role_count; ++i) every_role = every_role && z3::implies(facts.roles[i], facts.audience_roles[i]);
  for (std::size_t i = 0; i < role_count; ++i) {
    const z3::expr counts = by[i + 1] && facts.audience_roles[i];
    counted.push_back(flaw_ == Flaw::the_audience_needs_every_role ? counts && every_role : counts);
  }
  counted.push_back(by[static_cast<std::size_t>(Holder::custom)] && facts.audience_custom[row]);
  return flaw_ == Flaw::session_view_ignores_its_audience ? held(facts, row) : any(counted);
}

z3::expr ProofRules::view_opens(const ProofFacts& facts, std::size_t row) const {
  z3::expr opens = in_audience(facts, row) && !facts.restricted;
  if (flaw_ != Flaw::session_view_ignores_the_plan)
    opens = opens && facts.features[static_cast<std::size_t>(Feature::session_view)];
  if (flaw_ != Flaw::session_view_ignores_its_switch) opens = opens && facts.view_enabled;
  if (table_[row].action == Action::transcript_read) opens = opens && facts.include_transcripts;
  return opens;
}

z3::expr ProofRules::may_read_session(const ProofFacts& facts) const {
  Exprs ways;
  for (std::size_t row = 0; row < table_.size(); ++row)
    if (table_[row].action == Action::session_read && table_[row].scope != Scope::emergency)
      ways.push_back(held(facts, row) && scope_holds(facts, row));
  return any(ways);
}

z3::expr ProofRules::scope_holds(const ProofFacts& facts, std::size_t row) const {
  const z3::expr is_template = is_kind(facts, {ResourceKind::template_});
  switch (table_[row].scope) {
    case Scope::own:
      return facts.own && !(is_template && !facts.personal_template);
    case Scope::delegated:
      return facts.delegated;
    case Scope::authored:
      return facts.authored && may_read_session(facts);
    case Scope::shared_view:
      return share_reaches(facts, ShareLevel::view);
    case Scope::shared_edit:
      return share_reaches(facts, ShareLevel::edit);
    case Scope::shared_full:
      return share_reaches(facts, ShareLevel::full);
    case Scope::viewed:
      return view_opens(facts, row);
    case Scope::emergency:
      return facts.emergency_open;
    case Scope::team:
      return !(is_template && facts.personal_template);
  }
  return truth(false);
}

/// On its team every action may be asked in general; then what is granted for the whole team counts.
z3::expr ProofRules::reaches(const ProofFacts& facts, std::size_t row) const {
  const z3::expr here = is_kind(facts, entry_of(table_[row].action).asked_on);
  const z3::expr in_general = truth(table_[row].scope == Scope::team) && is_kind(facts, {ResourceKind::team});
  return held(facts, row) && ((here && scope_holds(facts, row)) || in_general);
}

z3::expr ProofRules::subject_refused(const ProofFacts& facts) const {
  const z3::expr signed_out = world_->sign_ins.is(facts.sign_in, static_cast<std::size_t>(SignIn::before_forced_sign_out));
  const z3::expr lacks_factor =
      facts.require_mfa && world_->second_factors.is(facts.second_factor, static_cast<std::size_t>(SecondFactor::none));
  const z3::expr inactive =
      flaw_ == Flaw::inactive_members_are_not_refused ? truth(false) : !is_state(facts, MemberState::active);
  return inactive || signed_out || lacks_factor;
}

z3::expr ProofRules::owner_guarded(const ProofFacts& facts, Action action) const {
  if (action == Action::team_leave) return facts.owner;
  if (!on_members.has(action)) return truth(false);
  const z3::expr on_owner = is_kind(facts, {ResourceKind::member}) && facts.target_is_owner;
  z3::expr refused = flaw_ == Flaw::administrators_touch_the_owner ? truth(false) : !acts_as_owner(facts);
  if (action == Action::member_suspend || action == Action::member_remove) refused = truth(true);
  if (action == Action::role_assign)
    refused = refused || (facts.asks_roles && !facts.asked_roles[static_cast<std::size_t>(Role::administrator)]);
  return on_owner && refused;
}

/// Whether all that a share of this level opens is held: on one's own as its clinician, else by the same grants.
z3::expr ProofRules::covers_share(const ProofFacts& facts, ShareLevel level, Scope held_in) const {
  z3::expr all = truth(true);
  for (const Grant& opened : table_) {
    const auto opens = level_of(opened.scope);
    if (opens && *opens <= level)
      all = all && any(held_rows(facts, opened.action, held_in == Scope::own ? Scope::own : opened.scope));
  }
  return all;
}

z3::expr ProofRules::shares_too_much(const ProofFacts& facts) const {
  Exprs beyond;
  for (const ShareLevel level : {ShareLevel::view, ShareLevel::edit, ShareLevel::full}) {
    const z3::expr by_share = !facts.own || world_->shares.is(facts.share, static_cast<std::size_t>(ShareLevel::full));
    const z3::expr covered =
        (facts.own && covers_share(facts, level, Scope::own)) || (by_share && covers_share(facts, level, Scope::shared_full));
    beyond.push_back(world_->shares.is(facts.asked_share, static_cast<std::size_t>(level)) && !covered);
  }
  return is_kind(facts, content_kinds) && any(beyond);
}

z3::expr ProofRules::delegates_too_much(const ProofFacts& facts) const {
  Exprs beyond;
  for (const Grant& opened : table_)
    if (opened.scope == Scope::delegated && opened.action != Action::delegation_end)
      beyond.push_back(!any(held_rows(facts, opened.action, Scope::own)));
  return facts.delegates && any(beyond);
}

z3::expr ProofRules::passes_on_too_much(const ProofFacts& facts, Action action) const {
  if (flaw_ == Flaw::makers_pass_on_what_they_lack) return truth(false);
  if (action == Action::session_share) return shares_too_much(facts);
  return action == Action::delegation_manage ? delegates_too_much(facts) : truth(false);
}

z3::expr ProofRules::gives_too_much(const ProofFacts& facts, Action action) const {
  const bool no_key_may = action == Action::api_key_manage || action == Action::session_emergency_access;
  z3::expr refused = no_key_may ? facts.by_key : truth(false);
  if (action != Action::role_assign && action != Action::role_define && action != Action::api_key_manage) return refused;
  Exprs beyond{facts.asks_owner};
  for (std::size_t row = 0; row < table_.size(); ++row) {
    const bool may_be_given = action != Action::role_define || fits_custom_role(table_[row]);
    beyond.push_back(facts.asked_custom[row] && !(held(facts, row) && truth(may_be_given)));
  }
  for (std::size_t i = 0; action == Action::api_key_manage && i < role_count; ++i)
    beyond.push_back(facts.asked_roles[i] && !facts.roles[i]);
  return refused || (facts.asks_roles && any(beyond));
}

z3::expr ProofRules::content_guarded(const ProofFacts& facts, Action action) const {
  const z3::expr on_content_kind = is_kind(facts, content_kinds);
  z3::expr refused = truth(false);
  if (action == Action::note_update || action == Action::note_delete || action == Action::note_sign)
    refused = is_kind(facts, {ResourceKind::note}) && facts.note_signed;
  constexpr ActionSet destroys{Action::session_delete, Action::session_update, Action::transcript_update, Action::note_delete,
                               Action::document_delete};
  if (destroys.has(action)) refused = refused || (on_content_kind && facts.legal_hold);
  if (on_content.has(action)) refused = refused || (on_content_kind && facts.retention_expired);
  return refused;
}

z3::expr ProofRules::guarded(const ProofFacts& facts, Action action) const {
  Exprs guards{owner_guarded(facts, action), gives_too_much(facts, action), passes_on_too_much(facts, action),
               content_guarded(facts, action)};
  if (action == Action::session_reassign) guards.push_back(facts.heir_named && facts.heir_is_subject);
  if (action == Action::emergency_review)
    guards.push_back(is_kind(facts, {ResourceKind::emergency}) && facts.accessed_by_subject);
  if (action == Action::session_emergency_access) guards.push_back(!facts.emergency_access_enabled);
  if (action == Action::billing_start_trial) guards.push_back(facts.trial_used);
  for (std::size_t i = 0; i < feature_count; ++i) {
    const bool always = entry_of(action).needs.has(static_cast<Feature>(i));
    guards.push_back((truth(always) || facts.asked_features[i]) && !facts.features[i]);
  }
  return any(guards);
}

z3::expr ProofRules::permitted(const ProofFacts& facts, Action action) const {
  Exprs ways;
  for (std::size_t row = 0; row < table_.size(); ++row)
    if (table_[row].action == action) ways.push_back(reaches(facts, row));
  const z3::expr visible_team = action == Action::team_restore ? !facts.deleted || acts_as_owner(facts) : !facts.deleted;
  return in_sight(facts) && visible_team && !subject_refused(facts) && !guarded(facts, action) && any(ways);
}

}  // namespace rolecall::policy::testing
