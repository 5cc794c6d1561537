// Who could open a session at a past instant (SPEC section 8.2), held against what the policy said while it was the present: a
// random life of a clinic over the API, the decisions of each moment written down from the tables of the present, and asked about
// again from the histories. A failure prints its seed; ROLECALL_SEED is that of the life, ROLECALL_STEPS how long it is.
#include <cstdlib>
#include <map>
#include <random>

#include "http/sharing_world.h"
#include "service/access/access_page.h"
#include "service/access/session_rights.h"
#include "service/worlds/altered_sql.h"
#include "service/worlds/words.h"
#include "store/member_list.h"
#include "support/counted_queries.h"
#include "support/started_server.h"

namespace rolecall::testing {
namespace {

using ::testing::HasSubstr;
using worlds::Alteration;
using worlds::names_of;
using worlds::words_of;

unsigned from_variable(const char* name, unsigned otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

std::string line_of(const MemberId& member, const policy::Decision& because, const policy::ActionSet& actions) {
  return member.value + ": " + words_of(because) + " " + names_of(actions) + "\n";
}

class PastAccess : public SharingTest {
 protected:
  /// What the panel of one session said at one instant.
  struct Moment {
    Instant at;
    SessionId session;
    std::string panel;
  };

  void SetUp() override {
    start_server(world());
    SharingTest::SetUp();
    world().environment().settings.throttling = service::Throttling::lifted;
    everybody_ = {owner(),
                  cara_,
                  dora_,
                  emil_,
                  join("Anna", "anna@clinic.example", {"assistant"}),
                  join("Kurt", "kurt@clinic.example", {"administrator"}),
                  join("Tess", "tess@clinic.example", {"template_manager"})};
    sessions_.push_back(SessionId{session_.substr(session_.rfind('/') + 1)});
    force_team([](store::Team& changed, Instant) { changed.settings.emergency_access = true; });
  }

  void live(unsigned usual_steps) {
    const unsigned seed = from_variable("ROLECALL_SEED", 1);
    SCOPED_TRACE("ROLECALL_SEED=" + std::to_string(seed));
    random_.seed(seed);
    begin();
    const unsigned steps = from_variable("ROLECALL_STEPS", usual_steps);
    for (unsigned i = 0; i < steps && !HasFailure(); ++i) {
      SCOPED_TRACE("step " + std::to_string(i));
      change_something();
      look();
      world().advance(pick(std::vector{Duration{0}, Duration{1}, minutes(10), minutes(61), hours(5), hours(20)}));
      look();
    }
    bring_back();
  }

  /// What chance rarely comes to: a delegation of a clinician who is suspended meanwhile, a suspended administrator and a custom
  /// role in the audience, a share and an emergency access that are ended early, and what runs out.
  void begin() {
    const auto next = [&](const http::Reply& reply) {
      EXPECT_LT(reply.status, 300) << reply.body;
      look();
      world().advance(minutes(3));
    };
    const auto member = [&](const char* name) {
      const auto found = std::ranges::find(everybody_, name, [](const Colleague& one) { return one.name; });
      return path("/members/" + found->member.value);
    };
    const std::string patient = R"("identifier":"A-1","date_of_birth":"1980-02-29")";
    const auto made = fresh(cara_).post(path("/sessions"), R"({"patient":{"name":"Ada Byron",)" + patient + "}}");
    sessions_.push_back(SessionId{text_of(made, {"id"})});
    next(made);
    const auto given = delegate(fresh_person(cara_), everybody_[4]);
    next(given);
    next(fresh(owner()).post(member("Cara") + "/suspend"));
    next(fresh(owner()).post(member("Cara") + "/reactivate"));
    next(fresh(cara_).remove(path("/delegations/" + text_of(given, {"id"}))));
    next(delegate(fresh_person(cara_), everybody_[4], later({}), later(minutes(2))));
    next(fresh(cara_).put(session_ + "/shares/" + dora_.member.value,
                          R"({"level":"view","expires_at":")" + later(minutes(2)) + "\"}"));
    next(fresh(cara_).put(session_ + "/shares/" + emil_.member.value, R"({"level":"view"})"));
    next(fresh(cara_).remove(session_ + "/shares/" + emil_.member.value));
    next(fresh(owner()).patch(path("/settings"), R"({"session_view":{"enabled":true}})"));
    next(fresh(owner()).post(member("Kurt") + "/suspend"));
    next(fresh(owner()).post(member("Kurt") + "/reactivate"));
    const auto reader = fresh(owner()).post(
        path("/roles"), R"({"family":"clinician","name":"Reader","grants":[{"action":"session.read","scope":"viewed"}]})");
    next(reader);
    custom_.push_back(text_of(reader, {"id"}));
    next(fresh(owner()).put(member("Tess") + "/roles", R"({"roles":[")" + custom_.back() + R"("]})"));
    next(set_audience(R"("clinician",")" + custom_.back() + "\""));
    next(set_audience(R"("administrator")"));
    const auto open_one = [&] {
      return fresh(dora_).post(path("/emergency"), "{" + patient + R"(,"reason":"Unconscious in the waiting room"})");
    };
    const auto opened = open_one();
    next(opened);
    next(fresh(owner()).remove(path("/emergency/" + text_of(opened, {"id"}))));
    next(open_one());
    world().advance(hours(1));
    look();
  }

