#include "store/address_tokens.h"

#include "store/sql.h"

namespace rolecall::store {
namespace {

/// How long an ended token is remembered, so that a second click is told what happened.
constexpr Duration remembered_for = days(30);

std::string_view name_of_purpose(TokenPurpose purpose) { return purpose == TokenPurpose::verify ? "verify" : "reset"; }

std::optional<std::string> or_null(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

}  // namespace

void insert_address_token(Transaction& tx, const AddressToken& token) {
  execute(
      tx,
      "INSERT INTO address_token(token_hash, user_id, purpose, name, password_hash, address, created_at, expires_at, used_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)",
      token.token_hash, token.user, name_of_purpose(token.purpose), or_null(token.name), or_null(token.password_hash),
      or_null(token.address), token.created_at, token.expires_at);
}

std::optional<AddressToken> find_address_token(Transaction& tx, const std::string& token_hash, TokenPurpose purpose) {
  auto rows = query(tx,
                    "SELECT user_id, name, password_hash, address, created_at, expires_at, used_at FROM address_token "
                    "WHERE token_hash = $1 AND purpose = $2",
                    token_hash, name_of_purpose(purpose));
  if (!rows.next()) return std::nullopt;
  return AddressToken{token_hash,
                      rows.id<UserId>(0),
                      purpose,
                      rows.text_or_null(1).value_or(""),
                      rows.text_or_null(2).value_or(""),
                      rows.text_or_null(3).value_or(""),
                      rows.instant(4),
                      rows.instant(5),
                      rows.instant_or_null(6)};
}

void use_address_token(Transaction& tx, const AddressToken& token) {
  execute(tx, "DELETE FROM address_token WHERE user_id = $1 AND purpose = $2 AND token_hash <> $3", token.user,
          name_of_purpose(token.purpose), token.token_hash);
  execute(tx, "UPDATE address_token SET used_at = $2, name = NULL, password_hash = NULL, address = NULL WHERE token_hash = $1",
          token.token_hash, tx.now());
}

void delete_address_tokens(Transaction& tx, const UserId& user, TokenPurpose purpose) {
  execute(tx, "DELETE FROM address_token WHERE user_id = $1 AND purpose = $2", user, name_of_purpose(purpose));
}

bool has_old_address_tokens(Transaction& tx) {
  return query(tx, "SELECT 1 FROM address_token WHERE expires_at < $1 ORDER BY expires_at LIMIT 1", tx.now() - remembered_for)
      .next();
}

std::int64_t forget_old_address_tokens(Transaction& tx) {
  return execute(tx, "DELETE FROM address_token WHERE expires_at < $1", tx.now() - remembered_for);
}

}  // namespace rolecall::store
