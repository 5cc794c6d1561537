// Templates: who makes, uses, copies and changes them, their versions, and the proposals of members.
#include <algorithm>

#include "service/templates/copy_template.h"
#include "service/templates/create_template.h"
#include "service/templates/decide_proposal.h"
#include "service/templates/delete_template.h"
#include "service/templates/preview_template.h"
#include "service/templates/propose_template.h"
#include "service/templates/read_template.h"
#include "service/templates/template_versions.h"
#include "service/templates/update_template.h"
#include "support/clinical_world.h"

namespace rolecall::testing {
namespace {

using service::ShownTemplate;
using store::TextKind;
using store::Visibility;

class Templates : public ClinicalTest {
 protected:
  void SetUp() override {
    ClinicalTest::SetUp();
    set([](store::TeamSettings&) {});
  }
  [[nodiscard]] service::TemplatePlace at(const TemplateId& id) const { return {team(), id}; }
  [[nodiscard]] service::ProposalPlace at(const ProposalId& id) const { return {team(), id}; }

  Result<ShownTemplate> make(const Person& by, Visibility visibility, const std::string& body = "Dear {{patient.name}}",
                             const std::string& name = "Visit") {
    return write([&](auto& tx, const auto& environment) {
      return service::create_template(tx, environment, by.credential,
                                      {.team = team(), .visibility = visibility, .kind = TextKind::note, .words = {name, body}});
    });
  }
  TemplateId made(const Person& by, Visibility visibility, const std::string& name = "Visit") {
    const auto one = make(by, visibility, "Dear {{patient.name}}", name);
    EXPECT_TRUE(one) << rule_of(one);
    return one->stored.id;
  }
  Result<ShownTemplate> look_at(const Person& by, const TemplateId& id) {
    return read(
        [&](auto& tx, const auto& environment) { return service::read_template(tx, environment, by.credential, at(id)); });
  }
  Result<ShownTemplate> change(const Person& by, const TemplateId& id, const std::string& body,
                               const std::optional<std::string>& if_match = {}) {
    return write([&](auto& tx, const auto& environment) {
      return service::update_template(tx, environment, by.credential,
                                      {.place = at(id), .name = {}, .body = body, .if_match = if_match});
    });
  }
  Result<ShownTemplate> restore(const Person& by, const TemplateId& id, std::int64_t version) {
    return write([&](auto& tx, const auto& environment) {
      return service::restore_template(tx, environment, by.credential, {at(id), version, {}});
    });
  }
  Result<ShownTemplate> copy(const Person& by, const TemplateId& id) {
    return write(
        [&](auto& tx, const auto& environment) { return service::copy_template(tx, environment, by.credential, at(id)); });
  }
  Result<ShownTemplate> edit_as_copy(const Person& by, const TemplateId& id, const std::string& body) {
    return write([&](auto& tx, const auto& environment) {
      return service::edit_as_copy(tx, environment, by.credential, {.place = at(id), .name = {}, .body = body, .if_match = {}});
    });
  }
  Result<Done> remove(const Person& by, const TemplateId& id) {
    return write(
        [&](auto& tx, const auto& environment) { return service::delete_template(tx, environment, by.credential, at(id)); });
  }
  std::vector<TemplateId> listed(const Person& by, int page_size = 50, std::optional<Visibility> visibility = {}) {
    std::vector<TemplateId> ids;
    service::ListTemplates request{team(), {}, visibility, {}, page_size};
    while (true) {
      const auto page = read(
          [&](auto& tx, const auto& environment) { return service::list_templates(tx, environment, by.credential, request); });
      EXPECT_TRUE(page) << rule_of(page);
      if (!page) return ids;
      for (const auto& one : page->items) ids.push_back(one.stored.id);
      if (!page->next) return ids;
      request.after = page->next;
    }
  }