  http::Reply set_audience(const std::string& roles) {
    return fresh(owner()).patch(path("/settings"), R"({"session_view":{"audience_roles":[)" + roles + "]}}");
  }

  /// The first moment that is answered otherwise now; nothing when none is.
  std::optional<std::string> misremembered(const Alteration& lie = {"", "no statement", "", ""}) {
    return world().look([&](store::Transaction& honest) -> std::optional<std::string> {
      worlds::AlteredSql sql(honest.connection(), lie);
      store::Transaction tx(sql, store::Transaction::Mode::read, honest.now());
      for (const auto& [key, moment] : moments_) {
        const std::string now = past_panel(tx, moment);
        if (now != moment.panel) {
          return to_rfc3339(moment.at) + " of " + moment.session.value + ":\n" + moment.panel + "is answered\n" + now;
        }
      }
      return std::nullopt;
    });
  }

  /// Beside all use cases.
  std::vector<MemberId> add_members(int how_many, policy::Role role = policy::Role::clinician) {
    std::vector<MemberId> members;
    const auto added = world().write([&](store::Transaction& tx) -> Result<Done> {
      const auto permit = store::permit_system(tx, team(), store::SystemReason::demo_data);
      const auto recorded = store::record(tx, permit, "system.test", {"team", team().value}, nullptr, nullptr);
      for (int i = 0; i < how_many; ++i) {
        store::Member member;
        member.id = MemberId::make(tx.now());
        member.team = team();
        member.address = member.address_key = "m" + std::to_string(i) + "@clinic.example";
        member.name = member.name_key = "m" + std::to_string(i);
        member.status = MemberState::active;
        member.roles.add(role);
        member.created_at = member.status_since = tx.now();
        store::insert_member(tx, permit, recorded, member);
        members.push_back(member.id);
      }
      return Done{};
    });
    EXPECT_TRUE(added);
    return members;
  }

  /// Beside all use cases, by its clinician.
  void share_with(const std::vector<MemberId>& members) {
    const auto shared = world().write([&](store::Transaction& tx) -> Result<Done> {
      for (const MemberId& member : members) {
        store::execute(tx,
                       "INSERT INTO share(id, team_id, session_id, member_id, granted_by, level, started_at, seq, valid_from) "
                       "VALUES ($1, $2, $3, $4, $5, 1, $6, 1, $6)",
                       "shr_" + member.value, team(), sessions_.front(), member, cara_.member, tx.now());
      }
      return Done{};
    });
    EXPECT_TRUE(shared);
  }

  void name_in_audience(const std::vector<MemberId>& members) {
    std::string names;
    for (const MemberId& member : members) names += (names.empty() ? "\"" : ",\"") + member.value + "\"";
    const auto named = fresh(owner()).patch(
        path("/settings"), R"({"session_view":{"enabled":true,"audience_roles":[],"audience_members":[)" + names + "]}}");
    EXPECT_EQ(named.status, 200) << named.body;
  }

  struct CountedPage {
    service::SessionAccess access;
    int queries = 0;
  };
  CountedPage counted_page(const service::ReadSessionAccess& request) {
    return world().look([&](store::Transaction& honest) {
      CountedQueries counted(honest.connection());
      store::Transaction tx(counted, store::Transaction::Mode::read, honest.now());
      auto page = service::read_session_access(tx, world().environment(), asker_.credential, request);
      return CountedPage{std::move(page.value()), counted.queries};
    });
  }

