#include "policy/fact_words.h"

#include <algorithm>

#include "policy/calm_question.h"

namespace rolecall::policy {
namespace {

using Words = std::vector<std::string>;

template <class Entries>
Words names_of(const Entries& entries) {
  Words names;
  names.reserve(entries.size());
  for (const auto& entry : entries) names.emplace_back(entry.name);
  return names;
}

Words with(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Words grant_names() {
  Words names;
  for (const Grant& grant : grants_table)
    names.push_back(std::string(name_of(grant.action)) + " " + std::string(name_of(grant.scope)));
  return names;
}

Words state_names() { return with({"outside"}, {member_state_names.begin(), member_state_names.end()}); }

Words kind_names() { return {resource_kind_names.begin(), resource_kind_names.end()}; }

RoleRequest& asked_roles(Question& question) {
  if (!question.request.roles) question.request.roles.emplace();
  return *question.request.roles;
}

void set_state(Question& question, std::size_t word) {
  question.subject.state.reset();
  if (word > 0) question.subject.state = static_cast<MemberState>(word - 1);
}

/// Roles, then `owner`, then `nothing`.
void set_given(Question& question, std::size_t word) {
  RoleRequest& asked = asked_roles(question);
  if (word < role_count) asked.roles.add(static_cast<Role>(word));
  if (word == role_count) asked.owner = true;
}

const Words view_words{"disabled",         "on_for_nobody",     "on_for_administrators", "on_for_clinicians",
                       "on_for_all_roles", "on_for_the_member", "on_for_the_custom_role"};

void set_view(Question& question, std::size_t word) {
  SessionViewFacts& view = question.team.session_view;
  const std::string& said = view_words[word];
  view.enabled = said != "disabled";
  view.audience_roles = said == "on_for_administrators" ? RoleSet{Role::administrator}
                        : said == "on_for_clinicians"   ? RoleSet{Role::clinician}
                        : said == "on_for_all_roles"    ? RoleSet::all()
                                                        : RoleSet{};
  view.names_subject = said == "on_for_the_member";
  view.audience_custom = said == "on_for_the_custom_role" ? question.subject.custom : GrantSet{};
}

using Q = Question;

std::vector<FactWords> about_the_subject() {
  return {
      {"roles", names_of(all_roles), true, [](Q& q, std::size_t word) { q.subject.roles.add(static_cast<Role>(word)); }},
      {"custom", grant_names(), true, [](Q& q, std::size_t word) { q.subject.custom.add(static_cast<GrantId>(word)); }},
      {"owner", {"false", "true"}, false, [](Q& q, std::size_t word) { q.subject.owner = word == 1; }},
      {"state", state_names(), false, set_state},
      {"sign_in",
       {"before_forced_sign_out", "current", "assumed"},
       false,
       [](Q& q, std::size_t word) { q.subject.sign_in = static_cast<SignIn>(word); }},
      {"second_factor",
       {"none", "used", "assumed"},
       false,
       [](Q& q, std::size_t word) { q.subject.second_factor = static_cast<SecondFactor>(word); }},
      {"via", {"browser", "api_key"}, false, [](Q& q, std::size_t word) { q.subject.via = static_cast<Via>(word); }},
  };
}

std::vector<FactWords> about_the_team() {
  return {
      {"team", {"present", "deleted"}, false, [](Q& q, std::size_t word) { q.team.deleted = word == 1; }},
      {"trial", {"available", "used"}, false, [](Q& q, std::size_t word) { q.team.trial_used = word == 1; }},
      {"mfa", {"left_to_members", "demanded"}, false, [](Q& q, std::size_t word) { q.team.require_mfa = word == 1; }},
      {"emergency_access",
       {"disabled", "enabled"},
       false,
       [](Q& q, std::size_t word) { q.team.emergency_access_enabled = word == 1; }},
      {"session_view", view_words, false, set_view},
      {"audience", names_of(all_roles), true,
       [](Q& q, std::size_t word) {
         q.team.session_view.enabled = true;
         q.team.session_view.audience_roles.add(static_cast<Role>(word));
       }},
      {"lacks", names_of(all_features), true, [](Q& q, std::size_t word) { q.team.features.remove(static_cast<Feature>(word)); }},
      {"transcripts",
       {"left_out", "included"},
       false,
       [](Q& q, std::size_t word) { q.team.session_view.include_transcripts = word == 1; }},
  };
}

std::vector<FactWords> about_the_resource() {
  const auto open = [](Q& q, std::size_t word) { open_scope(q.resource, static_cast<Scope>(word)); };
  return {
      {"asked_on", kind_names(), false, [](Q& q, std::size_t word) { q.resource.kind = static_cast<ResourceKind>(word); }},
      {"scope", names_of(all_scopes), false, open},
      {"also", names_of(all_scopes), true, open},
      {"resource", {"unknown", "known"}, false, [](Q& q, std::size_t word) { q.resource.known = word == 1; }},
      {"template", {"of_the_team", "personal"}, false, [](Q& q, std::size_t word) { q.resource.personal_template = word == 1; }},
      {"target", {"member", "owner"}, false, [](Q& q, std::size_t word) { q.resource.target_is_owner = word == 1; }},
      {"restriction", {"none", "hidden"}, false, [](Q& q, std::size_t word) { q.resource.restricted = word == 1; }},
      {"note", {"unsigned", "signed"}, false, [](Q& q, std::size_t word) { q.resource.note_signed = word == 1; }},
      {"hold", {"none", "placed"}, false, [](Q& q, std::size_t word) { q.resource.legal_hold = word == 1; }},
      {"retention", {"running", "expired"}, false, [](Q& q, std::size_t word) { q.resource.retention_expired = word == 1; }},
      {"opened_by", {"another", "the_member"}, false, [](Q& q, std::size_t word) { q.resource.accessed_by_subject = word == 1; }},
  };
}

std::vector<FactWords> about_the_request() {
  return {
      {"gives", with(names_of(all_roles), {"owner", "nothing"}), true, set_given},
      {"gives_custom", grant_names(), true,
       [](Q& q, std::size_t word) { asked_roles(q).custom.add(static_cast<GrantId>(word)); }},
      {"settings_need", names_of(all_features), true,
       [](Q& q, std::size_t word) { q.request.features.add(static_cast<Feature>(word)); }},
      {"heir",
       {"unnamed", "another_member", "the_member"},
       false,
       [](Q& q, std::size_t word) { q.request.heir = static_cast<Heir>(word); }},
      {"shares_at",
       {"no_level", "view", "edit", "full"},
       false,
       [](Q& q, std::size_t word) { q.request.share = static_cast<ShareLevel>(word); }},
      {"delegates", {"false", "true"}, false, [](Q& q, std::size_t word) { q.request.delegates = word == 1; }},
  };
}

Result<std::size_t> place_of(const FactWords& fact, std::string_view word) {
  const auto at = std::ranges::find(fact.words, word);
  if (at == fact.words.end()) return unknown_word(fact.name, word, fact.words);
  return static_cast<std::size_t>(at - fact.words.begin());
}

}  // namespace

const std::vector<FactWords>& fact_words() {
  static const std::vector<FactWords> all = [] {
    std::vector<FactWords> facts;
    for (const auto& some : {about_the_subject(), about_the_team(), about_the_resource(), about_the_request()})
      facts.insert(facts.end(), some.begin(), some.end());
    return facts;
  }();
  return all;
}

std::unexpected<Error> unknown_word(std::string_view what, std::string_view word, const std::vector<std::string>& known) {
  std::string detail = "unknown " + std::string(what) + " `" + std::string(word) + "`; known: ";
  for (const std::string& name : known) detail.append(&name == known.data() ? "" : ", ").append(name);
  return fail(Code::invalid, "unknown_word", std::move(detail));
}

std::vector<std::string_view> split_list(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    parts.push_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

Result<Done> set_fact(Question& question, std::string_view fact, std::string_view words) {
  const auto found = std::ranges::find(fact_words(), fact, &FactWords::name);
  if (found == fact_words().end()) return unknown_word("fact", fact, names_of(fact_words()));
  const auto said = found->takes_list ? split_list(words) : std::vector<std::string_view>{words};
  for (const std::string_view word : said) {
    const auto place = place_of(*found, word);
    if (!place) return std::unexpected(place.error());
    found->set(question, *place);
  }
  return Done{};
}

}  // namespace rolecall::policy