  Result<service::ShownProposal> propose(const Person& by, const std::optional<TemplateId>& changes = {},
                                         const std::string& body = "Better") {
    return write([&](auto& tx, const auto& environment) {
      return service::propose_template(tx, environment, by.credential,
                                       {team(), changes, {}, TextKind::note, {"Proposed", body}, "Please"});
    });
  }
  Result<service::ShownProposal> accept(const Person& by, const ProposalId& id, std::optional<std::int64_t> seen = {}) {
    return write([&](auto& tx, const auto& environment) {
      return service::accept_proposal(tx, environment, by.credential, {at(id), seen});
    });
  }
  Result<service::ShownProposal> decline(const Person& by, const ProposalId& id) {
    return write([&](auto& tx, const auto& environment) {
      return service::decline_proposal(tx, environment, by.credential, at(id), "Not now");
    });
  }
  Result<Done> withdraw(const Person& by, const ProposalId& id) {
    return write(
        [&](auto& tx, const auto& environment) { return service::withdraw_proposal(tx, environment, by.credential, at(id)); });
  }
  std::vector<service::ShownProposal> proposals(const Person& by, std::optional<store::ProposalState> state = {}) {
    std::vector<service::ShownProposal> all;
    service::ListProposals request{team(), state, {}, 2};
    while (true) {
      const auto page = read(
          [&](auto& tx, const auto& environment) { return service::list_proposals(tx, environment, by.credential, request); });
      EXPECT_TRUE(page) << rule_of(page);
      if (!page) return all;
      all.insert(all.end(), page->items.begin(), page->items.end());
      if (!page->next) return all;
      request.after = page->next;
    }
  }
  void put_on_plan(const std::string& plan) {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, "UPDATE team SET plan = $2 WHERE id = $1", team(), plan);
      return Done{};
    });
    EXPECT_TRUE(done);
  }
  /// Every audit row of the team, as its text.
  std::string whole_audit() {
    return world().look([&](store::Transaction& tx) {
      std::string all;
      for (auto rows = store::query(tx, "SELECT encoded FROM audit_event WHERE chain = $1 ORDER BY seq", team()); rows.next();) {
        all += rows.text(0);
      }
      return all;
    });
  }
};

TEST_P(Templates, a_personal_template_is_not_found_by_anybody_else_the_owner_included) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto mine = made(cara, Visibility::personal);
  EXPECT_EQ(rule_of(look_at(cara, mine)), "permitted");
  EXPECT_EQ(rule_of(look_at(owner(), mine)), "not_found");
  EXPECT_EQ(rule_of(change(owner(), mine, "x")), "not_found");
  EXPECT_EQ(rule_of(copy(owner(), mine)), "not_found");
  EXPECT_EQ(rule_of(remove(owner(), mine)), "not_found");
  EXPECT_TRUE(listed(owner()).empty());
  EXPECT_EQ(listed(cara), std::vector{mine});
}

TEST_P(Templates, a_template_of_the_team_is_used_by_all_and_changed_by_its_managers_only) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto tess = join("Tess", "tess@clinic.example", {"template_manager"});
  const auto ann = join("Ann", "ann@clinic.example", {"assistant"});
  EXPECT_EQ(rule_of(make(cara, Visibility::team)), "no_grant");
  const auto ours = made(tess, Visibility::team);
  for (const auto& person : {cara, ann}) {
    const auto seen = look_at(person, ours);
    ASSERT_TRUE(seen) << rule_of(seen);
    EXPECT_EQ(seen->allowed_actions, (policy::ActionSet{policy::Action::template_use}));
    ASSERT_EQ(seen->refused.size(), 2U);
    EXPECT_EQ(seen->refused.front().second.rule, "no_grant");
    EXPECT_EQ(listed(person), std::vector{ours});
    EXPECT_EQ(rule_of(change(person, ours, "x")), "no_grant");
    EXPECT_EQ(rule_of(remove(person, ours)), "no_grant");
  }
  EXPECT_EQ(rule_of(change(owner(), ours, "x")), "permitted");
  EXPECT_EQ(rule_of(remove(tess, ours)), "permitted");
  EXPECT_EQ(rule_of(look_at(cara, ours)), "not_found");
  EXPECT_TRUE(listed(cara).empty());
}

