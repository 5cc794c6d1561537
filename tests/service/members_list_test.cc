// The list of members: who is shown, what of them, in which order, and the export.
#include <set>

#include "service/members/change_title.h"
#include "support/team_world.h"

namespace rolecall {
namespace {

using service::MemberQuery;
using testing::TeamTest;

class MemberList : public TeamTest {
 protected:
  Result<service::MemberPage> list(const testing::Person& reader, const MemberQuery& query, int limit = 200,
                                   const std::optional<store::MemberPosition>& after = std::nullopt) {
    return read([&](auto& tx, const auto& environment) {
      return service::list_members(tx, environment, reader.credential, {team(), query, after, limit});
    });
  }
  std::vector<std::string> names(const testing::Person& reader, const MemberQuery& query) {
    std::vector<std::string> names;
    const auto page = list(reader, query).value();
    for (const auto& member : page.items) names.push_back(member.name.value_or("-"));
    return names;
  }
  MemberId invited(const std::string& address, const std::string& name = "") {
    return add(owner(), {address, {"clinician"}, std::nullopt, name}).value().id;
  }
};

std::optional<service::MemberView> row_of(const service::MemberPage& page, const MemberId& id) {
  for (const auto& item : page.items)
    if (item.id == id) return item;
  return std::nullopt;
}

TEST_P(MemberList, shows_invited_active_suspended_and_expired_members_and_others_only_when_asked) {
  for (const auto& [name, state] : {std::pair{"Actia", MemberState::active},
                                    {"Declan", MemberState::declined},
                                    {"Exa", MemberState::expired},
                                    {"Ina", MemberState::invited},
                                    {"Remo", MemberState::removed},
                                    {"Reva", MemberState::revoked},
                                    {"Susi", MemberState::suspended}}) {
    const auto id = invited(std::string(name) + "@clinic.example", name);
    if (state != MemberState::invited) put_into(id, state);
  }
  EXPECT_EQ(names(owner(), {}), (std::vector<std::string>{"Actia", "Exa", "Ina", "Olga", "Susi"}));
  EXPECT_EQ(names(owner(), {.statuses = {"removed", "declined", "revoked"}}),
            (std::vector<std::string>{"Declan", "Remo", "Reva"}));
  EXPECT_EQ(names(owner(), {.sort = "status"}), (std::vector<std::string>{"Ina", "Actia", "Olga", "Exa", "Susi"}));
}

TEST_P(MemberList, shows_an_invitation_as_expired_from_its_end_without_any_job) {
  const auto id = invited("ina@clinic.example");
  world().advance(Duration{days(30).ms - 1});
  const auto again = world().signed_in_again(owner());
  EXPECT_EQ(row_of(list(again, {}).value(), id)->status, MemberState::invited);
  world().advance(Duration{1});
  EXPECT_EQ(row_of(list(again, {}).value(), id)->status, MemberState::expired);
  EXPECT_EQ(list(again, {.statuses = {"expired"}})->items.size(), 1U);
  EXPECT_TRUE(list(again, {.statuses = {"invited"}})->items.empty());
}

TEST_P(MemberList, hides_addresses_from_who_may_not_read_them_but_never_the_own_one) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto page = list(cara, {}).value();
  EXPECT_EQ(row_of(page, cara.member)->email, "cara@clinic.example");
  EXPECT_EQ(row_of(page, owner().member)->email, std::nullopt);
  EXPECT_EQ(row_of(list(owner(), {}).value(), cara.member)->email, "cara@clinic.example");
}

TEST_P(MemberList, is_searched_by_name_only_without_member_read_contact) {
  const auto cara = join("Cara", "zebra@clinic.example", {"clinician"});
  EXPECT_EQ(names(owner(), {.search = "ZEBRA"}), std::vector<std::string>{"Cara"});
  EXPECT_TRUE(names(cara, {.search = "zebra"}).empty());
  EXPECT_EQ(names(cara, {.search = "  OLG "}), std::vector<std::string>{"Olga"});
  EXPECT_EQ(list(cara, {.sort = "email"}).error().code, Code::denied);
  EXPECT_EQ(names(owner(), {.sort = "-email"}), (std::vector<std::string>{"Cara", "Olga"}));
}

TEST_P(MemberList, takes_percent_and_underscore_in_a_search_for_what_they_are) {
  invited("a@clinic.example", "100% Anna");
  invited("b@clinic.example", "1000 Bert");
  EXPECT_EQ(names(owner(), {.search = "100%"}), std::vector<std::string>{"100% Anna"});
  EXPECT_TRUE(names(owner(), {.search = "_000"}).empty());
  EXPECT_TRUE(names(owner(), {.search = "!"}).empty());
}

TEST_P(MemberList, is_filtered_by_role_and_refuses_unknown_filters_and_sorts) {
  join("Cara", "cara@clinic.example", {"clinician"});
  join("Assi", "assi@clinic.example", {"assistant"});
  EXPECT_EQ(names(owner(), {.role = "assistant"}), std::vector<std::string>{"Assi"});
  EXPECT_EQ(names(owner(), {.role = "clinician"}), (std::vector<std::string>{"Cara", "Olga"}));
  EXPECT_EQ(list(owner(), {.role = "rol_unknown"}).error().fields.at(0).pointer, "/role");
  EXPECT_EQ(list(owner(), {.statuses = {"present"}}).error().fields.at(0).pointer, "/status");
  EXPECT_EQ(list(owner(), {.sort = "password"}).error().fields.at(0).pointer, "/sort");
}

TEST_P(MemberList, is_complete_and_ordered_over_pages_while_rows_change) {
  std::set<MemberId> stable;
  for (int i = 0; i < 61; ++i) {
    const auto id = invited("p" + std::to_string(i) + "@clinic.example", i % 3 == 0 ? "" : "Person " + std::to_string(i % 7));
    if (i % 2 == 0) force(id, [&](store::Member& m) { m.joined_at = world().clock().now() + minutes(i % 5); });
    stable.insert(id);
  }
  for (const std::string sort : {"name", "-name", "joined_at", "-joined_at", "email", "-email", "status"}) {
    std::set<MemberId> seen;
    std::optional<store::MemberPosition> after;
    int pages = 0;
    do {
      const auto page = list(owner(), {.sort = sort}, 7, after).value();
      for (const auto& item : page.items) EXPECT_TRUE(seen.insert(item.id).second) << sort << " repeats a row";
      after = page.next;
      ++pages;
      invited("new" + sort + std::to_string(pages) + "@clinic.example", pages % 2 == 0 ? "Aaron" : "Zoe");
    } while (after && pages < 40);
    for (const auto& id : stable) EXPECT_TRUE(seen.contains(id)) << sort << " misses a row";
    EXPECT_TRUE(seen.contains(owner().member));
  }
}

TEST_P(MemberList, offers_only_what_the_state_and_the_rights_of_the_caller_allow) {
  using policy::Action;
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto ada = join("Ada", "ada@clinic.example", {"administrator"});
  const auto ina = invited("ina@clinic.example");
  const auto page = list(ada, {}).value();
  const auto on_active = row_of(page, cara.member)->allowed_actions;
  EXPECT_TRUE(on_active.has(Action::role_assign) && on_active.has(Action::member_suspend) &&
              on_active.has(Action::member_remove));
  EXPECT_FALSE(on_active.has(Action::member_resend_invitation) || on_active.has(Action::member_reactivate));
  const auto on_invited = row_of(page, ina)->allowed_actions;
  EXPECT_TRUE(on_invited.has(Action::member_resend_invitation) && on_invited.has(Action::member_revoke_invitation));
  EXPECT_FALSE(on_invited.has(Action::member_suspend) || on_invited.has(Action::member_remove));
  const auto on_owner = row_of(page, owner().member)->allowed_actions;
  EXPECT_FALSE(on_owner.has(Action::role_assign) || on_owner.has(Action::member_suspend) || on_owner.has(Action::member_remove) ||
               on_owner.has(Action::member_update));
  EXPECT_TRUE(row_of(list(cara, {}).value(), ada.member)->allowed_actions.empty());
  put_into(cara.member, MemberState::removed);
  const auto removed = [&] { return list(ada, {.statuses = {"removed"}}).value().items.at(0).allowed_actions; };
  EXPECT_TRUE(removed().has(Action::member_invite));
}

TEST_P(MemberList, offers_reinstating_for_90_days) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  put_into(cara.member, MemberState::removed);
  world().advance(days(90));
  const auto again = world().signed_in_again(owner());
  EXPECT_FALSE(list(again, {.statuses = {"removed"}})->items.at(0).allowed_actions.has(policy::Action::member_invite));
}