  /// How many a walk lists, no page of which costs many queries: not one for each member.
  std::size_t listed_cheaply() {
    service::ReadSessionAccess request{.team = team(), .session = sessions_.front()};
    request.limit = 20;
    std::size_t listed = 0;
    do {
      const auto [access, queries] = counted_page(request);
      EXPECT_LT(queries, 35) << "after " << listed;
      listed += access.members.size();
      request.after = access.next;
    } while (request.after);
    return listed;
  }

  /// As if the first server had started then.
  void begin_rules_at(Instant from) {
    (void)world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, "UPDATE ruleset_history SET valid_from = $1", from);
      return Done{};
    });
  }

  /// A new login each time: they outlive no step of a life.
  Person fresh_person(const Person& person) { return world().signed_in_again(person); }
  ApiClient fresh(const Person& person) { return as(fresh_person(person)); }

  const Person& asker() {
    asker_ = world().signed_in_again(owner());
    return asker_;
  }

  std::string past_panel(store::Transaction& tx, const Moment& moment) {
    service::ReadSessionAccess request{.team = team(), .session = moment.session, .at = moment.at};
    request.limit = 1 + static_cast<int>(moment.at.ms % 4);
    return all_pages(tx, request, moment.at.ms % 3 == 0 ? &PastAccess::page_by_walks : &PastAccess::page);
  }
  using OnePage = Result<service::SessionAccess> (PastAccess::*)(store::Transaction&, const service::ReadSessionAccess&);
  Result<service::SessionAccess> page(store::Transaction& tx, const service::ReadSessionAccess& request) {
    return service::read_session_access(tx, world().environment(), asker_.credential, request);
  }
  /// As if the holders of any role were many.
  Result<service::SessionAccess> page_by_walks(store::Transaction& tx, const service::ReadSessionAccess& request) {
    const auto present = store::find_session(tx, team(), owner().member, request.session).value();
    const auto then = service::load_session_then(tx, world().environment(), store::find_team(tx, team()).value(), present.session,
                                                 request.after ? request.after->at : request.at);
    if (!then) return std::unexpected(then.error());
    return service::access_page(tx, *then, request, 0);
  }
  std::string all_pages(store::Transaction& tx, service::ReadSessionAccess request, OnePage one_page = &PastAccess::page) {
    std::string panel;
    do {
      const auto page = (this->*one_page)(tx, request);
      if (!page) return page.error().name + " " + page.error().detail;
      for (const auto& one : page->members) panel += line_of(one.member.id, one.because, one.actions);
      request.after = page->next;
    } while (request.after);
    return panel;
  }

  /// From the tables of the present, member by member.
  std::string present_panel(store::Transaction& tx, const SessionId& session) {
    store::TeamCaller caller;
    caller.team = store::find_team(tx, team()).value();
    caller.team_facts = store::team_facts(caller.team, world().environment().plans, tx.now());
    const service::SessionReaders readers(tx, caller);
    std::string openers;
    std::string others;
    const store::MemberFilter filter{.team = team(), .states = {MemberState::active, MemberState::suspended}};
    for (const auto& [member, mail] : store::list_members(tx, filter, store::MemberSort::name, {}, 1000)) {
      const auto question = readers.ask(member, store::find_session(tx, team(), member.id, session).value());
      policy::ActionSet actions;
      std::optional<policy::GrantUsed> reading;
      for (const auto& right : service::rights_on(question)) {
        actions.add(right.action);
        if (!reading && service::is_reading(right.action)) reading = right.grant;
      }
      if (reading) {
        openers += line_of(member.id, {policy::Effect::permit, policy::Rule::granted, reading}, actions);
      } else {
        others += line_of(member.id, policy::decide(question), {});
      }
    }
    return openers + others;
  }

  /// Writes down what holds now. What changes within a millisecond is remembered as it was at its end.
  void look() {
    asker();
    for (const SessionId& session : sessions_) {
      world().look([&](store::Transaction& tx) {
        const Moment moment{tx.now(), session, present_panel(tx, session)};
        moments_[std::pair(tx.now().ms, session.value)] = moment;
        return 0;
      });
    }
  }

  template <class T>
  T pick(const std::vector<T>& from) {
    return from[random_() % from.size()];
  }
  const Colleague& somebody() { return everybody_[random_() % everybody_.size()]; }
  bool coin() { return random_() % 2 == 0; }
  std::string a_session() { return path("/sessions/" + pick(sessions_).value); }
  std::string later(Duration by) { return to_rfc3339(world().clock().now() + by); }

  /// What is refused changes nothing.
  static void attempt(const http::Reply&) {}

  void change_something() {
    static constexpr std::array changes{
        &PastAccess::change_roles,    &PastAccess::suspend,           &PastAccess::reactivate,   &PastAccess::replace_member,
        &PastAccess::give_share,      &PastAccess::give_share,        &PastAccess::end_share,    &PastAccess::give_delegation,
        &PastAccess::give_delegation, &PastAccess::end_delegation,    &PastAccess::restrict_one, &PastAccess::hold_one,
        &PastAccess::reassign,        &PastAccess::set_view,          &PastAccess::set_view,     &PastAccess::change_plan,
        &PastAccess::try_out,         &PastAccess::delete_or_restore, &PastAccess::define_role,  &PastAccess::define_role,
        &PastAccess::break_glass,     &PastAccess::break_glass,       &PastAccess::break_glass,  &PastAccess::change_plans_file,
        &PastAccess::keep_shorter,    &PastAccess::new_session};
    if (is_deleted_ && coin()) delete_or_restore();
    (this->*changes[random_() % changes.size()])();
  }

  void change_roles() {
    std::string roles;
    for (const char* role : {"administrator", "clinician", "assistant", "template_manager"}) {
      if (random_() % 3 == 0) roles += std::string(roles.empty() ? "\"" : ",\"") + role + "\"";
    }
    if (!custom_.empty() && coin()) roles += std::string(roles.empty() ? "\"" : ",\"") + pick(custom_) + "\"";
    if (roles.empty()) roles = "\"clinician\"";
    attempt(fresh(owner()).put(path("/members/" + somebody().member.value + "/roles"), R"({"roles":[)" + roles + "]}"));
  }
  void suspend() { attempt(fresh(owner()).post(path("/members/" + somebody().member.value + "/suspend"))); }
  void reactivate() {
    for (const Colleague& one : everybody_) attempt(fresh(owner()).post(path("/members/" + one.member.value + "/reactivate")));
  }
  void replace_member() {
    if (random_() % 3 != 0 || is_deleted_) return;
    const std::size_t which = 1 + random_() % (everybody_.size() - 1);
    const auto heir = somebody().member.value;
    const auto removed =
        fresh(owner()).remove(path("/members/" + everybody_[which].member.value), R"({"handover_to":")" + heir + R"("})");
    if (removed.status != 200) return;
    const std::string name = "New" + std::to_string(everybody_made_++);
    Person fresh_owner = world().signed_in_again(owner());
    const auto added = add(fresh_owner, {name + "@clinic.example", {pick(std::vector<std::string>{"clinician", "assistant"})}});
    if (!added) return;
    const auto accepted = accept(token_for(name + "@clinic.example"), name);
    if (!accepted) return;
    Colleague colleague;
    colleague.user = accepted->account.id;
    colleague.name = name;
    colleague.member = accepted->member;
    everybody_[which] = colleague;
  }
  void give_share() {
    const auto level = pick(std::vector<std::string>{"view", "edit", "full"});
    const auto until = coin() ? R"(,"expires_at":")" + later(hours(3)) + "\"" : "";
    attempt(
        fresh(somebody()).put(a_session() + "/shares/" + somebody().member.value, R"({"level":")" + level + "\"" + until + "}"));
    for (const Colleague& one : everybody_) {
      if (coin())
        attempt(fresh(one).put(a_session() + "/shares/" + somebody().member.value, R"({"level":")" + level + "\"" + until + "}"));
    }
  }
  void end_share() {
    const auto session = a_session();
    for (const Colleague& one : everybody_) attempt(fresh(owner()).remove(session + "/shares/" + one.member.value));
    for (const Colleague& one : everybody_) attempt(fresh(one).remove(session + "/shares/" + somebody().member.value));
  }
  void give_delegation() {
    const auto assistant = somebody().member.value;
    if (coin()) attempt(fresh(owner()).put(path("/members/" + assistant + "/roles"), R"({"roles":["assistant"]})"));
    for (const Colleague& one : everybody_) {
      const auto from = pick(std::vector{Duration{-days(2).ms}, Duration{0}, hours(2)});
      const auto given = fresh(one).post(path("/delegations"), R"({"assistant":")" + assistant + R"(","from":")" + later(from) +
                                                                   R"(","to":")" + later(days(2)) + R"("})");
      if (given.status == 201) delegations_.push_back(text_of(given, {"id"}));
    }
  }
  void end_delegation() {
    if (delegations_.empty()) return;
    for (const Colleague& one : everybody_) attempt(fresh(one).remove(path("/delegations/" + delegations_.back())));
    delegations_.pop_back();
  }
  void restrict_one() {
    const auto session = a_session();
    for (const Colleague& one : everybody_) {
      attempt(coin() ? fresh(one).put(session + "/restriction", "") : fresh(one).remove(session + "/restriction"));
    }
  }
  void hold_one() {
    const auto session = a_session();
    attempt(coin() ? fresh(owner()).put(session + "/hold", "") : fresh(owner()).remove(session + "/hold"));
  }
  void reassign() {
    attempt(fresh(owner()).put(a_session() + "/clinician", R"({"member":")" + somebody().member.value + R"("})"));
  }
  void set_view() {
    auto roles = pick(std::vector<std::string>{R"("administrator")", R"("clinician","template_manager")", "", R"("assistant")"});
    if (!custom_.empty() && coin()) roles += std::string(roles.empty() ? "\"" : ",\"") + pick(custom_) + "\"";
    attempt(fresh(owner()).patch(path("/settings"), std::string(R"({"session_view":{"enabled":)") +
                                                        (random_() % 3 != 0 ? "true" : "false") + R"(,"audience_roles":[)" +
                                                        roles + R"(],"audience_members":[")" + somebody().member.value +
                                                        R"("],"include_transcripts":)" + (coin() ? "true" : "false") + "}}"));
  }
  void change_plan() {
    const auto plan = pick(std::vector<std::string>{"pro", "together", "enterprise", "enterprise"});
    force_team([&](store::Team& changed, Instant now) {
      changed.subscription_next.reset();
      if (coin())
        changed.plan = plan;
      else
        changed.subscription_next = store::WaitingSubscription{plan, changed.interval, now + hours(4)};
    });
  }
  void try_out() {
    force_team([&](store::Team& changed, Instant now) {
      if (coin())
        changed.trial = billing::Trial{now, now + hours(30)};
      else
        changed.trial.reset();
    });
  }
  void delete_or_restore() {
    is_deleted_ = !is_deleted_;
    force_team([&](store::Team& changed, Instant now) { changed.deleted_at = is_deleted_ ? std::optional(now) : std::nullopt; });
  }
  void bring_back() {
    world().advance(Duration{1});
    if (is_deleted_) delete_or_restore();
    asker();
  }
  void define_role() {
    const auto grants = pick(std::vector<std::string>{
        R"([{"action":"session.read","scope":"viewed"},{"action":"note.read","scope":"viewed"}])",
        R"([{"action":"member.list","scope":"team"}])", R"([{"action":"transcript.read","scope":"viewed"}])"});
    if (!custom_.empty() && coin()) {
      attempt(fresh(owner()).patch(path("/roles/" + pick(custom_)), R"({"grants":)" + grants + "}"));
      return;
    }
    const auto made = fresh(owner()).post(path("/roles"), R"({"family":"clinician","name":"Desk )" +
                                                              std::to_string(custom_.size()) + R"(","grants":)" + grants + "}");
    if (made.status != 201) return;
    custom_.push_back(text_of(made, {"id"}));
    attempt(
        fresh(owner()).put(path("/members/" + somebody().member.value + "/roles"), R"({"roles":[")" + custom_.back() + "\"]}"));
  }
  void break_glass() {
    if (!emergency_.empty() && coin()) {
      attempt(fresh(owner()).remove(path("/emergency/" + std::exchange(emergency_, ""))));
      return;
    }
    const auto opened =
        fresh(somebody())
            .post(path("/emergency"),
                  R"({"identifier":"A-1","date_of_birth":"1980-02-29","reason":"Unconscious in the waiting room"})");
    if (opened.status == 201) emergency_ = text_of(opened, {"id"});
  }
  /// The server starts again with another file.
  void change_plans_file() {
    for (billing::Plan& plan : world().environment().plans.plans) {
      if (plan.id == "pro" || plan.id == "enterprise") {
        plan.features = coin() ? std::vector<std::string>{"session_view", "team_policies"}
                               : std::vector<std::string>{"team_templates", "team_policies", "custom_roles"};
      }
    }
    start_server(world());
  }
  void keep_shorter() {
    force_team([&](store::Team& changed, Instant now) {
      changed.settings.retention_days = random_() % 3 == 0 ? std::optional(2) : std::nullopt;
      changed.settings.retention_next.reset();
      if (random_() % 4 == 0) changed.settings.retention_next = store::WaitingRetention{1, now + hours(6)};
    });
  }
  void new_session() {
    if (sessions_.size() >= 4) return;
    const auto made =
        fresh(somebody())
            .post(path("/sessions"), R"({"patient":{"name":"Ada Byron","identifier":"A-1","date_of_birth":"1980-02-29"}})");
    if (made.status == 201) sessions_.push_back(SessionId{text_of(made, {"id"})});
  }

  std::vector<Colleague> everybody_;
  std::vector<SessionId> sessions_;
  std::map<std::pair<std::int64_t, std::string>, Moment> moments_;
  std::mt19937_64 random_;
  Person asker_;
  std::vector<std::string> delegations_;
  std::vector<std::string> custom_;
  std::string emergency_;
  bool is_deleted_ = false;
  int everybody_made_ = 0;
};

