#include "store/caller.h"

#include <algorithm>
#include <tuple>

#include "policy/decide.h"
#include "store/custom_grants.h"
#include "store/row_columns.h"

namespace rolecall::store {
namespace {

/// How exactly `last_seen_at` is kept: fewer writes for a minute of doubt.
constexpr Duration seen_precision = minutes(1);

std::unexpected<Error> not_signed_in() { return fail(Code::unauthenticated, "not_signed_in", "sign in first"); }

/// A browser has one cookie for all its windows: who signs in in one of them asks from the other ones, too.
Result<Done> check_expected(const Credential& credential, const Caller& caller) {
  if (!credential.expected_user || *credential.expected_user == caller.user.value) return Done{};
  return fail(Code::unauthenticated, "other_account",
              "somebody else is signed in by now than `Rolecall-User` says; nothing was done");
}

struct LoginTimes {
  Instant last_seen_at;
  Instant expires_at;
  std::optional<Duration> idle_limit;  // the shortest that a team of the user sets
};

/// Column 0 on: l.id, l.user_id, l.used_mfa, l.created_at, l.last_seen_at, l.expires_at, u.name, u.address, u.address_key, has
/// MFA, the idle limit in minutes.
Caller read_login(const Rows& rows, LoginTimes& times) {
  Caller caller;
  caller.login = rows.id<LoginId>(0);
  caller.user = rows.id<UserId>(1);
  caller.used_mfa = rows.flag(2);
  caller.signed_in_at = rows.instant(3);
  times = {rows.instant(4), rows.instant(5), std::nullopt};
  if (!rows.is_null(10)) times.idle_limit = minutes(rows.integer(10));
  caller.name = rows.text(6);
  caller.address = rows.text(7);
  caller.address_key = rows.text(8);
  caller.has_mfa = rows.flag(9);
  return caller;
}

/// Column 0 on: k.id, m.user_id, k.used_mfa, k.created_at, k.roles, k.last_used_at, u.name, u.address, u.address_key, has MFA.
Caller read_key(const Rows& rows, std::optional<Instant>& last_used_at) {
  Caller caller;
  caller.key = rows.id<ApiKeyId>(0);
  caller.user = rows.id<UserId>(1);
  caller.used_mfa = rows.flag(2);
  caller.signed_in_at = rows.instant(3);
  caller.key_roles = policy::RoleSet::from_bits(static_cast<std::uint64_t>(rows.integer(4)));
  last_used_at = rows.instant_or_null(5);
  caller.name = rows.text(6);
  caller.address = rows.text(7);
  caller.address_key = rows.text(8);
  caller.has_mfa = rows.flag(9);
  return caller;
}

#define ROLECALL_LOGIN_COLUMNS                                                                                  \
  "l.id, l.user_id, l.used_mfa, l.created_at, l.last_seen_at, l.expires_at, u.name, u.address, u.address_key, " \
  "CASE WHEN u.totp_sealed IS NULL THEN 0 ELSE 1 END, "                                                         \
  "(SELECT min(x.sign_out_minutes) FROM member y JOIN team x ON x.id = y.team_id "                              \
  "WHERE y.user_id = l.user_id AND y.status IN (1, 5) AND x.deleted_at IS NULL)"
#define ROLECALL_KEY_COLUMNS                                                                               \
  "k.id, m.user_id, k.used_mfa, k.created_at, k.roles, k.last_used_at, u.name, u.address, u.address_key, " \
  "CASE WHEN u.totp_sealed IS NULL THEN 0 ELSE 1 END, NULL"
constexpr int caller_column_count = 11;

void touch_login(Transaction& tx, const LoginId& login) {
  execute(tx, "UPDATE login SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2", login, tx.now());
}

void touch_key(Transaction& tx, const ApiKeyId& key) {
  execute(tx, "UPDATE api_key SET last_used_at = $2 WHERE id = $1", key, tx.now());
}

/// One of the two ids is empty.
void touch(Transaction& tx, const LoginId& login, const ApiKeyId& key) {
  if (key.empty()) return touch_login(tx, login);
  touch_key(tx, key);
}

void note_seen(Transaction& tx, const Caller& caller, std::optional<Instant> last) {
  if (last && tx.now() - *last < seen_precision) return;
  if (tx.mode() == Transaction::Mode::write) return touch(tx, caller.login, caller.key);
  tx.write_afterwards([login = caller.login, key = caller.key](Transaction& later) { touch(later, login, key); });
}

/// The shorter limit counts: a team shortens what the server allows, for every request of who is in it, so that no other request
/// keeps such a login awake.
bool is_over(const LoginTimes& times, Instant now, Duration idle_limit) {
  const Duration limit = std::min(idle_limit, times.idle_limit.value_or(idle_limit));
  return times.expires_at <= now || times.last_seen_at + limit <= now;
}

Result<Caller> load_login(Transaction& tx, const Credential& credential, Duration idle_limit) {
  LoginTimes times;
  Caller caller;
  {
    auto rows =
        query(tx, "SELECT " ROLECALL_LOGIN_COLUMNS " FROM login l JOIN users u ON u.id = l.user_id WHERE l.token_hash = $1",
              credential.token_hash);
    if (!rows.next()) return not_signed_in();
    caller = read_login(rows, times);
  }
  if (is_over(times, tx.now(), idle_limit)) return not_signed_in();
  if (const auto expected = check_expected(credential, caller); !expected) return std::unexpected(expected.error());
  note_seen(tx, caller, times.last_seen_at);
  return caller;
}

Result<Caller> load_key(Transaction& tx, const Credential& credential) {
  std::optional<Instant> last_used_at;
  Caller caller;
  {
    auto rows = query(tx,
                      "SELECT " ROLECALL_KEY_COLUMNS
                      " FROM api_key k JOIN member m ON m.id = k.member_id JOIN users u ON u.id = m.user_id "
                      "WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND k.expires_at > $2 AND m.status = 1",
                      credential.token_hash, tx.now());
    if (!rows.next()) return not_signed_in();
    caller = read_key(rows, last_used_at);
  }
  if (const auto expected = check_expected(credential, caller); !expected) return std::unexpected(expected.error());
  note_seen(tx, caller, last_used_at);
  return caller;
}

/// A key's rights at each request are its roles that its maker holds now; custom roles stay with the maker.
policy::Subject subject_of_caller(const Caller& caller, const Member& member, const policy::GrantSet& custom) {
  policy::Subject subject;
  subject.state = member.status;
  subject.owner = member.owner;
  subject.roles = caller.is_key() ? member.roles & caller.key_roles : member.roles;
  subject.custom = custom;
  subject.sign_in =
      caller.signed_in_at < member.logins_valid_from ? policy::SignIn::before_forced_sign_out : policy::SignIn::current;
  subject.second_factor = caller.used_mfa ? policy::SecondFactor::used : policy::SecondFactor::none;
  subject.via = caller.is_key() ? policy::Via::api_key : policy::Via::browser;
  return subject;
}

bool names(Transaction& tx, const TeamId& team, const MemberId& member) {
  auto rows = query(tx, "SELECT 1 FROM session_view_member WHERE team_id = $1 AND member_id = $2", team, member);
  return rows.next();
}

/// Login, user, member and team in one row; nothing when any of them is missing.
std::optional<TeamCaller> find_login_in_team(Transaction& tx, const std::string& token_hash, const TeamId& team,
                                             LoginTimes& times) {
  auto rows = query(tx,
                    "SELECT " ROLECALL_LOGIN_COLUMNS ", " ROLECALL_MEMBER_COLUMNS ", " ROLECALL_TEAM_COLUMNS
                    " FROM login l JOIN users u ON u.id = l.user_id "
                    "JOIN member m ON m.user_id = l.user_id AND m.team_id = $2 AND m.status IN (1, 5) "
                    "JOIN team t ON t.id = m.team_id WHERE l.token_hash = $1",
                    token_hash, team);
  if (!rows.next()) return std::nullopt;
  TeamCaller found;
  found.caller = read_login(rows, times);
  found.member = read_member(rows, caller_column_count);
  found.team = read_team(rows, caller_column_count + member_column_count);
  return found;
}

std::optional<TeamCaller> find_key_in_team(Transaction& tx, const std::string& key_hash, const TeamId& team,
                                           std::optional<Instant>& last_used_at) {
  auto rows = query(tx,
                    "SELECT " ROLECALL_KEY_COLUMNS ", " ROLECALL_MEMBER_COLUMNS ", " ROLECALL_TEAM_COLUMNS
                    " FROM api_key k JOIN member m ON m.id = k.member_id JOIN users u ON u.id = m.user_id "
                    "JOIN team t ON t.id = k.team_id "
                    "WHERE k.key_hash = $1 AND k.team_id = $2 AND k.revoked_at IS NULL AND k.expires_at > $3 AND m.status = 1",
                    key_hash, team, tx.now());
  if (!rows.next()) return std::nullopt;
  TeamCaller found;
  found.caller = read_key(rows, last_used_at);
  found.member = read_member(rows, caller_column_count);
  found.team = read_team(rows, caller_column_count + member_column_count);
  return found;
}

TeamCaller read_team_caller(const Rows& rows, const Caller& caller) {
  TeamCaller found;
  found.caller = caller;
  found.member = read_member(rows, caller_column_count);
  found.team = read_team(rows, caller_column_count + member_column_count);
  return found;
}

/// The team joined first stands first.
void sort_by_joining(std::vector<TeamCaller>& teams) {
  std::ranges::sort(teams, {}, [](const TeamCaller& team) {
    return std::tuple(team.member.joined_at.value_or(Instant{}), std::string_view(team.member.id.value));
  });
}

/// A login with as many rows as the user has teams, deleted ones included, or one without any. Not LEFT JOIN (member JOIN team):
/// SQLite puts such a join's rows of all users into a table of its own first. Sorted here, because sorting rows of so many
/// columns costs a database as much as finding them.
std::optional<CallerEverywhere> find_login_everywhere(Transaction& tx, const std::string& token_hash, LoginTimes& times) {
  auto rows = query(tx,
                    "SELECT " ROLECALL_LOGIN_COLUMNS ", " ROLECALL_MEMBER_COLUMNS ", " ROLECALL_TEAM_COLUMNS
                    " FROM login l JOIN users u ON u.id = l.user_id "
                    "LEFT JOIN member m ON m.user_id = l.user_id AND m.status IN (1, 5) "
                    "LEFT JOIN team t ON t.id = m.team_id AND t.deleted_at IS NULL "
                    "WHERE l.token_hash = $1",
                    token_hash);
  if (!rows.next()) return std::nullopt;
  CallerEverywhere found{read_login(rows, times), {}};
  do {
    if (!rows.is_null(caller_column_count + member_column_count)) found.teams.push_back(read_team_caller(rows, found.caller));
  } while (rows.next());
  sort_by_joining(found.teams);
  return found;
}

void complete(Transaction& tx, TeamCaller& found, const billing::Plans& plans) {
  load_custom_roles(tx, found.member);
  const auto custom = found.caller.is_key() ? CustomGrants{} : custom_grants_of(tx, found.member);
  found.subject = subject_of_caller(found.caller, found.member, custom.all);
  found.team_facts = team_facts(found.team, plans, tx.now());
  found.team_facts.session_view.audience_custom = custom.in_audience;
  if (found.team.settings.session_view_enabled) {
    found.team_facts.session_view.names_subject = names(tx, found.team.id, found.member.id);
  }
}

TeamId team_of_key(Transaction& tx, const ApiKeyId& key) {
  auto rows = query(tx, "SELECT team_id FROM api_key WHERE id = $1", key);
  return rows.next() ? rows.id<TeamId>(0) : TeamId{};
}

Result<CallerEverywhere> load_key_in_its_team(Transaction& tx, const Credential& credential, const billing::Plans& plans,
                                              Duration idle_limit) {
  auto caller = load_caller(tx, credential, idle_limit);
  if (!caller) return std::unexpected(caller.error());
  CallerEverywhere found{std::move(*caller), {}};
  auto team = load_team_caller(tx, credential, team_of_key(tx, found.caller.key), plans, idle_limit);
  if (team && !team->team.deleted_at) found.teams.push_back(std::move(*team));
  return found;
}

}  // namespace

policy::Question TeamCaller::asks(policy::Action action) const {
  policy::Question question;
  question.action = action;
  question.subject = subject;
  question.team = team_facts;
  question.resource.kind = policy::ResourceKind::team;
  question.resource.known = true;
  return question;
}

bool TeamCaller::may(policy::Action action) const { return policy::decide(asks(action)).permitted(); }

Result<Caller> load_caller(Transaction& tx, const Credential& credential, Duration idle_limit) {
  switch (credential.kind) {
    case Credential::Kind::none:
      return not_signed_in();
    case Credential::Kind::login:
      return load_login(tx, credential, idle_limit);
    case Credential::Kind::api_key:
      return load_key(tx, credential);
  }
  return not_signed_in();
}

Result<TeamCaller> load_team_caller(Transaction& tx, const Credential& credential, const TeamId& team,
                                    const billing::Plans& plans, Duration idle_limit) {
  tx.lock_team(team);
  std::optional<TeamCaller> found;
  std::optional<Instant> last_seen_at;
  if (credential.kind == Credential::Kind::login) {
    LoginTimes times;
    found = find_login_in_team(tx, credential.token_hash, team, times);
    if (found && is_over(times, tx.now(), idle_limit)) return not_signed_in();
    last_seen_at = times.last_seen_at;
  } else if (credential.kind == Credential::Kind::api_key) {
    found = find_key_in_team(tx, credential.token_hash, team, last_seen_at);
  }
  if (!found) {
    const auto caller = load_caller(tx, credential, idle_limit);
    return caller ? not_found() : std::unexpected(caller.error());
  }
  if (const auto expected = check_expected(credential, found->caller); !expected) return std::unexpected(expected.error());
  note_seen(tx, found->caller, last_seen_at);
  complete(tx, *found, plans);
  return std::move(*found);
}

Result<CallerEverywhere> load_caller_everywhere(Transaction& tx, const Credential& credential, const billing::Plans& plans,
                                                Duration idle_limit) {
  if (credential.kind != Credential::Kind::login) return load_key_in_its_team(tx, credential, plans, idle_limit);
  LoginTimes times;
  auto found = find_login_everywhere(tx, credential.token_hash, times);
  if (!found || is_over(times, tx.now(), idle_limit)) return not_signed_in();
  if (const auto expected = check_expected(credential, found->caller); !expected) return std::unexpected(expected.error());
  note_seen(tx, found->caller, times.last_seen_at);
  for (auto& team : found->teams) complete(tx, team, plans);
  return std::move(*found);
}

policy::Subject subject_of(Transaction& tx, const Member& member, Instant now) { return asked_member(tx, member, now).subject; }

}  // namespace rolecall::store
