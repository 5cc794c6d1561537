// Every route of the API asked with the ids of another team: byte for byte the answer for ids that nobody has (SPEC section 2,
// invariant 8; TRAPS, Tenants). A route that is in no probe fails here, so that a new one thinks of it.
#include <map>
#include <set>

#include "http/administration_world.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;
using Ids = std::map<std::string, std::string, std::less<>>;

/// A request with names in braces where ids stand; whatever asks for a password gets the right one.
struct TenantProbe {
  std::string_view route;  // method and path
  std::string_view query;
  std::string_view body;
};

constexpr TenantProbe tenant_probes[] = {
    {"GET /api/v1/teams/{team}"},
    {"PATCH /api/v1/teams/{team}", "", R"({"name":"Renamed"})"},
    {"DELETE /api/v1/teams/{team}", "", R"({"name":"{team_name}","password":"seven green kettles"})"},
    {"POST /api/v1/teams/{team}/restore"},
    {"GET /api/v1/teams/{team}/sessions/{session}/shares/{member}"},  // before the member goes, and his shares with him
    {"GET /api/v1/teams/{team}/billing/quote", "?member={member}"},
    {"POST /api/v1/teams/{team}/leave", "", R"({"handover_to":"{member}"})"},
    {"POST /api/v1/teams/{team}/ownership", "", R"({"member":"{member}","password":"seven green kettles"})"},
    {"DELETE /api/v1/teams/{team}/ownership"},
    {"POST /api/v1/teams/{team}/ownership/accept"},
    {"GET /api/v1/teams/{team}/members", "?role={role}"},
    {"GET /api/v1/teams/{team}/members", "?query={email}"},
    {"POST /api/v1/teams/{team}/members", "", R"({"email":"new@x.example","roles":["{role}"]})"},
    {"POST /api/v1/teams/{team}/members", "", R"({"email":"new@x.example","roles":["assistant"],"quote":"{quote}"})"},
    {"POST /api/v1/teams/{team}/members/batch", "", R"([{"email":"new@x.example","roles":["{role}"]}])"},
    {"GET /api/v1/teams/{team}/members/export", "?role={role}"},
    {"GET /api/v1/teams/{team}/members/export", "?query={email}"},
    {"GET /api/v1/teams/{team}/members/{member}"},
    {"PATCH /api/v1/teams/{team}/members/{member}", "", R"({"title":"Nurse"})"},
    {"DELETE /api/v1/teams/{team}/members/{member}"},
    {"DELETE /api/v1/teams/{team}/members/{own_member}", "", R"({"handover_to":"{member}"})"},
    {"PUT /api/v1/teams/{team}/members/{member}/roles", "", R"({"roles":["assistant"]})"},
    {"PUT /api/v1/teams/{team}/members/{own_member}/roles", "", R"({"roles":["{role}"]})"},
    {"PUT /api/v1/teams/{team}/members/{own_member}/roles", "?dry_run=true", R"({"roles":["{role}"]})"},
    {"POST /api/v1/teams/{team}/members/{member}/invitation"},
    {"DELETE /api/v1/teams/{team}/members/{member}/invitation"},
    {"POST /api/v1/teams/{team}/members/{member}/suspend"},
    {"POST /api/v1/teams/{team}/members/{member}/reactivate"},
    {"POST /api/v1/teams/{team}/members/{member}/reinstate"},
    {"DELETE /api/v1/teams/{team}/members/{member}/logins"},
    {"GET /api/v1/teams/{team}/roles"},
    {"POST /api/v1/teams/{team}/roles", "",
     R"({"name":"Desk","family":"admin","grants":[{"action":"member.invite","scope":"team"}]})"},
    {"GET /api/v1/teams/{team}/roles/{role}"},
    {"PATCH /api/v1/teams/{team}/roles/{role}", "", R"({"name":"Desk"})"},
    {"DELETE /api/v1/teams/{team}/roles/{role}"},
    {"GET /api/v1/teams/{team}/settings"},
    {"PATCH /api/v1/teams/{team}/settings", "", R"({"session_view":{"audience_members":["{member}"]}})"},
    {"PATCH /api/v1/teams/{team}/settings", "", R"({"session_view":{"audience_roles":["{role}"]}})"},
    {"GET /api/v1/teams/{team}/session-view"},
    {"POST /api/v1/teams/{team}/emergency", "", R"({"identifier":"A-1","date_of_birth":"1980-02-29","reason":"Why"})"},
    {"GET /api/v1/teams/{team}/emergency"},
    {"POST /api/v1/teams/{team}/emergency/{emergency}/review", "", R"({"verdict":"justified"})"},
    {"DELETE /api/v1/teams/{team}/emergency/{emergency}"},
    {"PUT /api/v1/teams/{team}/sessions/{session}/clinician", "", R"({"member":"{member}"})"},
    {"GET /api/v1/teams/{team}/templates", "?kind=note"},
    {"POST /api/v1/teams/{team}/templates", "", R"({"kind":"note","visibility":"team","name":"Visit","body":"x"})"},
    {"POST /api/v1/teams/{team}/templates/preview", "", R"({"kind":"note","body":"x"})"},
    {"GET /api/v1/teams/{team}/templates/placeholders"},
    {"GET /api/v1/teams/{team}/templates/{template}"},
    {"PATCH /api/v1/teams/{team}/templates/{template}", "", R"({"name":"Mine"})"},
    {"PATCH /api/v1/teams/{team}/templates/{template}", "?copy=true", R"({"name":"Mine"})"},
    {"DELETE /api/v1/teams/{team}/templates/{template}"},
    {"POST /api/v1/teams/{team}/templates/{template}/copy"},
    {"POST /api/v1/teams/{team}/templates/{template}/restore", "", R"({"version":1})"},
    {"GET /api/v1/teams/{team}/templates/{template}/impact"},
    {"GET /api/v1/teams/{team}/templates/{template}/versions"},
    {"GET /api/v1/teams/{team}/templates/{template}/versions/{version}"},
    {"GET /api/v1/teams/{team}/templates/proposals"},
    {"POST /api/v1/teams/{team}/templates/proposals", "", R"({"template":"{template}","kind":"note","name":"Visit","body":"x"})"},
    {"POST /api/v1/teams/{team}/templates/proposals/{proposal}/accept"},
    {"POST /api/v1/teams/{team}/templates/proposals/{proposal}/decline", "", R"({"answer":"No"})"},
    {"DELETE /api/v1/teams/{team}/templates/proposals/{proposal}"},
    {"GET /api/v1/teams/{team}/billing"},
    {"GET /api/v1/teams/{team}/billing/quote"},
    {"POST /api/v1/teams/{team}/billing/trial"},
    {"PUT /api/v1/teams/{team}/billing/subscription", "", R"({"plan":"free","interval":"month"})"},
    {"PUT /api/v1/teams/{team}/billing/subscription", "?dry_run=true", R"({"plan":"free","interval":"month"})"},
    {"GET /api/v1/teams/{team}/billing/plans"},
    {"PUT /api/v1/teams/{team}/billing/seat-limit", "", R"({"seats":5})"},
    {"GET /api/v1/teams/{team}/billing/ledger"},
    {"GET /api/v1/teams/{team}/billing/next-invoice"},
    {"GET /api/v1/teams/{team}/billing/invoices"},
    {"GET /api/v1/teams/{team}/billing/invoices/{invoice}"},
    {"GET /api/v1/teams/{team}/billing/invoices/{invoice}.pdf"},
    {"GET /api/v1/teams/{team}/billing/invoices/{invoice}.csv"},
    {"GET /api/v1/teams/{team}/sessions/{session}/notes"},
    {"POST /api/v1/teams/{team}/sessions/{session}/notes", "", R"({"title":"Letter"})"},
    {"GET /api/v1/teams/{team}/sessions/{session}/notes/{note}"},
    {"PUT /api/v1/teams/{team}/sessions/{session}/notes/{note}", "", R"({"title":"Letter","body":""})"},
    {"DELETE /api/v1/teams/{team}/sessions/{session}/notes/{note}"},
    {"POST /api/v1/teams/{team}/sessions/{session}/notes/{note}/sign"},
    {"POST /api/v1/teams/{team}/sessions/{session}/notes/{note}/addenda", "", R"({"body":"More"})"},
    {"GET /api/v1/teams/{team}/sessions/{session}/notes/{note}/versions"},
    {"GET /api/v1/teams/{team}/sessions/{session}/notes/{note}/versions/{version}"},
    {"GET /api/v1/teams/{team}/sessions/{session}/documents"},
    {"POST /api/v1/teams/{team}/sessions/{session}/documents", "", R"({"title":"Letter"})"},
    {"GET /api/v1/teams/{team}/sessions/{session}/documents/{document}"},
    {"PUT /api/v1/teams/{team}/sessions/{session}/documents/{document}", "", R"({"title":"Letter","body":""})"},
    {"DELETE /api/v1/teams/{team}/sessions/{session}/documents/{document}"},
    {"GET /api/v1/teams/{team}/sessions/{session}/documents/{document}.pdf"},
    {"GET /api/v1/teams/{team}/sessions/{session}/documents/{document}.txt"},
    {"GET /api/v1/teams/{team}/sessions/{session}/documents/{document}/versions"},
    {"GET /api/v1/teams/{team}/sessions/{session}/documents/{document}/versions/{version}"},
    {"POST /api/v1/teams/{team}/api-keys", "", R"({"name":"Export","roles":["{role}"],"expires_at":"2026-06-01T00:00:00Z"})"},
    {"GET /api/v1/teams/{team}/api-keys"},
    {"DELETE /api/v1/teams/{team}/api-keys/{api_key}"},
    {"GET /api/v1/teams/{team}/audit", "?actor={member}"},
    {"GET /api/v1/teams/{team}/audit", "?resource={role}"},
    {"GET /api/v1/teams/{team}/audit/checkpoint"},
    {"GET /api/v1/teams/{team}/audit/export"},
    {"GET /api/v1/teams/{team}/export"},
    {"GET /api/v1/teams/{team}/sessions", "?clinician={member}"},
    {"POST /api/v1/teams/{team}/sessions", "", R"({"patient":{"name":"Ada"},"clinician":"{member}"})"},
    {"GET /api/v1/teams/{team}/sessions/{session}"},
    {"PATCH /api/v1/teams/{team}/sessions/{session}", "", R"({"context":"Again"})"},
    {"DELETE /api/v1/teams/{team}/sessions/{session}"},
    {"PUT /api/v1/teams/{team}/sessions/{session}/restriction"},
    {"DELETE /api/v1/teams/{team}/sessions/{session}/restriction"},
    {"PUT /api/v1/teams/{team}/sessions/{session}/hold"},
    {"DELETE /api/v1/teams/{team}/sessions/{session}/hold"},
    {"GET /api/v1/teams/{team}/sessions/{session}/shares"},
    {"PUT /api/v1/teams/{team}/sessions/{session}/shares/{member}", "", R"({"level":"view"})"},
    {"PUT /api/v1/teams/{team}/sessions/{session}/shares/{member}", "?dry_run=true", R"({"level":"view"})"},
    {"DELETE /api/v1/teams/{team}/sessions/{session}/shares/{member}"},
    {"GET /api/v1/teams/{team}/sessions/{session}/access"},
    {"GET /api/v1/teams/{team}/sessions/{session}/openings"},
    {"GET /api/v1/teams/{team}/delegations"},
    {"POST /api/v1/teams/{team}/delegations", "",
     R"({"assistant":"{member}","from":"2026-03-01T00:00:00Z","to":"2026-05-01T00:00:00Z"})"},
    {"DELETE /api/v1/teams/{team}/delegations/{delegation}"},
    {"GET /api/v1/teams/{team}/sessions/{session}/transcript"},
    {"PUT /api/v1/teams/{team}/sessions/{session}/transcript", "", R"({"segments":[]})"},
    {"POST /api/v1/teams/{team}/sessions/{session}/transcript/segments", "", R"({"segments":[{"text":"Hello"}]})"},
    {"POST /api/v1/teams/{team}/sessions/{session}/transcript/upload", "", R"([{"text":"Hello"}])"},
    {"DELETE /api/v1/auth/logins/{login}"},
    {"POST /api/v1/me/notices/read", "", R"({"ids":["{notice}"]})"},
    {"POST /api/v1/teams", "", R"({"name":"One more"})"},
    {"PATCH /api/v1/me", "", R"({"name":"Renamed"})"},
    {"DELETE /api/v1/me", "", R"({"password":"seven green kettles"})"},
    {"PUT /api/v1/auth/password", "", R"({"current_password":"seven green kettles","new_password":"nine copper whistles"})"},
    {"POST /api/v1/auth/mfa/totp", "", R"({"password":"seven green kettles"})"},
    {"DELETE /api/v1/auth/mfa/totp", "", R"({"password":"seven green kettles"})"},
    {"POST /api/v1/auth/mfa/totp/confirm", "", R"({"code":"000000"})"},
    {"POST /access/v1/evaluation", "",
     R"({"subject":{"type":"user","id":"{user}"},"action":{"name":"team.read"},"resource":{"type":"team","id":"{team}"}})"},
    {"POST /access/v1/evaluation", "",
     R"({"subject":{"type":"user","id":"{own_user}"},"action":{"name":"team.read"},"resource":{"type":"team","id":"{team}"}})"},
    {"POST /access/v1/evaluation", "",
     R"({"subject":{"type":"user","id":"{email}"},"action":{"name":"team.read"},"resource":{"type":"team","id":"{own_team}"}})"},
    {"POST /access/v1/evaluation", "",
     R"({"subject":{"type":"member","id":"{member}"},"action":{"name":"team.read"},"resource":{"type":"team","id":"{own_team}"}})"},
    {"POST /access/v1/evaluation", "",
     R"({"subject":{"type":"user","id":"{own_user}"},"action":{"name":"member.update"},"resource":{"type":"member","id":"{member}"}})"},
    {"POST /access/v1/evaluation", "",
     R"({"subject":{"type":"user","id":"{own_user}"},"action":{"name":"session.create"},"resource":{"type":"team","id":"{own_team}","properties":{"clinician":"{member}"}}})"},
    {"POST /access/v1/evaluation", "",
     R"({"subject":{"type":"user","id":"{own_user}"},"action":{"name":"session.read"},"resource":{"type":"session","id":"{session}"}})"},
    {"POST /access/v1/evaluation", "",
     R"({"subject":{"type":"user","id":"{own_user}"},"action":{"name":"transcript.read"},"resource":{"type":"transcript","id":"{session}"}})"},
    {"POST /access/v1/evaluation", "",
     R"({"subject":{"type":"user","id":"{own_user}"},"action":{"name":"note.read"},"resource":{"type":"note","id":"{note}"}})"},
    {"POST /access/v1/evaluation", "",
     R"({"subject":{"type":"user","id":"{own_user}"},"action":{"name":"document.read"},"resource":{"type":"document","id":"{document}"}})"},
    {"POST /access/v1/evaluation", "",
     R"({"subject":{"type":"user","id":"{own_user}"},"action":{"name":"template.use"},"resource":{"type":"template","id":"{template}"}})"},
    {"POST /access/v1/evaluations", "",
     R"({"subject":{"type":"user","id":"{own_user}"},"action":{"name":"team.read"},"evaluations":[{"resource":{"type":"team","id":"{team}"}},{"resource":{"type":"member","id":"{member}"}}]})"},
};