TEST_P(PastAccess, is_answered_as_the_policy_said_when_it_was_the_present) {
  live(GetParam() == Which::sqlite ? 150 : 50);
  const auto wrong = misremembered();
  EXPECT_FALSE(wrong) << "ROLECALL_SEED=" << from_variable("ROLECALL_SEED", 1) << ": " << *wrong;
}

constexpr std::string_view facts_then = "SELECT member, max(share)";
constexpr std::string_view member_then = "i.member_id = m.id";

constexpr Alteration lies[] = {
    {"a share counts before it was given", facts_then, "h.valid_from <= $2 AND", ""},
    {"a share that was ended since is forgotten", facts_then, "(h.valid_to IS NULL OR h.valid_to > $2)", "h.valid_to IS NULL"},
    {"a share counts after its end", facts_then, "(h.valid_to IS NULL OR h.valid_to > $2)", "1 = 1"},
    {"a share counts after it ran out", facts_then, "h.expires_at > $2", "1 = 1"},
    {"a delegation counts before it begins", facts_then, "d.starts_at <= $2 AND", ""},
    {"a delegation counts after it ran out", facts_then, "d.ends_at > $2 AND", ""},
    {"a delegation that was ended since is forgotten", facts_then, "(d.ended_at IS NULL OR d.ended_at > $2)",
     "d.ended_at IS NULL"},
    {"a delegation counts after its end", facts_then, "(d.ended_at IS NULL OR d.ended_at > $2) AND", ""},
    {"a delegation counts while its clinician is suspended", facts_then, "1 = (SELECT", "0 < (SELECT"},
    {"an emergency access counts before it was opened", facts_then, "a.opened_at <= $2 AND", ""},
    {"an emergency access counts after its end", facts_then, "AND a.expires_at > $2", ""},
    {"an emergency access counts after it was ended", facts_then, "AND (a.ended_at IS NULL OR a.ended_at > $2)", ""},
    {"members are as they are now", member_then, "x.valid_from <= $2 AND (x.valid_to IS NULL OR x.valid_to > $2)",
     "x.valid_to IS NULL"},
    {"the session is as it is now", "FROM session_history", "valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)",
     "$2 = $2"},
    {"the team is as it is now", "FROM team_history", "valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)", "$2 = $2"},
    {"the plans open what they open now", "FROM ruleset_history", "valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)",
     "$1 = $1"},
    {"who held a custom role of the audience is not found by it", "AND i.custom_roles <>",
     "replace(i.custom_roles, $3, '') <> i.custom_roles", "i.custom_roles = $3"},
    {"holders of roles are found while they are suspended", "WHERE i.team_id = $1 AND i.status = 1", "i.status = 1 AND", ""},
};