TEST_P(MemberList, answers_strangers_and_foreign_ids_exactly_as_unknown_ones) {
  const auto eve = world().signed_in("Eve", "eve@elsewhere.example");
  const auto get = [&](const testing::Person& reader, const TeamId& in, const MemberId& id) {
    return read(
        [&](auto& tx, const auto& environment) { return service::get_member(tx, environment, reader.credential, in, id); });
  };
  EXPECT_EQ(list(eve, {}).error().code, Code::not_found);
  EXPECT_EQ(get(eve, team(), owner().member).error().detail, get(eve, TeamId{"tem_unknown"}, owner().member).error().detail);
  const auto other = write(
      [&](auto& tx, const auto& environment) { return service::create_team(tx, environment, eve.credential, "Elsewhere"); });
  EXPECT_EQ(get(owner(), team(), other->my_member.id).error().detail, get(owner(), team(), MemberId{"mem_x"}).error().detail);
  EXPECT_EQ(get(owner(), team(), other->my_member.id).error().code, Code::not_found);
  EXPECT_TRUE(get(owner(), team(), owner().member));
}

TEST_P(MemberList, gives_no_team_data_to_a_suspended_member) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  put_into(cara.member, MemberState::suspended);
  EXPECT_EQ(list(cara, {}).error().refusal->rule, "subject_not_active");
}