/// Whoever holds a mailed link may open it; no team's id stands in these paths.
const std::set<std::string, std::less<>> mailed_links{
    "GET /api/v1/invitations/{token}", "POST /api/v1/invitations/{token}/accept", "POST /api/v1/invitations/{token}/decline"};

/// Answers without a credential: signing in, what is public, and GET /me, which says that nobody is signed in.
const std::set<std::string, std::less<>> open_routes{"POST /api/v1/auth/register",
                                                     "POST /api/v1/auth/verify",
                                                     "POST /api/v1/auth/login",
                                                     "POST /api/v1/auth/logout",
                                                     "POST /api/v1/auth/password/forgot",
                                                     "POST /api/v1/auth/password/reset",
                                                     "GET /api/v1/me",
                                                     "GET /.well-known/authzen-configuration",
                                                     "GET /.well-known/rolecall-audit-key.pem"};

std::string name_of(const http::Route& route) { return std::string(to_string(route.method)) + " " + std::string(route.path); }

/// `{member}` becomes what `ids` says; other braces stay.
std::string filled(std::string_view text, const Ids& ids) {
  std::string done(text);
  for (const auto& [name, id] : ids) {
    const std::string place = "{" + name + "}";
    for (auto at = done.find(place); at != std::string::npos; at = done.find(place)) done.replace(at, place.size(), id);
  }
  return done;
}