TEST_P(Templates, without_the_feature_of_the_plan_nobody_makes_or_changes_one_of_the_team_and_all_still_use_them) {
  const auto ours = made(owner(), Visibility::team);
  const auto mine = made(owner(), Visibility::personal, "Mine");
  put_on_plan("free");
  EXPECT_EQ(rule_of(make(owner(), Visibility::team)), "plan_lacks_feature");
  EXPECT_EQ(rule_of(change(owner(), ours, "x")), "plan_lacks_feature");
  EXPECT_EQ(rule_of(remove(owner(), ours)), "plan_lacks_feature");
  EXPECT_EQ(rule_of(propose(owner())), "plan_lacks_feature");
  EXPECT_EQ(rule_of(look_at(owner(), ours)), "permitted");
  EXPECT_EQ(rule_of(change(owner(), mine, "x")), "permitted");
}

TEST_P(Templates, an_unknown_placeholder_is_refused_at_save_with_its_line_and_column) {
  const auto refused = make(owner(), Visibility::team, "Dear {{patient.name}},\nätt {{patient.nmae}}\n{{today");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::invalid);
  ASSERT_EQ(refused.error().fields.size(), 2U);
  EXPECT_EQ(refused.error().fields[0].pointer, "/body");
  EXPECT_TRUE(refused.error().fields[0].detail.starts_with("line 2, column 5: ")) << refused.error().fields[0].detail;
  EXPECT_TRUE(refused.error().fields[1].detail.starts_with("line 3, column 1: ")) << refused.error().fields[1].detail;
  const auto ours = made(owner(), Visibility::team);
  EXPECT_EQ(rule_of(change(owner(), ours, "{{nobody}}")), "invalid");
  EXPECT_EQ(rule_of(edit_as_copy(owner(), ours, "{{nobody}}")), "invalid");
  EXPECT_EQ(rule_of(propose(owner(), {}, "{{nobody}}")), "invalid");
  EXPECT_EQ(look_at(owner(), ours)->stored.version, 1);
}

TEST_P(Templates, each_change_is_a_version_and_an_old_one_comes_back_as_the_newest) {
  const auto ours = made(owner(), Visibility::team);
  ASSERT_TRUE(change(owner(), ours, "Second"));
  EXPECT_EQ(rule_of(change(owner(), ours, "Late", "1")), "stale");
  EXPECT_EQ(change(owner(), ours, "Second")->stored.version, 2) << "nothing changed, no version";
  const auto restored = restore(owner(), ours, 1);
  ASSERT_TRUE(restored) << rule_of(restored);
  EXPECT_EQ(restored->stored.version, 3);
  EXPECT_EQ(restored->stored.body, "Dear {{patient.name}}");
  EXPECT_EQ(rule_of(restore(owner(), ours, 9)), "invalid");
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  std::vector<std::int64_t> versions;
  std::optional<std::int64_t> before;
  do {
    const auto page = read([&](auto& tx, const auto& environment) {
      return service::list_template_versions(tx, environment, cara.credential, {at(ours), before, 2});
    });
    ASSERT_TRUE(page) << rule_of(page);
    for (const auto& version : page->items) versions.push_back(version.version);
    before = page->next;
  } while (before);
  EXPECT_EQ(versions, (std::vector<std::int64_t>{3, 2, 1}));
  const auto second = read([&](auto& tx, const auto& environment) {
    return service::read_template_version(tx, environment, cara.credential, at(ours), 2);
  });
  EXPECT_EQ(second.value().body, "Second");
}

