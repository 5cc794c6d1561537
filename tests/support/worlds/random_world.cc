#include <random>

#include "policy/custom_role.h"
#include "support/worlds/patients.h"
#include "support/worlds/world.h"

namespace rolecall::testing::worlds {
namespace {

using policy::Role;
using policy::RoleSet;
using policy::ShareLevel;

/// How much there is of everything, at most.
struct Bounds {
  std::size_t people;
  std::uint64_t sessions;
  std::uint64_t texts;
  std::uint64_t shares;
  std::uint64_t delegations;
  std::uint64_t custom_roles;
  std::uint64_t templates;
};
constexpr Bounds small_bounds{
    .people = 4, .sessions = 2, .texts = 1, .shares = 4, .delegations = 1, .custom_roles = 1, .templates = 1};
constexpr Bounds large_bounds{
    .people = person_count, .sessions = 6, .texts = 3, .shares = 5, .delegations = 2, .custom_roles = 2, .templates = 2};

constexpr const Bounds& bounds_of(WorldSize size) { return size == WorldSize::small ? small_bounds : large_bounds; }

/// Throws all dice. Times lie on, just before and just after the instants at which something begins or ends.
class Dice {
 public:
  Dice(std::uint64_t seed, Instant now, const Bounds& most) : random_(seed), now_(now), most_(most) {}