bool names_any(std::string_view text, const Ids& ids) {
  return std::ranges::any_of(ids, [&](const auto& id) { return text.find("{" + id.first + "}") != std::string_view::npos; });
}

/// The template that a probe asks: `{own_member}` stands for {member}.
std::string route_of(const TenantProbe& probe) {
  return filled(probe.route, {{"own_member", "{member}"}, {"own_team", "{team}"}});
}

/// Everything that leaves the server.
std::string bytes_of(const http::Reply& reply) {
  std::string bytes = std::to_string(reply.status) + " " + reply.content_type + "\n";
  for (const auto& [name, value] : reply.headers) bytes += name + ": " + value + "\n";
  return bytes + reply.body;
}

class Tenants : public AdministrationTest {
 protected:
  Tenants() : AdministrationTest(http::all_routes()) {}

  struct Tenant {
    testing::Person owner;
    testing::Person roleless;
    testing::Colleague member;
    testing::Colleague clinician;  // whose session it is
    std::string key;               // of the owner
    Ids ids;
  };

  void SetUp() override {
    AdministrationTest::SetUp();
    ours_ = furnished(owner(), team(), "North Clinic", "ours.example");
    const auto other = stranger();
    theirs_ = furnished(other.person, other.team, "Elsewhere", "theirs.example");
    make_own();
  }
  [[nodiscard]] const Tenant& ours() const { return ours_; }
  [[nodiscard]] const Tenant& theirs() const { return theirs_; }
  /// Ids of the right shape that nobody has.
  [[nodiscard]] static const Ids& unknown() {
    static const Ids ids{{"team", "tem_01kjmissing0000000000000000"},
                         {"member", "mem_01kjmissing0000000000000000"},
                         {"role", "rol_01kjmissing0000000000000000"},
                         {"api_key", "key_01kjmissing0000000000000000"},
                         {"login", "log_01kjmissing0000000000000000"},
                         {"user", "usr_01kjmissing0000000000000000"},
                         {"session", "ses_01kjmissing0000000000000000"},
                         {"delegation", "del_01kjmissing0000000000000000"},
                         {"emergency", "eme_01kjmissing0000000000000000"},
                         {"note", "not_01kjmissing0000000000000000"},
                         {"document", "doc_01kjmissing0000000000000000"},
                         {"invoice", "inv_01kjmissing0000000000000000"},
                         {"quote", "quo_01kjmissing0000000000000000"},
                         {"notice", "ntc_01kjmissing0000000000000000"},
                         {"template", "tpl_01kjmissing0000000000000000"},
                         {"proposal", "pro_01kjmissing0000000000000000"},
                         {"email", "nobody@theirs.example"},
                         {"team_name", "Elsewhere"}};
    return ids;
  }