/// One store is enough: the lies are about conditions, not about databases.
class PastAccessLies : public PastAccess {};

TEST_P(PastAccessLies, are_each_found_in_one_condition_of_the_sql) {
  live(150);
  const auto wrong = misremembered();
  ASSERT_FALSE(wrong) << *wrong;
  for (const Alteration& lie : lies) EXPECT_TRUE(misremembered(lie)) << lie.that;
}

TEST_P(PastAccess, is_walked_as_of_the_first_page_whatever_changes_meanwhile) {
  ASSERT_EQ(share(cara_, emil_, "view").status, 200);
  ASSERT_EQ(switch_session_view("true").status, 200);
  asker();
  const auto before = world().look([&](store::Transaction& tx) { return present_panel(tx, sessions_.front()); });
  std::string walked;
  service::ReadSessionAccess request{.team = team(), .session = sessions_.front()};
  request.limit = 1;
  for (int i = 0; i == 0 || request.after; ++i) {
    const auto page = read([&](auto& tx, const auto& environment) {
      return service::read_session_access(tx, environment, asker_.credential, request);
    });
    ASSERT_TRUE(page) << page.error().detail;
    walked += line_of(page->members.at(0).member.id, page->members[0].because, page->members[0].actions);
    request.after = page->next;
    world().advance(Duration{1});
    if (i == 0) {
      EXPECT_EQ(unshare(cara_, emil_).status, 200);
    }
    if (i == 1) {
      EXPECT_EQ(share(cara_, dora_, "view").status, 200);
    }
    if (i == 2) {
      EXPECT_EQ(switch_session_view("false").status, 200);
    }
    if (i == 3) put_into(dora_.member, MemberState::suspended);
  }
  EXPECT_EQ(walked, before) << "nobody twice, nobody left out";
}