  World world() {
    World world{now_, {}};
    world.teams.push_back(team());
    if (one_in(4)) world.teams.push_back(team());
    return world;
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  template <class T>
  const T& any_of(const std::vector<T>& some) {
    return some[below(some.size())];
  }
  template <class T>
  T any(std::initializer_list<T> some) {
    return *(some.begin() + below(some.size()));
  }
  std::string random_id(std::string_view prefix) {
    std::string id(prefix);
    for (int i = 0; i < 26; ++i) id += "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[below(32)];
    return id;
  }
  template <class Tag>
  static std::string_view prefix_of(const Id<Tag>&) {
    return Tag::prefix;
  }
  template <class IdType>
  IdType id() {
    return IdType{random_id(prefix_of(IdType{}))};
  }
  Instant past() { return any({now_ - days(1), now_ - Duration{1}, now_}); }
  Instant future() { return any({now_ + Duration{1}, now_ + minutes(30), now_ + days(1)}); }
  Instant either() { return one_in(3) ? past() : future(); }
  std::string plan() { return any<const char*>({"free", "pro", "together", "together", "enterprise", "enterprise"}); }
  /// From one on.
  std::uint64_t some(std::uint64_t most) { return 1 + below(most); }
  /// From none on.
  std::uint64_t none_or_some(std::uint64_t most) { return below(most + 1); }
  RoleSet some_roles() { return RoleSet::from_bits(below(1U << policy::role_count)); }

  Team team() {
    Team team;
    team.id = id<TeamId>();
    set_plan(team);
    set_settings(team);
    for (auto left = none_or_some(most_.custom_roles); left > 0; --left) {
      team.custom_roles.push_back({id<RoleId>(), some_grants()});
      if (one_in(2)) team.view_custom_roles.push_back(team.custom_roles.back().id);
    }
    add_members(team);
    for (auto left = some(most_.sessions); left > 0; --left) team.sessions.push_back(session(team));
    for (auto left = none_or_some(most_.shares); left > 0; --left) add_share(team);
    for (auto left = none_or_some(most_.delegations); left > 0; --left) add_delegation(team);
    if (one_in(3)) team.emergencies.push_back(emergency(team));
    for (auto left = none_or_some(most_.templates); left > 0; --left) team.templates.push_back(template_of(team));
    return team;
  }

  void set_plan(Team& team) {
    team.deleted = one_in(16);
    team.plan = plan();
    if (one_in(8)) team.plan_next = NextPlan{plan(), either()};
    if (one_in(4)) team.trial = Trial{past(), either()};
  }

  void set_settings(Team& team) {
    team.require_mfa = one_in(8);
    team.emergency_access = one_in(2);
    team.view_enabled = !one_in(4);
    team.view_roles = some_roles();
    team.view_transcripts = one_in(2);
    team.was_open = one_in(8);
    if (one_in(3)) team.retention_days = any({1, 30, 90});
    if (one_in(4)) team.retention_next = NextRetention{any({1, 7}), any({past(), future()})};
  }

  /// Few in the table, and what a custom role is in the audience of Session View for.
  static std::vector<policy::GrantId> viewed_grants() {
    std::vector<policy::GrantId> viewed;
    for (const policy::GrantId id : policy::GrantSet::all()) {
      if (policy::grant_at(id).scope == policy::Scope::viewed) viewed.push_back(id);
    }
    return viewed;
  }

  policy::GrantSet some_grants() {
    policy::GrantSet set;
    for (std::uint64_t left = 1 + below(6); left > 0; --left) {
      const auto grant = static_cast<policy::GrantId>(below(policy::grant_count));
      if (policy::assignable_to_custom_role(grant)) set.add(grant);
    }
    if (one_in(2)) set.add(any_of(viewed_grants()));
    return set;
  }

  void add_members(Team& team) {
    for (std::size_t person = 0; person < most_.people; ++person) {
      if (one_in(4)) continue;
      team.members.push_back(member(team, person));
      if (team.members.back().state == MemberState::active && one_in(5)) team.view_members.push_back(team.members.back().id);
    }
    const auto active = std::ranges::find(team.members, MemberState::active, &Member::state);
    if (active == team.members.end()) {
      std::erase_if(team.members, [](const Member& other) { return other.person == 0; });
      team.members.push_back({.id = id<MemberId>(), .person = 0});
      return make_owner(team.members.back());
    }
    make_owner(*active);
  }

  static void make_owner(Member& member) {
    member.owner = true;
    member.roles.add(Role::administrator);
  }

  Member member(const Team& team, std::size_t person) {
    Member member{.id = id<MemberId>(), .person = person, .roles = some_roles()};
    if (one_in(5)) {
      member.state = any({MemberState::suspended, MemberState::suspended, MemberState::removed, MemberState::invited,
                          MemberState::declined, MemberState::revoked, MemberState::expired});
    }
    for (const CustomRole& role : team.custom_roles) {
      if (one_in(3)) member.custom_roles.push_back(role.id);
    }
    member.signed_out = one_in(16);
    member.lapse_is_written = one_in(2);
    set_key(member);
    set_past(member);
    return member;
  }

  void set_key(Member& member) {
    member.by = any({By::password, By::password, By::second_factor, By::key});
    if (!has_account(member)) member.by = By::password;
    member.key_roles = one_in(2) ? RoleSet::all() : some_roles();
    member.key_used_second_factor = one_in(2);
    if (one_in(6)) member.key_state = any({KeyState::revoked, KeyState::expired});
  }

  void set_past(Member& member) {
    if (has_account(member) && one_in(6)) member.earlier_roles = one_in(2) ? RoleSet::all() : some_roles();
    if (one_in(12)) member.earlier_membership = id<MemberId>();
  }

  /// Somebody who is, or was a moment ago, at work.
  const Member& somebody(const Team& team) {
    std::vector<const Member*> some;
    for (const Member& member : team.members) {
      if (member.state == MemberState::active || member.state == MemberState::suspended) some.push_back(&member);
    }
    return *any_of(some);
  }

  Instant creation(const Team& team) {
    std::vector<Instant> times{past()};
    const auto around = [&](int kept) {
      for (const int ms : {-1, 0, 1}) times.push_back(now_ - days(kept) + Duration{ms});
    };
    if (team.retention_days) around(*team.retention_days);
    if (team.retention_next) around(team.retention_next->days);
    return any_of(times);
  }

  Session session(const Team& team) {
    Session session{.id = id<SessionId>(), .clinician = somebody(team).id};
    session.created_at = creation(team);
    // Few instants, so that the ids have to decide.
    session.started_at = now_ - hours(static_cast<std::int64_t>(below(3)));
    session.status = static_cast<SessionStatus>(below(3));
    session.restricted = one_in(3);
    session.legal_hold = one_in(5);
    session.patient = below(patients.size());
    for (auto left = none_or_some(most_.texts); left > 0; --left) session.texts.push_back(text(team, session));
    if (one_in(6)) session.earlier = EarlierSession{somebody(team).id, one_in(3), one_in(2)};
    return session;
  }

  Text text(const Team& team, const Session& session) {
    Text text{.author = one_in(2) ? session.clinician : somebody(team).id};
    text.kind = one_in(2) ? policy::ResourceKind::note : policy::ResourceKind::document;
    text.id = random_id(text.kind == policy::ResourceKind::note ? "not_" : "doc_");
    text.is_signed = text.kind == policy::ResourceKind::note && one_in(3);
    return text;
  }

  /// Several share one session with the same member more often than chance would have it.
  const Session& shared_session(const Team& team) {
    return team.shares.empty() || one_in(2) ? any_of(team.sessions) : at(team.sessions, team.shares.back().session);
  }

  void add_share(Team& team) {
    const Session& session = shared_session(team);
    Share share{.id = id<ShareId>(), .session = session.id, .member = somebody(team).id, .by = session.clinician};
    if (!team.shares.empty() && one_in(3)) share.member = team.shares.back().member;
    share.level = any({ShareLevel::view, ShareLevel::edit, ShareLevel::full, ShareLevel::full});
    if (one_in(2)) share.expires_at = either();
    share.ended = one_in(5);
    if (one_in(6)) share.earlier_level = any({ShareLevel::view, ShareLevel::full});
    if (one_in(2)) pass_on(team, share);
    const bool is_double = std::ranges::any_of(team.shares, [&](const Share& other) {
      return other.session == share.session && other.member == share.member && other.by == share.by;
    });
    if (share.member == share.by || share.member == session.clinician || is_double) return;
    team.shares.push_back(share);
  }

  /// Hangs it under a full share of the session, when there is one.
  void pass_on(const Team& team, Share& share) {
    for (const Share& above : team.shares) {
      if (above.session != share.session || above.level != ShareLevel::full) continue;
      share.parent = above.id;
      share.by = above.member;
      if (above.ended) share.ended = true;
      if (above.expires_at && (!share.expires_at || *share.expires_at > *above.expires_at)) share.expires_at = above.expires_at;
    }
  }

  void add_delegation(Team& team) {
    Delegation delegation{id<DelegationId>(), somebody(team).id, somebody(team).id, either(), {}, one_in(5)};
    delegation.to = any({now_, now_ + Duration{1}, now_ + days(2)});
    if (delegation.from >= delegation.to || delegation.clinician == delegation.assistant) return;
    team.delegations.push_back(delegation);
  }

  Emergency emergency(const Team& team) {
    Emergency emergency{id<EmergencyId>(), somebody(team).id, either(), one_in(4), {}};
    for (const Session& session : team.sessions) {
      if (one_in(2)) emergency.sessions.push_back(session.id);
    }
    return emergency;
  }

  Template template_of(const Team& team) { return {id<TemplateId>(), somebody(team).id, one_in(2)}; }

  std::mt19937_64 random_;
  Instant now_;
  const Bounds& most_;
};

}  // namespace

World random_world(std::uint64_t seed, Instant now, WorldSize size) { return Dice(seed, now, bounds_of(size)).world(); }

}  // namespace rolecall::testing::worlds