  http::Reply send(const testing::ApiClient& client, std::string_view route, std::string_view query, std::string_view body) {
    const auto space = route.find(' ');
    const std::string target = std::string(route.substr(space + 1)) + std::string(query);
    for (const auto method :
         {http::Method::get, http::Method::post, http::Method::put, http::Method::patch, http::Method::delete_}) {
      if (to_string(method) == route.substr(0, space)) {
        return client.send(method, target, std::string(body), "application/json");
      }
    }
    ADD_FAILURE() << route;
    return {};
  }
  /// The whole probe with the same ids in path, query and body.
  http::Reply ask(const testing::ApiClient& client, const TenantProbe& probe, const Ids& ids) {
    return ask(client, probe, ids, ids);
  }
  http::Reply ask(const testing::ApiClient& client, const TenantProbe& probe, const Ids& in_path, const Ids& elsewhere) {
    return send(client, filled(filled(probe.route, in_path), own_), filled(filled(probe.query, elsewhere), own_),
                filled(filled(probe.body, elsewhere), own_));
  }
  /// Every kind of credential that somebody of our team may hold.
  std::vector<testing::ApiClient> askers() { return {as(ours_.owner), as(ours_.roleless), with_key(ours_.key)}; }
  std::int64_t rows_of(const std::string& team_id) {
    return world().look([&](store::Transaction& tx) {
      auto rows = store::query(tx, "SELECT count(*) FROM audit_event WHERE chain = $1", team_id);
      return rows.next() ? rows.integer(0) : 0;
    });
  }
  void expect_nothing_of_theirs(const std::string& what, const http::Reply& reply) {
    for (const auto& [name, id] : theirs().ids) EXPECT_EQ(reply.body.find(id), std::string::npos) << what << " " << name;
  }
  /// Signs this person into their team, and out of it for ever.
  void join_and_be_removed_from_theirs(const testing::Person& person) {
    const auto members = "/api/v1/teams/" + theirs_.ids.at("team") + "/members";
    const auto added = as(theirs_.owner).post(members, R"({"email":")" + person.address + R"(","roles":["administrator"]})");
    ASSERT_EQ(added.status, 201) << added.body;
    ASSERT_EQ(as(person).post("/api/v1/invitations/" + token_for(person.address) + "/accept").status, 200);
    ASSERT_EQ(as(person).get(members).status, 200);
    ASSERT_EQ(as(theirs_.owner).remove(members + "/" + text_of(added, {"id"})).status, 200);
  }