TEST_P(Templates, a_members_edit_of_a_team_template_makes_a_personal_copy_that_says_how_far_it_is_behind) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto ours = made(owner(), Visibility::team);
  const auto mine = edit_as_copy(cara, ours, "My words");
  ASSERT_TRUE(mine) << rule_of(mine);
  EXPECT_NE(mine->stored.id, ours);
  EXPECT_EQ(mine->stored.visibility, Visibility::personal);
  EXPECT_EQ(mine->stored.body, "My words");
  EXPECT_EQ(look_at(cara, ours)->stored.body, "Dear {{patient.name}}") << "the team's stays as it is";
  ASSERT_TRUE(change(owner(), ours, "Second"));
  ASSERT_TRUE(change(owner(), ours, "Third"));
  const auto behind = look_at(cara, mine->stored.id);
  ASSERT_TRUE(behind->stored.origin);
  EXPECT_EQ(behind->stored.origin->id, ours);
  EXPECT_EQ(behind->stored.origin->present_version - behind->stored.origin->version, 2);

  const auto again = edit_as_copy(cara, ours, "My words");
  ASSERT_TRUE(again) << rule_of(again);
  EXPECT_EQ(again->stored.id, mine->stored.id) << "one copy of each";
  const auto caught_up = look_at(cara, mine->stored.id);
  EXPECT_EQ(caught_up->stored.origin->present_version, caught_up->stored.origin->version);
  EXPECT_EQ(rule_of(copy(cara, ours)), "copied_already");
  ASSERT_TRUE(remove(cara, mine->stored.id));
  EXPECT_EQ(rule_of(copy(cara, ours)), "permitted");
}

TEST_P(Templates, who_may_have_no_personal_template_makes_no_copy_either) {
  const auto ann = join("Ann", "ann@clinic.example", {"assistant"});
  const auto ours = made(owner(), Visibility::team);
  EXPECT_EQ(rule_of(copy(ann, ours)), "no_grant");
  EXPECT_EQ(rule_of(edit_as_copy(ann, ours, "x")), "no_grant");
}

TEST_P(Templates, an_own_template_whose_role_is_gone_is_shown_in_no_list) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto mine = made(cara, Visibility::personal);
  force(cara.member, [](store::Member& member) { member.roles = {policy::Role::assistant}; });
  EXPECT_TRUE(listed(cara).empty());
  EXPECT_FALSE(look_at(cara, mine));
}

TEST_P(Templates, deleting_tells_its_impact_before_and_leaves_copies_as_they_are) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto ours = made(owner(), Visibility::team);
  const auto mine = copy(cara, ours)->stored.id;
  const auto impact = [&](const Person& by) {
    return read(
        [&](auto& tx, const auto& environment) { return service::impact_of_template(tx, environment, by.credential, at(ours)); });
  };
  EXPECT_EQ(impact(owner()).value().personal_copies, 1);
  EXPECT_EQ(impact(owner()).value().waiting_proposals, 0);
  EXPECT_EQ(rule_of(impact(cara)), "no_grant");
  ASSERT_TRUE(propose(cara, ours, "Better"));
  ASSERT_TRUE(propose(cara, ours, "Best"));
  ASSERT_TRUE(decline(owner(), propose(cara, ours, "Worse").value().proposal.id));
  ASSERT_TRUE(propose(cara, made(owner(), Visibility::team, "Another")));
  ASSERT_TRUE(propose(cara));
  EXPECT_EQ(impact(owner()).value().waiting_proposals, 2) << "which wait, and would change this one";
  ASSERT_TRUE(remove(owner(), ours));
  const auto kept = look_at(cara, mine);
  ASSERT_TRUE(kept) << rule_of(kept);
  EXPECT_EQ(kept->stored.origin->present_version - kept->stored.origin->version, 0) << "nothing to be behind of";
}

TEST_P(Templates, pages_are_complete_and_by_name_whatever_the_page_size) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto charlie = made(owner(), Visibility::team, "charlie");
  const auto alpha = made(cara, Visibility::personal, "Alpha");
  const auto bravo = made(owner(), Visibility::team, "Bravo");
  const auto second = made(cara, Visibility::personal, "bravo");
  const std::vector<TemplateId> by_name{alpha, std::min(bravo, second), std::max(bravo, second), charlie};
  EXPECT_EQ(listed(cara), by_name);
  EXPECT_EQ(listed(cara, 1), by_name);
  EXPECT_EQ(listed(cara, 3, Visibility::personal), (std::vector{alpha, second}));
  EXPECT_EQ(listed(owner(), 1), (std::vector{bravo, charlie}));
}