TEST_P(MemberList, exports_csv_whose_cells_start_no_formula_and_which_hides_addresses) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  add(owner(), {"mallory@clinic.example", {"administrator", "clinician"}, "=HYPERLINK(1)", "+Mallory"}).value();
  const auto csv = [&](const testing::Person& reader) {
    return read([&](auto& tx, const auto& environment) {
             return service::export_members(tx, environment, reader.credential, team(), {});
           })
        .value();
  };
  const std::string mallory =
      R"csv(mallory@clinic.example,clinician administrator,"'=HYPERLINK(1)","'+Mallory",invited,false,,2026-03-31)csv";
  EXPECT_NE(csv(owner()).find(mallory), std::string::npos) << csv(owner());
  EXPECT_EQ(csv(owner()).find("email,roles,title,name,status"), 0U);
  EXPECT_EQ(csv(cara).find("mallory@clinic.example"), std::string::npos);
  EXPECT_NE(csv(cara).find("cara@clinic.example"), std::string::npos);
}

class Titles : public TeamTest {
 protected:
  Result<service::MemberView> change(const testing::Person& by, const MemberId& member, const std::string& title,
                                     std::optional<std::string> seen = std::nullopt) {
    return write([&](auto& tx, const auto& environment) {
      return service::change_title(tx, environment, by.credential, {team(), member, title, seen});
    });
  }
};

TEST_P(Titles, are_changed_once_recorded_and_grant_nothing) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(change(owner(), cara.member, "  Administrator ")->title, "Administrator");
  EXPECT_EQ(stored(cara.member).roles, policy::RoleSet{policy::Role::clinician});
  EXPECT_EQ(change(owner(), cara.member, "Administrator")->title, "Administrator");
  EXPECT_EQ(audited("member.update").size(), 1U);
  EXPECT_EQ(change(cara, cara.member, "Chief").error().refusal->rule, "no_grant");
  EXPECT_EQ(audited("member.update").back().outcome, audit::Outcome::deny);
}

TEST_P(Titles, of_the_owner_are_the_owners_alone) {
  const auto ada = join("Ada", "ada@clinic.example", {"administrator"});
  EXPECT_EQ(change(ada, owner().member, "Intern").error().refusal->rule, "owner_protected");
  EXPECT_TRUE(change(owner(), owner().member, "Director"));
}

TEST_P(Titles, are_refused_when_stale_too_long_or_with_line_breaks) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(change(owner(), cara.member, "Doctor", "77").error().code, Code::stale);
  EXPECT_TRUE(change(owner(), cara.member, "Doctor", std::to_string(stored(cara.member).revision)));
  EXPECT_EQ(change(owner(), cara.member, "Doc\r\nBcc: x").error().fields.at(0).pointer, "/title");
  EXPECT_EQ(change(owner(), cara.member, std::string(101, 'x')).error().fields.at(0).pointer, "/title");
  put_into(cara.member, MemberState::removed);
  EXPECT_EQ(change(owner(), cara.member, "Gone").error().name, "not_current");
}

ROLECALL_ON_BOTH_STORES(MemberList);
ROLECALL_ON_BOTH_STORES(Titles);

}  // namespace
}  // namespace rolecall