TEST_P(PastAccess, costs_no_page_a_question_about_everybody) {
  add_members(600);
  asker();
  for (const char* audience : {R"(["clinician"])", R"(["template_manager"])"}) {
    ASSERT_EQ(fresh(owner())
                  .patch(path("/settings"), R"({"session_view":{"enabled":true,"audience_roles":)" + std::string(audience) + "}}")
                  .status,
              200);
    EXPECT_EQ(listed_cheaply(), everybody_.size() + 600) << audience;
  }
}

TEST_P(PastAccess, costs_no_page_a_question_about_all_with_whom_it_is_shared) {
  share_with(add_members(600));
  asker();
  EXPECT_EQ(listed_cheaply(), everybody_.size() + 600);
}

TEST_P(PastAccess, costs_no_page_a_question_about_all_who_are_named) {
  name_in_audience(add_members(600));
  asker();
  EXPECT_EQ(listed_cheaply(), everybody_.size() + 600);
}

TEST_P(PastAccess, costs_no_page_a_question_about_all_who_are_named_in_vain) {
  name_in_audience(add_members(600, policy::Role::template_manager));
  asker();
  EXPECT_EQ(listed_cheaply(), everybody_.size() + 600);
}

TEST_P(PastAccess, costs_no_more_for_who_came_later) {
  asker();
  const service::ReadSessionAccess early{.team = team(), .session = sessions_.front(), .at = world().clock().now()};
  const auto before = counted_page(early);
  world().advance(Duration{1});
  add_members(600);
  const auto after = counted_page(early);
  EXPECT_EQ(after.access.members.size(), before.access.members.size());
  EXPECT_EQ(after.queries, before.queries);
}