TEST_P(Templates, a_preview_shows_invented_values_or_every_error) {
  const auto preview = [&](const std::string& body) {
    return read([&](auto& tx, const auto& environment) {
      return service::preview_template(tx, environment, owner().credential, {team(), TextKind::document, body});
    });
  };
  EXPECT_EQ(preview("{{patient.name}} at {{team.name}}").value().rendered, "Robin Example at North Clinic");
  const auto wrong = preview("{{a}}\n {{b}}");
  ASSERT_EQ(wrong.value().errors.size(), 2U);
  EXPECT_EQ(wrong->errors[1].line, 2U);
  EXPECT_EQ(wrong->errors[1].column, 2U);
  EXPECT_EQ(wrong->rendered, "");
}

TEST_P(Templates, a_proposal_is_seen_by_its_proposer_and_by_who_manages_templates) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto proposal = propose(cara);
  ASSERT_TRUE(proposal) << rule_of(proposal);
  const auto id = proposal->proposal.id;
  EXPECT_EQ(proposals(cara).size(), 1U);
  EXPECT_EQ(proposals(owner()).size(), 1U);
  EXPECT_TRUE(proposals(dora).empty());
  EXPECT_EQ(rule_of(accept(dora, id)), "not_found");
  EXPECT_EQ(rule_of(withdraw(dora, id)), "not_found");
  EXPECT_EQ(rule_of(accept(cara, id)), "no_grant");
  EXPECT_EQ(rule_of(withdraw(owner(), id)), "not_your_proposal");
  EXPECT_EQ(proposals(cara).front().allowed_actions, (policy::ActionSet{policy::Action::template_propose}));
  EXPECT_EQ(proposals(owner()).front().allowed_actions, (policy::ActionSet{policy::Action::template_team_create}));
}

TEST_P(Templates, an_accepted_proposal_becomes_a_template_of_the_team_by_its_proposer) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto id = propose(cara)->proposal.id;
  const auto accepted = accept(owner(), id);
  ASSERT_TRUE(accepted) << rule_of(accepted);
  EXPECT_EQ(accepted->proposal.state, store::ProposalState::accepted);
  EXPECT_EQ(accepted->proposal.verdict->by, owner().member);
  ASSERT_EQ(listed(cara).size(), 1U);
  const auto made_of_it = look_at(cara, listed(cara).front());
  EXPECT_EQ(made_of_it->stored.author, cara.member);
  EXPECT_EQ(made_of_it->stored.visibility, Visibility::team);
  EXPECT_EQ(made_of_it->stored.body, "Better");
  EXPECT_EQ(rule_of(accept(owner(), id)), "proposal_decided");
  EXPECT_EQ(rule_of(decline(owner(), id)), "proposal_decided");
  EXPECT_EQ(rule_of(withdraw(cara, id)), "proposal_decided");
}

TEST_P(Templates, an_accepted_change_is_the_next_version_and_a_deleted_template_is_told) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto ours = made(owner(), Visibility::team);
  const auto first = propose(cara, ours)->proposal.id;
  const auto second = propose(cara, ours)->proposal.id;
  ASSERT_TRUE(accept(owner(), first));
  EXPECT_EQ(look_at(cara, ours)->stored.version, 2);
  EXPECT_EQ(look_at(cara, ours)->stored.name, "Proposed");
  ASSERT_TRUE(remove(owner(), ours));
  EXPECT_EQ(rule_of(accept(owner(), second)), "template_gone");
  const auto declined = decline(owner(), second);
  ASSERT_TRUE(declined) << rule_of(declined);
  EXPECT_EQ(declined->proposal.verdict->answer, "Not now");
  EXPECT_TRUE(proposals(cara, store::ProposalState::waiting).empty());
  EXPECT_EQ(proposals(cara).size(), 2U);
}