 private:
  Tenant furnished(const testing::Person& by, const TeamId& id, const std::string& name, const std::string& domain) {
    const auto paid = world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, "UPDATE team SET plan = 'enterprise', emergency_access = 1 WHERE id = $1", id);
      return Done{};
    });
    EXPECT_TRUE(paid);
    const auto base = "/api/v1/teams/" + id.value;
    const auto role = as(by).post(base + "/roles",
                                  R"({"name":"Greeter","family":"admin","grants":[{"action":"member.invite","scope":"team"}]})");
    const auto made =
        as(by).post(base + "/api-keys", R"({"name":"K","roles":["administrator"],"expires_at":"2026-06-01T00:00:00Z"})");
    const auto second =
        as(by).post(base + "/api-keys", R"({"name":"L","roles":["clinician"],"expires_at":"2026-06-01T00:00:00Z"})");
    EXPECT_EQ(second.status, 201) << second.body;
    invoiced(id);
    const auto rob = joined(by, base, "rob@" + domain, "[]");
    const auto meg = joined(by, base, "meg@" + domain, R"(["clinician"])");
    const auto pam = joined(by, base, "pam@" + domain, R"(["clinician"])");
    const auto session = text_of(as(pam).post(base + "/sessions", R"({"patient":{"name":"Ada Byron"}})"), {"id"});
    share_and_open(pam, base + "/sessions/" + session, meg, joined(by, base, "quin@" + domain, R"(["clinician"])"));
    const auto note = as(pam).post(base + "/sessions/" + session + "/notes", R"({"title":"Note"})");
    const auto document = as(pam).post(base + "/sessions/" + session + "/documents", R"({"title":"Letter"})");
    const auto visit = template_of(by, base);
    Tenant tenant{by, rob, meg, pam, text_of(made, {"key"}), {}};
    tenant.ids = {{"team", id.value},
                  {"member", meg.member.value},
                  {"role", text_of(role, {"id"})},
                  {"api_key", text_of(made, {"id"})},
                  {"login", by.login.value},
                  {"user", by.user.value},
                  {"email", "meg@" + domain},
                  {"session", session},
                  {"emergency", emergency_of(by, base)},
                  {"note", text_of(note, {"id"})},
                  {"document", text_of(document, {"id"})},
                  {"template", visit},
                  {"proposal", proposal_of(by, base)},
                  {"quote", text_of(as(by).get(base + "/billing/quote"), {"id"})},
                  {"notice", notice_to(by, base, meg)},
                  {"invoice", invoiced(id).value},
                  {"delegation", delegation_to(by, base, meg)},
                  {"team_name", name}};
    for (const auto& [what, value] : tenant.ids) EXPECT_NE(value, "") << what;
    return tenant;
  }
  /// Two templates of the team, one with two versions, so that each list has a second page.
  std::string template_of(const testing::Person& by, const std::string& base) {
    const std::string body = R"({"kind":"note","visibility":"team","name":"Visit","body":"{{patient.name}}"})";
    EXPECT_EQ(as(by).post(base + "/templates", body).status, 201);
    const auto made = text_of(as(by).post(base + "/templates", body), {"id"});
    EXPECT_EQ(as(by).patch(base + "/templates/" + made, R"({"name":"Second visit"})").status, 200);
    return made;
  }
  std::string proposal_of(const testing::Person& by, const std::string& base) {
    const std::string body = R"({"kind":"note","name":"Visit","body":"x"})";
    EXPECT_EQ(as(by).post(base + "/templates/proposals", body).status, 201);
    return text_of(as(by).post(base + "/templates/proposals", body), {"id"});
  }
  testing::Colleague joined(const testing::Person& by, const std::string& base, const std::string& address,
                            const std::string& roles) {
    const auto added = as(by).post(base + "/members", R"({"email":")" + address + R"(","roles":)" + roles + "}");
    EXPECT_EQ(added.status, 201) << added.body;
    const auto accepted = accept(token_for(address));
    testing::Colleague person;
    person.address = address;
    person.token = accepted.value().login_token.value();
    person.member = accepted->member;
    return person;
  }
  /// Two shares with the colleague, and two who opened the session, so that each list has a second page.
  void share_and_open(const testing::Person& by, const std::string& session, const testing::Colleague& colleague,
                      const testing::Colleague& sharer) {
    const auto share = [&](const testing::Person& giver, const testing::Colleague& with, const std::string& level) {
      const auto reply = as(giver).put(session + "/shares/" + with.member.value, R"({"level":")" + level + R"("})");
      EXPECT_EQ(reply.status, 200) << reply.body;
      EXPECT_EQ(as(with).get(session).status, 200);
    };
    share(by, sharer, "full");
    share(by, colleague, "view");
    share(sharer, colleague, "view");
  }
  /// The second of two delegations to an assistant.
  std::string delegation_to(const testing::Person& by, const std::string& base, const testing::Colleague& assistant) {
    const std::string body =
        R"({"assistant":")" + assistant.member.value + R"(","from":"2026-03-01T00:00:00Z","to":"2026-05-01T00:00:00Z"})";
    EXPECT_EQ(as(by).post(base + "/delegations", body).status, 201);
    return text_of(as(by).post(base + "/delegations", body), {"id"});
  }
  /// The second of two emergency accesses to the owner's own two sessions, so that each list has a second page.
  std::string emergency_of(const testing::Person& by, const std::string& base) {
    const std::string patient = R"({"patient":{"name":"Ada Byron","identifier":"A-1","date_of_birth":"1980-02-29"}})";
    for (int i = 0; i < 2; ++i) EXPECT_EQ(as(by).post(base + "/sessions", patient).status, 201);
    const std::string body = R"({"identifier":"A-1","date_of_birth":"1980-02-29","reason":"Unconscious"})";
    EXPECT_EQ(as(by).post(base + "/emergency", body).status, 201);
    return text_of(as(by).post(base + "/emergency", body), {"id"});
  }
  /// The id of the notice that a change of roles makes.
  std::string notice_to(const testing::Person& by, const std::string& base, const testing::Colleague& member) {
    const auto told = as(by).put(base + "/members/" + member.member.value + "/roles", R"({"roles":["assistant"]})");
    EXPECT_EQ(told.status, 200) << told.body;
    const auto document = json_of(as(member).get("/api/v1/me/notices"));
    const json::Value newest = *document.root().find("items")->begin();
    return std::string(newest.find("id")->string());
  }
  void make_own() {
    for (const auto& [name, id] : ours_.ids) own_["own_" + name] = id;
    own_["version"] = "1";
  }

  Tenant ours_;
  Tenant theirs_;
  Ids own_;
};