TEST_P(PastAccess, is_refused_for_what_is_no_past_instant_of_the_session) {
  const auto made = world().clock().now();
  world().advance(minutes(5));
  const auto refused = [&](const std::string& at, const std::string& why) {
    const auto reply = as(cara_).get(session_ + "/access?at=" + at);
    EXPECT_EQ(reply.status, 422) << at << ": " << reply.body;
    EXPECT_THAT(reply.body, HasSubstr(R"("pointer":"/at")"));
    EXPECT_THAT(reply.body, HasSubstr(why)) << at;
  };
  refused("yesterday", "must be an instant");
  refused("", "must be an instant");
  refused("2026-02-30T00:00:00Z", "must be an instant");
  refused(later(Duration{1}), "lies in the future");
  refused(to_rfc3339(made - Duration{1}), "the session did not exist then");
  refused("2020-01-01T00:00:00Z", "the session did not exist then");
  EXPECT_EQ(as(cara_).get(session_ + "/access?at=" + to_rfc3339(made)).status, 200);
  EXPECT_EQ(as(cara_).get(session_ + "/access?at=" + later({})).status, 200) << "the present is a past instant";
}

TEST_P(PastAccess, is_refused_for_an_instant_whose_facts_were_not_kept) {
  const auto made = world().clock().now();
  world().advance(minutes(5));
  begin_rules_at(made + minutes(1));
  const auto reply = as(cara_).get(session_ + "/access?at=" + to_rfc3339(made));
  EXPECT_EQ(reply.status, 422);
  EXPECT_THAT(reply.body, HasSubstr("the first instant that can be answered is " + to_rfc3339(made + minutes(1))));
  EXPECT_EQ(as(cara_).get(session_ + "/access?at=" + to_rfc3339(made + minutes(1))).status, 200);
  (void)world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE team_history SET facts = '{\"name\":\"North Clinic\"}' WHERE team_id = $1", team());
    return Done{};
  });
  const auto incomplete = as(cara_).get(session_ + "/access?at=" + to_rfc3339(made + minutes(1)));
  EXPECT_EQ(incomplete.status, 422);
  EXPECT_THAT(incomplete.body, HasSubstr("what held then was not kept"));
}