TEST_P(Templates, a_proposal_is_never_accepted_over_a_version_that_nobody_compared_it_with) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto ours = made(owner(), Visibility::team);
  const auto id = propose(cara, ours)->proposal.id;
  ASSERT_TRUE(change(owner(), ours, "Corrected meanwhile"));
  EXPECT_EQ(rule_of(accept(owner(), id)), "template_changed");
  EXPECT_EQ(rule_of(accept(owner(), id, 1)), "template_changed") << "an older one was seen";
  EXPECT_EQ(rule_of(accept(owner(), id, 3)), "template_changed");
  EXPECT_EQ(look_at(cara, ours)->stored.body, "Corrected meanwhile");
  EXPECT_EQ(proposals(owner(), store::ProposalState::waiting).size(), 1U);
  EXPECT_EQ(rule_of(accept(owner(), id, 2)), "permitted") << "the reviewer names the version that he saw";
  EXPECT_EQ(look_at(cara, ours)->stored.version, 3);
  EXPECT_EQ(look_at(cara, ours)->stored.body, "Better");
}

TEST_P(Templates, a_proposal_keeps_the_version_that_its_words_began_as) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto ours = made(owner(), Visibility::team);
  ASSERT_TRUE(change(owner(), ours, "Second"));
  const auto propose_from = [&](std::int64_t version, const std::optional<TemplateId>& changes) {
    return write([&](auto& tx, const auto& environment) {
      return service::propose_template(tx, environment, cara.credential,
                                       {team(), changes, version, TextKind::note, {"Proposed", "Better"}, "Please"});
    });
  };
  EXPECT_EQ(propose(cara, ours)->proposal.base_version, 2);
  EXPECT_EQ(propose(cara)->proposal.base_version, std::nullopt);
  EXPECT_EQ(rule_of(propose_from(0, ours)), "invalid");
  EXPECT_EQ(rule_of(propose_from(3, ours)), "invalid");
  const auto of_no_template = propose_from(1, std::nullopt);
  EXPECT_EQ(rule_of(of_no_template), "invalid");
  EXPECT_EQ(of_no_template.error().fields.front().pointer, "/version");
  const auto from_the_first = propose_from(1, ours);
  ASSERT_TRUE(from_the_first) << rule_of(from_the_first);
  EXPECT_EQ(rule_of(accept(owner(), from_the_first->proposal.id)), "template_changed");
}

TEST_P(Templates, a_proposal_may_name_a_team_template_of_its_kind_only) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(rule_of(propose(cara, made(owner(), Visibility::personal))), "invalid");
  EXPECT_EQ(rule_of(propose(cara, made(cara, Visibility::personal))), "invalid");
  EXPECT_EQ(rule_of(propose(cara, TemplateId{"tpl_nobody"})), "invalid");
}

TEST_P(Templates, an_own_proposal_is_withdrawn_even_when_the_plan_no_longer_has_them) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto id = propose(cara)->proposal.id;
  put_on_plan("free");
  EXPECT_EQ(rule_of(accept(owner(), id)), "plan_lacks_feature");
  EXPECT_EQ(rule_of(withdraw(cara, id)), "permitted");
  EXPECT_EQ(proposals(cara).front().proposal.state, store::ProposalState::withdrawn);
}

TEST_P(Templates, every_change_leaves_a_row_without_names_or_words) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto mine = make(cara, Visibility::personal, "Zebra words", "Zebra name")->stored.id;
  ASSERT_TRUE(change(cara, mine, "More zebra words"));
  ASSERT_TRUE(remove(cara, mine));
  ASSERT_TRUE(propose(cara, {}, "Zebra proposal"));
  EXPECT_EQ(audited("template.personal.manage").size(), 3U);
  EXPECT_EQ(audited("template.propose").size(), 1U);
  const auto audit = whole_audit();
  for (const auto* word : {"ebra", "Proposed", "Please"}) EXPECT_EQ(audit.find(word), std::string::npos) << word;
  EXPECT_NE(audit.find(R"("changed":["body"])"), std::string::npos) << audit;
}

ROLECALL_ON_BOTH_STORES(Templates);

}  // namespace
}  // namespace rolecall::testing