TEST_P(Tenants, know_every_route_and_no_other) {
  std::set<std::string> routes;
  for (const auto& route : http::all_routes()) routes.insert(name_of(route));
  std::set<std::string> probed;
  for (const TenantProbe& probe : tenant_probes) {
    probed.insert(route_of(probe));
    EXPECT_TRUE(routes.contains(route_of(probe))) << probe.route << " is no route any more";
  }
  for (const auto& route : http::all_routes()) {
    const bool can_name_an_id = route.path.find('{') != std::string_view::npos || route.body != http::Body::none;
    if (!can_name_an_id || mailed_links.contains(name_of(route)) || open_routes.contains(name_of(route))) continue;
    EXPECT_TRUE(probed.contains(name_of(route))) << name_of(route) << " is not swept for foreign ids";
  }
}

TEST_P(Tenants, a_foreign_team_answers_exactly_as_an_unknown_one) {
  join_and_be_removed_from_theirs(ours().owner);
  const auto rows = rows_of(theirs().ids.at("team"));
  for (const TenantProbe& probe : tenant_probes) {
    if (probe.route.find("{team}") == std::string_view::npos) continue;
    for (const auto& client : askers()) {
      const auto foreign = ask(client, probe, theirs().ids);
      EXPECT_EQ(bytes_of(foreign), bytes_of(ask(client, probe, unknown()))) << probe.route;
      EXPECT_TRUE(foreign.status == 404 || foreign.body.find("login_needed") != std::string::npos)
          << probe.route << " " << foreign.body;
    }
  }
  EXPECT_EQ(rows_of(theirs().ids.at("team")), rows) << "outsiders never write into a team's chain";
}

