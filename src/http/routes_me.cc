#include "http/routes_me.h"

#include "http/account_json.h"
#include "http/reauthentication_body.h"
#include "service/accounts/delete_account.h"
#include "service/accounts/rename_account.h"

namespace rolecall::http {
namespace {

struct NameBody {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(NameBody, (), (name))

Result<Reply> get_me(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto& settings = environment.settings;
  if (call.credential.kind == store::Credential::Kind::none) return json_reply(200, me_json(nullptr, settings));
  const auto caller = store::load_caller_everywhere(tx, call.credential, environment.plans, settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  return json_reply(200, me_json(&*caller, settings));
}

Result<Reply> update_me(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = json::read<NameBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const auto account = service::rename_account(tx, environment, call.credential, client_of(call), body->name);
  if (!account) return std::unexpected(account.error());
  std::string text;
  json::Writer writer(text);
  write_user(writer, *account);
  return json_reply(200, std::move(text));
}

Result<Reply> export_me(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto exported = service::export_account(tx, environment, call.credential);
  if (!exported) return std::unexpected(exported.error());
  Reply reply = json_reply(200, export_json(*exported));
  reply.with("Content-Disposition", "attachment; filename=\"rolecall-account.json\"");
  return reply;
}

Result<Reply> delete_me(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto request = read_reauthentication(call);
  if (!request) return std::unexpected(request.error());
  const auto done = service::delete_account(tx, environment, call.credential, client_of(call), *request, call.passwords);
  if (!done) return std::unexpected(done.error());
  Reply reply = empty_reply();
  reply.with_cookie(ended_login_cookie(environment));
  return reply;
}

}  // namespace

std::vector<Route> me_routes() {
  using store::Kind;
  return {
      for_anybody({Method::get, "/api/v1/me", Kind::read, get_me}),
      {Method::patch, "/api/v1/me", Kind::write, update_me, Body::json},
      {Method::delete_, "/api/v1/me", Kind::write, delete_me, Body::json, Replay::never, hash_reauthentication},
      {Method::get, "/api/v1/me/export", Kind::long_read, export_me},
  };
}

}  // namespace rolecall::http