TEST_P(PastAccess, is_walked_on_where_the_clock_stood_ahead_at_the_first_start) {
  begin_rules_at(world().clock().now() + days(1));
  const auto page = as(cara_).get(session_ + "/access?limit=1");
  ASSERT_EQ(page.status, 200) << page.body;
  world().advance(Duration{1});
  const auto next = as(cara_).get(session_ + "/access?limit=1&cursor=" + text_of(page, {"next_cursor"}));
  EXPECT_EQ(next.status, 200) << next.body;
  EXPECT_THAT(next.body, HasSubstr(R"("policy_changed":false)"));
}

TEST_P(PastAccess, says_when_the_policy_table_was_another) {
  world().advance(minutes(5));
  const auto at = to_rfc3339(world().clock().now());
  EXPECT_THAT(as(cara_).get(session_ + "/access?at=" + at).body, HasSubstr(R"("policy_changed":false)"));
  (void)world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE ruleset_history SET policy_hash = 'another'");
    return Done{};
  });
  EXPECT_THAT(as(cara_).get(session_ + "/access?at=" + at).body, HasSubstr(R"("policy_changed":true)"));
  EXPECT_THAT(as(cara_).get(session_ + "/access").body, HasSubstr(R"("policy_changed":false)")) << "the present table answers";
}

TEST_P(PastAccess, is_for_who_may_ask_now_whatever_he_was_then) {
  ASSERT_EQ(share(cara_, dora_, "full").status, 200);
  const auto then = "/access?at=" + to_rfc3339(world().clock().now());
  world().advance(minutes(5));
  EXPECT_EQ(as(owner()).get(session_ + then).status, 200);
  EXPECT_EQ(rule_of(as(dora_).get(session_ + then)), "share_level_too_low");
  give_roles(dora_, R"(["administrator"])");
  EXPECT_EQ(as(dora_).get(session_ + then).status, 200) << "an administrator now";
  put_into(dora_.member, MemberState::suspended);
  EXPECT_EQ(rule_of(as(dora_).get(session_ + then)), "subject_not_active");
  EXPECT_EQ(as(owner()).get(path("/sessions/ses_x") + then).status, 404);
}

TEST_P(PastAccess, cursor_belongs_to_its_instant) {
  const auto at = to_rfc3339(world().clock().now());
  world().advance(minutes(5));
  const auto page = as(cara_).get(session_ + "/access?limit=1&at=" + at);
  ASSERT_EQ(page.status, 200) << page.body;
  const auto cursor = text_of(page, {"next_cursor"});
  EXPECT_EQ(as(cara_).get(session_ + "/access?limit=1&cursor=" + cursor).status, 400);
  const auto next = as(cara_).get(session_ + "/access?limit=1&at=" + at + "&cursor=" + cursor);
  EXPECT_EQ(next.status, 200) << next.body;
  EXPECT_EQ(text_of(next, {"at"}), at);
}

ROLECALL_ON_BOTH_STORES(PastAccess);
INSTANTIATE_TEST_SUITE_P(on, PastAccessLies, ::testing::Values(Which::sqlite));

}  // namespace
}  // namespace rolecall::testing