TEST_P(Tenants, a_foreign_id_inside_the_own_team_answers_exactly_as_an_unknown_one) {
  const auto rows = rows_of(theirs().ids.at("team"));
  for (const TenantProbe& probe : tenant_probes) {
    Ids foreign = theirs().ids;
    Ids missing = unknown();
    foreign["team"] = missing["team"] = ours().ids.at("team");
    if (!names_any(filled(probe.route, {{"team", ""}}), foreign)) continue;
    for (const auto& client : askers()) {
      const auto reply = ask(client, probe, foreign);
      EXPECT_EQ(bytes_of(reply), bytes_of(ask(client, probe, missing))) << probe.route;
      EXPECT_TRUE(reply.status == 404 || reply.body.find("login_needed") != std::string::npos) << probe.route << reply.body;
    }
  }
  EXPECT_EQ(rows_of(theirs().ids.at("team")), rows);
}

TEST_P(Tenants, a_foreign_id_in_a_body_or_a_filter_answers_exactly_as_an_unknown_one) {
  const auto rows = rows_of(theirs().ids.at("team"));
  const auto notices = as(theirs().member).get("/api/v1/me/notices").body;
  EXPECT_EQ(notices.find("\"unread\":0"), std::string::npos) << "there is something to be read";
  for (const TenantProbe& probe : tenant_probes) {
    if (!names_any(probe.body, unknown()) && !names_any(probe.query, unknown())) continue;
    for (const auto& client : askers()) {
      const auto reply = ask(client, probe, ours().ids, theirs().ids);
      EXPECT_EQ(bytes_of(reply), bytes_of(ask(client, probe, ours().ids, unknown()))) << probe.route << probe.body;
      EXPECT_EQ(reply.body.find("theirs.example"), std::string::npos) << probe.route;
    }
  }
  EXPECT_EQ(rows_of(theirs().ids.at("team")), rows);
  EXPECT_EQ(as(theirs().member).get("/api/v1/me/notices").body, notices) << "nobody else reads";
  EXPECT_EQ(as(ours().owner).get("/api/v1/teams/" + ours().ids.at("team")).status, 200);
}

TEST_P(Tenants, a_foreign_member_of_a_share_answers_exactly_as_an_unknown_one) {
  const auto mine = as(ours().owner);
  const auto sessions = "/api/v1/teams/" + ours().ids.at("team") + "/sessions";
  const auto path = sessions + "/" + text_of(mine.post(sessions, R"({"patient":{"name":"Ada Byron"}})"), {"id"}) + "/shares/";
  for (const auto* query : {"", "?dry_run=true"}) {
    const auto reply = mine.put(path + theirs().ids.at("member") + query, R"({"level":"view"})");
    EXPECT_EQ(reply.status, 404) << reply.body;
    EXPECT_EQ(bytes_of(reply), bytes_of(mine.put(path + unknown().at("member") + query, R"({"level":"view"})")));
  }
  EXPECT_EQ(bytes_of(mine.get(path + theirs().ids.at("member"))), bytes_of(mine.get(path + unknown().at("member"))));
  EXPECT_EQ(bytes_of(mine.remove(path + theirs().ids.at("member"))), bytes_of(mine.remove(path + unknown().at("member"))));
}

TEST_P(Tenants, the_probes_reach_what_they_ask_for_when_the_ids_are_the_own_ones) {
  for (const TenantProbe& probe : tenant_probes) {
    if (probe.route.starts_with("DELETE /api/v1/teams/{team}/members/{member}") || probe.route.starts_with("GET")) {
      const auto reply = ask(as(ours().owner), probe, ours().ids);
      EXPECT_NE(reply.status, 404) << probe.route << reply.body;
    }
  }
}

