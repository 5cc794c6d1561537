#include "http/routes_auth.h"

#include "http/account_json.h"
#include "http/reauthentication_body.h"
#include "service/accounts/change_password.h"
#include "service/accounts/register_account.h"
#include "service/accounts/reset_password.h"
#include "service/accounts/sign_in.h"
#include "service/accounts/totp_enrolment.h"
#include "service/accounts/verify_account.h"

namespace rolecall::http {
namespace {

struct RegisterBody {
  std::string email;
  std::string name;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(RegisterBody, (), (email, name, password))

struct TokenAndPassword {
  std::string token;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(TokenAndPassword, (), (token, password))

struct LoginBody {
  std::string email;
  std::string password;
  std::optional<std::string> code;
};
BOOST_DESCRIBE_STRUCT(LoginBody, (), (email, password, code))

struct EmailBody {
  std::string email;
};
BOOST_DESCRIBE_STRUCT(EmailBody, (), (email))

struct ChangePasswordBody {
  std::string current_password;
  std::string new_password;
  std::optional<std::string> code;
};
BOOST_DESCRIBE_STRUCT(ChangePasswordBody, (), (current_password, new_password, code))

struct CodeBody {
  std::string code;
};
BOOST_DESCRIBE_STRUCT(CodeBody, (), (code))

struct EnrolmentReply {
  std::string secret;
  std::string otpauth_uri;
  std::string qr_svg;
};
BOOST_DESCRIBE_STRUCT(EnrolmentReply, (), (secret, otpauth_uri, qr_svg))

Result<service::RegisterAccount> read_registration(const Call& call) {
  auto body = json::read<RegisterBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return service::RegisterAccount{std::move(body->email), std::move(body->name), std::move(body->password), client_of(call)};
}

Result<service::VerifyAccount> read_verification(const Call& call) {
  auto body = json::read<TokenAndPassword>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return service::VerifyAccount{std::move(body->token), std::move(body->password), client_of(call)};
}

Result<service::SignIn> read_sign_in(const Call& call) {
  auto body = json::read<LoginBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return service::SignIn{std::move(body->email), std::move(body->password), std::move(body->code), client_of(call)};
}

Result<service::ForgotPassword> read_forgotten(const Call& call) {
  auto body = json::read<EmailBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return service::ForgotPassword{std::move(body->email), client_of(call)};
}

Result<service::ResetPassword> read_reset(const Call& call) {
  auto body = json::read<TokenAndPassword>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return service::ResetPassword{std::move(body->token), std::move(body->password), client_of(call)};
}

Result<service::ChangePassword> read_change(const Call& call) {
  auto body = json::read<ChangePasswordBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return service::ChangePassword{std::move(body->current_password), std::move(body->new_password), std::move(body->code),
                                 client_of(call)};
}

/// `then(*request)`, or the error of reading it.
template <class Request, class Then>
auto with(Result<Request> request, Then then) -> decltype(then(*request)) {
  if (!request) return std::unexpected(request.error());
  return then(*request);
}

Result<Reply> empty_after(const Result<Done>& done) {
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

Result<Reply> signed_in(const service::Environment& environment, const Result<service::SignedIn>& outcome) {
  if (!outcome) return std::unexpected(outcome.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object().name("user");
  write_user(writer, outcome->account);
  writer.end_object();
  Reply reply = json_reply(200, std::move(body));
  reply.with_cookie(login_cookie(environment, outcome->login.token));
  return reply;
}

Result<service::PasswordWork> hash_registration(store::Transaction& tx, const service::Environment& environment,
                                                const Call& call) {
  return with(read_registration(call), [&](const auto& request) { return prepare_registration(tx, environment, request); });
}

Result<Reply> register_account(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return with(read_registration(call), [&](const auto& request) -> Result<Reply> {
    const auto done = service::register_account(tx, environment, request, call.passwords);
    if (!done) return std::unexpected(done.error());
    return json_reply(201, json::text(EmailBody{request.email}));
  });
}

Result<service::PasswordWork> hash_verification(store::Transaction& tx, const service::Environment& environment,
                                                const Call& call) {
  return with(read_verification(call), [&](const auto& request) { return prepare_verification(tx, environment, request); });
}

Result<Reply> verify(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return with(read_verification(call), [&](const auto& request) {
    return signed_in(environment, verify_account(tx, environment, request, call.passwords));
  });
}

Result<service::PasswordWork> hash_sign_in(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return with(read_sign_in(call), [&](const auto& request) { return prepare_sign_in(tx, environment, request); });
}

Result<Reply> login(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return with(read_sign_in(call),
              [&](const auto& request) { return signed_in(environment, sign_in(tx, environment, request, call.passwords)); });
}

Result<Reply> logout(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto reply = empty_after(sign_out(tx, environment, call.credential, client_of(call)));
  if (reply) reply->with_cookie(ended_login_cookie(environment));
  return reply;
}

Result<Reply> list_logins(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto logins = service::list_own_logins(tx, environment, call.credential);
  if (!logins) return std::unexpected(logins.error());
  return json_reply(200, logins_json(*logins));
}

Result<Reply> end_login(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return empty_after(service::end_own_login(tx, environment, call.credential, client_of(call), call.id<LoginId>("login")));
}

Result<service::PasswordWork> hash_forgotten(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return with(read_forgotten(call), [&](const auto& request) { return prepare_forgotten_password(tx, environment, request); });
}

Result<Reply> forgot_password(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return with(read_forgotten(call), [&](const auto& request) -> Result<Reply> {
    const auto done = service::forgot_password(tx, environment, request);
    if (!done) return std::unexpected(done.error());
    Reply accepted = empty_reply();
    accepted.status = 202;
    return accepted;
  });
}

Result<service::PasswordWork> hash_reset(store::Transaction& tx, const service::Environment& /*environment*/, const Call& call) {
  return with(read_reset(call), [&](const auto& request) { return prepare_reset(tx, request); });
}

Result<Reply> reset_password(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return with(read_reset(call), [&](const auto& request) {
    return empty_after(service::reset_password(tx, environment, request, call.passwords));
  });
}

Result<service::PasswordWork> hash_change(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return with(read_change(call),
              [&](const auto& request) { return prepare_password_change(tx, environment, call.credential, request); });
}

Result<Reply> change_password(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return with(read_change(call), [&](const auto& request) {
    return empty_after(service::change_password(tx, environment, call.credential, request, call.passwords));
  });
}

Result<Reply> enrol_totp(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return with(read_reauthentication(call), [&](const auto& request) -> Result<Reply> {
    auto begun = service::enrol_totp(tx, environment, call.credential, client_of(call), request, call.passwords);
    if (!begun) return std::unexpected(begun.error());
    return json_reply(
        200, json::text(EnrolmentReply{std::move(begun->secret), std::move(begun->otpauth_uri), std::move(begun->qr_svg)}));
  });
}

Result<Reply> confirm_totp(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return with(json::read<CodeBody>(call.body->root()), [&](const auto& body) -> Result<Reply> {
    const auto codes = service::confirm_totp(tx, environment, call.credential, client_of(call), body.code);
    if (!codes) return std::unexpected(codes.error());
    std::string text;
    json::Writer(text).begin_object().field("recovery_codes", *codes).end_object();
    return json_reply(200, std::move(text));
  });
}

Result<Reply> remove_totp(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return with(read_reauthentication(call), [&](const auto& request) {
    return empty_after(service::remove_totp(tx, environment, call.credential, client_of(call), request, call.passwords));
  });
}

}  // namespace

std::vector<Route> auth_routes() {
  using store::Kind;
  constexpr auto never = Replay::never;
  return {
      for_anybody({Method::post, "/api/v1/auth/register", Kind::write, register_account, Body::json, never, hash_registration}),
      for_anybody({Method::post, "/api/v1/auth/verify", Kind::write, verify, Body::json, never, hash_verification}),
      for_anybody({Method::post, "/api/v1/auth/login", Kind::write, login, Body::json, never, hash_sign_in}),
      for_anybody({Method::post, "/api/v1/auth/logout", Kind::write, logout}),
      {Method::get, "/api/v1/auth/logins", Kind::read, list_logins},
      {Method::delete_, "/api/v1/auth/logins/{login}", Kind::write, end_login},
      for_anybody(
          {Method::post, "/api/v1/auth/password/forgot", Kind::write, forgot_password, Body::json, never, hash_forgotten}),
      for_anybody({Method::post, "/api/v1/auth/password/reset", Kind::write, reset_password, Body::json, never, hash_reset}),
      {Method::put, "/api/v1/auth/password", Kind::write, change_password, Body::json, never, hash_change},
      {Method::post, "/api/v1/auth/mfa/totp", Kind::write, enrol_totp, Body::json, never, hash_reauthentication},
      {Method::delete_, "/api/v1/auth/mfa/totp", Kind::write, remove_totp, Body::json, never, hash_reauthentication},
      {Method::post, "/api/v1/auth/mfa/totp/confirm", Kind::write, confirm_totp, Body::json},
  };
}

}  // namespace rolecall::http
