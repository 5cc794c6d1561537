#include "service/members/list_members.h"

#include <array>
#include <utility>

#include "base/csv.h"
#include "base/text.h"
#include "policy/catalog.h"
#include "store/custom_roles.h"

namespace rolecall::service {
namespace {

using policy::Action;

constexpr std::size_t longest_search = 200;
constexpr int rows_at_once = 1000;

struct SortName {
  std::string_view name;
  store::MemberSort sort;
};
constexpr std::array<SortName, 7> sort_names{{{"name", store::MemberSort::name},
                                              {"-name", store::MemberSort::name_descending},
                                              {"joined_at", store::MemberSort::joined_at},
                                              {"-joined_at", store::MemberSort::joined_at_descending},
                                              {"email", store::MemberSort::email},
                                              {"-email", store::MemberSort::email_descending},
                                              {"status", store::MemberSort::status}}};

Result<store::MemberSort> read_sort(const std::string& name) {
  for (const auto& known : sort_names)
    if (known.name == name) return known.sort;
  return invalid_field("/sort", "must be one of name, -name, joined_at, -joined_at, email, -email, status");
}

Result<store::MemberStates> read_states(const std::vector<std::string>& names) {
  if (names.empty())
    return store::MemberStates{MemberState::invited, MemberState::active, MemberState::suspended, MemberState::expired};
  store::MemberStates states;
  for (const auto& name : names) {
    const auto state = member_state_from(name);
    if (!state) return invalid_field("/status", "must be one of invited, active, declined, revoked, expired, suspended, removed");
    states.add(*state);
  }
  return states;
}

Result<Done> read_role(store::Transaction& tx, const std::string& name, store::MemberFilter& filter) {
  if (name.empty()) return Done{};
  if (const auto role = policy::role_from(name)) {
    filter.roles.add(*role);
    return Done{};
  }
  if (!store::find_custom_role(tx, filter.team, RoleId{name})) return invalid_field("/role", "is not a role of this team");
  filter.custom_role = RoleId{name};
  return Done{};
}

Result<store::MemberFilter> read_filter(store::Transaction& tx, const TeamId& team, const MemberQuery& query,
                                        store::SearchIn search_in) {
  store::MemberFilter filter;
  filter.team = team;
  filter.search_in = search_in;
  auto states = read_states(query.statuses);
  if (!states) return std::unexpected(std::move(states.error()));
  filter.states = *states;
  if (auto role = read_role(tx, query.role, filter); !role) return std::unexpected(std::move(role.error()));
  auto search = fold(trim(query.search));
  if (!search || length_in_code_points(query.search) > longest_search)
    return invalid_field("/query", "must be at most 200 characters");
  filter.search = std::move(*search);
  return filter;
}

Result<store::TeamCaller> load_member_reader(store::Transaction& tx, const Environment& environment,
                                             const store::Credential& credential, const TeamId& team) {
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return caller;
  const auto permit = store::authorize(tx, *caller, caller->asks(Action::member_list), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  return caller;
}

Result<Done> check_may_sort(store::Transaction& tx, const store::TeamCaller& caller, store::MemberSort sort) {
  if (sort != store::MemberSort::email && sort != store::MemberSort::email_descending) return Done{};
  const auto permit = store::authorize(tx, caller, caller.asks(Action::member_read_contact), {"team", caller.team.id.value});
  if (!permit) return std::unexpected(permit.error());
  return Done{};
}

store::SearchIn searched_by(const MemberViewer& viewer) {
  return viewer.reads_contact() ? store::SearchIn::names_and_addresses : store::SearchIn::names;
}

std::string roles_cell(const MemberView& member) {
  std::string cell;
  for (const policy::Role role : member.roles) cell.append(cell.empty() ? "" : " ").append(policy::name_of(role));
  for (const RoleId& role : member.custom_roles) cell.append(cell.empty() ? "" : " ").append(role.value);
  return cell;
}

void append_row(std::string& csv, const MemberView& member) {
  const auto shown = [](const std::optional<Instant>& at) { return at ? to_rfc3339(*at) : std::string(); };
  append_csv_row(csv, {member.email.value_or(""), roles_cell(member), member.title, member.name.value_or(""),
                       std::string(name_of(member.status)), member.owner ? "true" : "false", shown(member.joined_at),
                       member.invitation ? to_rfc3339(member.invitation->expires_at) : std::string()});
}

}  // namespace

Result<MemberPage> list_members(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const ListMembers& request) {
  const auto caller = load_member_reader(tx, environment, credential, request.team);
  if (!caller) return std::unexpected(caller.error());
  MemberViewer viewer(*caller, tx.now());
  const auto sort = read_sort(request.query.sort);
  if (!sort) return std::unexpected(sort.error());
  if (const auto may = check_may_sort(tx, *caller, *sort); !may) return std::unexpected(may.error());
  const auto filter = read_filter(tx, request.team, request.query, searched_by(viewer));
  if (!filter) return std::unexpected(filter.error());
  auto listed = store::list_members(tx, *filter, *sort, request.after, request.limit + 1);
  MemberPage page;
  if (std::cmp_greater(listed.size(), request.limit)) {
    listed.pop_back();
    page.next = store::position_of(listed.back().member, *sort, tx.now());
  }
  page.items.reserve(listed.size());
  for (const auto& one : listed) page.items.push_back(viewer.view(one.member, one.mail));
  return page;
}

Result<MemberView> get_member(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                              const TeamId& team, const MemberId& id) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto member = store::find_member(tx, team, id);
  auto question = caller->asks(Action::member_list);
  question.resource.known = member.has_value();
  const auto permit = store::authorize(tx, *caller, question, {"member", id.value});
  if (!permit) return std::unexpected(permit.error());
  return view_member(tx, *caller, *member);
}

Result<std::string> export_members(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                   const TeamId& team, const MemberQuery& query) {
  const auto caller = load_member_reader(tx, environment, credential, team);
  if (!caller) return std::unexpected(caller.error());
  MemberViewer viewer(*caller, tx.now());
  const auto filter = read_filter(tx, team, query, searched_by(viewer));
  if (!filter) return std::unexpected(filter.error());
  std::string csv;
  append_csv_row(csv, {"email", "roles", "title", "name", "status", "owner", "joined_at", "expires_at"});
  std::optional<store::MemberPosition> after;
  for (;;) {
    const auto listed = store::list_members(tx, *filter, store::MemberSort::name, after, rows_at_once);
    for (const auto& one : listed) append_row(csv, viewer.view(one.member, one.mail));
    if (listed.size() < rows_at_once) return csv;
    after = store::position_of(listed.back().member, store::MemberSort::name, tx.now());
  }
}

}  // namespace rolecall::service
