#include "store_bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "clinic.h"
#include "measure.h"
#include "questions.h"

namespace rolecall::bench {
namespace {

constexpr int connections = 16;
constexpr int connections_of_changes = 64;
constexpr int connections_of_sign_in = 4;
constexpr int page_of_whole_team = 200;
constexpr std::chrono::milliseconds reading_time{1500};
constexpr int changes_per_connection = 20;  // of one kind
constexpr int rounds_per_connection = 24;   // of invite, accept, change roles

template <class Make>
Dialogues one_each(int count, Make make) {
  Dialogues dialogues;
  for (int i = 0; i < count; ++i) dialogues.push_back(make(i));
  return dialogues;
}

const std::string& member_for(const Team& team, int connection) {
  return team.members[static_cast<std::size_t>(connection) % team.members.size()];
}

std::vector<PendingInvitation> share_of(const std::vector<PendingInvitation>& all, int connection, int share) {
  const auto first = all.begin() + static_cast<std::ptrdiff_t>(connection) * share;
  return {first, first + share};
}

/// Where the last page of 50 begins.
std::string last_cursor(const ServerProcess& server, const Team& team) {
  auto walk = std::make_unique<WholeTeam>(team, 50);
  const WholeTeam& walked = *walk;
  Dialogues one;
  one.push_back(std::move(walk));
  Load load(server.port(), std::move(one));
  load.run({.operations = 1});
  return walked.last_cursor();
}

void bench_start(const StoreUnderTest& store) {
  std::array<double, 5> start_ups{};
  double memory = 0;
  for (double& start_up : start_ups) {
    const ServerProcess server(store.program, store.settings);
    start_up = server.start_up().count();
    server.settle();
    memory = server.resident_megabytes();
  }
  std::ranges::sort(start_ups);
  fmt::print("  first answer after {:.0f} ms ({}); {:.1f} MB resident when idle ({})\n", start_ups[start_ups.size() / 2],
             store.aims.start_up, memory, store.aims.memory);
}

void bench_reads(const StoreUnderTest& store, const ServerProcess& server, const Team& team) {
  const auto last = last_cursor(server, team);
  const auto measured = [&](std::string_view name, auto make, const std::string& aim) {
    print(name, measure_for(server, one_each(connections, [&](int) { return make(); }), reading_time), aim);
  };
  measured("evaluation", [&] { return evaluation(team); }, store.aims.read);
  measured("/me", [&] { return me(team); }, store.aims.read);
  measured("members, first page of 50", [&] { return first_page(team); }, store.aims.page);
  measured("members, last page of 50", [&] { return page_behind(team, last); }, store.aims.page);
  measured("members, whole team", [&] { return std::make_unique<WholeTeam>(team, page_of_whole_team); }, "");
}

void bench_changes(const ServerProcess& server, const Team& team, const std::vector<PendingInvitation>& pending) {
  print("invite", measure_all(server, one_each(connections, [&](int) { return invite(team, changes_per_connection); })), "");
  print("accept",
        measure_all(server, one_each(connections, [&](int i) { return accept(share_of(pending, i, changes_per_connection)); })),
        "");
  print("change roles",
        measure_all(server, one_each(connections,
                                     [&](int i) { return change_roles(team, member_for(team, i), changes_per_connection); })),
        "");
}

void bench_sign_in(const ServerProcess& server, const Team& team) {
  print("sign-in", measure_for(server, one_each(connections_of_sign_in, [&](int) { return sign_in(team); }), reading_time), "");
}

/// One of each kind in turn on every connection, each connection in a team of its own if there are as many.
void bench_changes_together(const StoreUnderTest& store, const ServerProcess& server, const std::vector<Team>& teams,
                            const std::vector<std::vector<PendingInvitation>>& pending) {
  const auto count = static_cast<int>(teams.size());
  auto dialogues = one_each(connections_of_changes, [&](int i) {
    const Team& team = teams[static_cast<std::size_t>(i % count)];
    Dialogues kinds;
    kinds.push_back(invite(team, rounds_per_connection));
    kinds.push_back(accept(share_of(pending[static_cast<std::size_t>(i % count)], i / count, rounds_per_connection)));
    kinds.push_back(change_roles(team, member_for(team, i / count), rounds_per_connection));
    return in_turn(std::move(kinds));
  });
  print_heading(fmt::format("{}, 64 connections, changes in {} team{}", store.name, count, count == 1 ? "" : "s"));
  print("invite, accept and change roles", measure_all(server, std::move(dialogues)), store.aims.changes);
}

struct Prepared {
  std::vector<Team> teams;  // of 10, 1,000 and 10,000 members
  std::vector<Account> guests;
  std::vector<Team> teams_of_changes;
};

Prepared prepare(const StoreUnderTest& store) {
  Clinic clinic(store.settings);
  Prepared prepared;
  for (const int size : {10, 1'000, 10'000}) prepared.teams.push_back(clinic.add_team(fmt::format("t{}-", size), size));
  const int share = connections_of_changes / store.teams_of_changes;
  prepared.guests = clinic.add_accounts("guest", std::max(connections * changes_per_connection, share * rounds_per_connection));
  for (int i = 0; i < store.teams_of_changes; ++i) {
    prepared.teams_of_changes.push_back(clinic.add_team(fmt::format("changes{}-", i), share == 1 ? 10 : 1'000));
  }
  return prepared;
}

std::vector<Account> first_of(const std::vector<Account>& guests, int count) { return {guests.begin(), guests.begin() + count}; }

}  // namespace

void bench_store(const StoreUnderTest& store) {
  fmt::print("\n{}\n", store.name);
  bench_start(store);
  const Prepared prepared = prepare(store);
  const ServerProcess server(store.program, store.settings);
  for (const Team& team : prepared.teams) {
    print_heading(fmt::format("{}, team of {} members", store.name, team.members.size() + 1));
    bench_reads(store, server, team);
    const auto guests = first_of(prepared.guests, connections * changes_per_connection);
    const auto pending = Clinic(store.settings).invite(team, guests);
    bench_changes(server, team, pending);
    bench_sign_in(server, team);
  }
  const auto guests = first_of(prepared.guests, connections_of_changes / store.teams_of_changes * rounds_per_connection);
  std::vector<std::vector<PendingInvitation>> pending;
  {
    Clinic clinic(store.settings);
    for (const Team& team : prepared.teams_of_changes) pending.push_back(clinic.invite(team, guests));
  }
  bench_changes_together(store, server, prepared.teams_of_changes, pending);
  fmt::print("  {:.1f} MB resident after all of this\n", server.resident_megabytes());
}

}  // namespace rolecall::bench