TEST_P(Tenants, a_cursor_of_another_team_is_as_good_as_a_forged_one) {
  int lists = 0;
  for (const auto& route : http::all_routes()) {
    if (route.method != http::Method::get || route.path.find("{team}") == std::string_view::npos) continue;
    const auto plain = as(theirs().owner).get(filled(route.path, theirs().ids));
    if (plain.body.find("\"next_cursor\":") == std::string::npos) continue;
    const auto cursor = text_of(as(theirs().owner).get(filled(route.path, theirs().ids) + "?limit=1"), {"next_cursor"});
    ASSERT_NE(cursor, "") << route.path << " has too few rows here to have a second page";
    ++lists;
    const auto path = filled(route.path, ours().ids) + "?limit=1&cursor=";
    const auto foreign = as(ours().owner).get(path + cursor);
    EXPECT_EQ(text_of(foreign, {"code"}), "cursor_invalid") << route.path;
    EXPECT_EQ(bytes_of(foreign), bytes_of(as(ours().owner).get(path + "forged"))) << route.path;
    EXPECT_GE(as(ours().owner).get(filled(route.path, theirs().ids) + "?limit=1&cursor=" + cursor).status, 400) << route.path;
  }
  EXPECT_EQ(lists, 15)
      << "members, audit, ledger, invoices, API keys, templates, their versions, proposals, sessions, emergencies, shares, "
         "shares with one member, access, openings, delegations";
}

TEST_P(Tenants, exports_and_lists_hold_nothing_of_another_team) {
  const auto mine = as(ours().owner);
  const auto base = "/api/v1/teams/" + ours().ids.at("team");
  for (const auto& target :
       {base + "/members/export", base + "/members?status=invited,active,removed,revoked&limit=200", base + "/audit?limit=200",
        base + "/api-keys?limit=200", base + "/roles", base + "/billing/ledger?limit=200", std::string("/api/v1/teams?limit=200"),
        std::string("/api/v1/me"), std::string("/api/v1/me/export")}) {
    const auto reply = mine.get(target);
    ASSERT_EQ(reply.status, 200) << target << reply.body;
    expect_nothing_of_theirs(target, reply);
  }
}

TEST_P(Tenants, clinical_lists_and_contents_hold_nothing_of_another_team) {
  const auto base = "/api/v1/teams/" + ours().ids.at("team");
  const auto session = base + "/sessions/" + ours().ids.at("session");
  for (const auto& target :
       {base + "/sessions?clinician=all&limit=200", base + "/sessions?clinician=all&query=ada", session,
        session + "/notes?limit=200", session + "/notes/" + ours().ids.at("note") + "/versions", session + "/documents?limit=200",
        session + "/documents/" + ours().ids.at("document") + "/versions", session + "/transcript", session + "/shares?limit=200",
        session + "/access?limit=200", session + "/openings?limit=200", base + "/templates?limit=200",
        base + "/templates/" + ours().ids.at("template") + "/versions", base + "/templates/proposals", base + "/delegations"}) {
    const auto reply = as(ours().clinician).get(target);
    ASSERT_EQ(reply.status, 200) << target << reply.body;
    expect_nothing_of_theirs(target, reply);
  }
  const auto emergencies = as(ours().owner).get(base + "/emergency?limit=200");
  ASSERT_EQ(emergencies.status, 200) << emergencies.body;
  expect_nothing_of_theirs("emergency", emergencies);
}

TEST_P(Tenants, an_idempotency_key_of_somebody_else_gives_no_answer_of_his) {
  const auto members = "/api/v1/teams/" + theirs().ids.at("team") + "/members";
  const std::string body = R"({"email":"new@theirs.example","roles":["clinician"]})";
  ASSERT_EQ(as(theirs().owner).with("idempotency-key", "k").post(members, body).status, 201);
  EXPECT_EQ(as(ours().owner).with("idempotency-key", "k").post(members, body).status, 404);
  EXPECT_EQ(as(theirs().roleless).with("idempotency-key", "k").post(members, body).status, 403);
}

TEST_P(Tenants, signed_out_callers_get_401_on_every_private_route) {
  const testing::ApiClient strangers[] = {nobody(), nobody().with("cookie", "rolecall_login=forged"),
                                          nobody().with("authorization", "Bearer rck_forged"),
                                          nobody().with("authorization", "Basic b2xnYTpvbGdh")};
  std::map<std::string, const TenantProbe*> probe_of;
  for (const TenantProbe& probe : tenant_probes) probe_of[route_of(probe)] = &probe;
  for (const auto& route : http::all_routes()) {
    const auto name = name_of(route);
    if (mailed_links.contains(name) || open_routes.contains(name)) continue;
    const TenantProbe bare{name, "", ""};
    const TenantProbe& probe = probe_of.contains(name) ? *probe_of[name] : bare;
    for (const auto& client : strangers) {
      const auto reply = ask(client, probe, ours().ids);
      EXPECT_EQ(reply.status, 401) << name << reply.body;
      EXPECT_EQ(bytes_of(reply), bytes_of(ask(client, probe, unknown()))) << name;
    }
  }
}

ROLECALL_ON_BOTH_STORES(Tenants);

}  // namespace
}  // namespace rolecall
