// Tokens mailed to prove an address. Only their hashes are stored.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/id.h"
#include "base/time.h"
#include "store/transaction.h"

namespace rolecall::store {

enum class TokenPurpose { verify, reset };

struct AddressToken {
  std::string token_hash;
  UserId user;
  TokenPurpose purpose = TokenPurpose::verify;
  std::string name;           // of the registration that this token completes; empty for a reset
  std::string password_hash;  // likewise
  std::string address;        // likewise: the spelling that the link was mailed to, and so the one that it proves
  Instant created_at;
  Instant expires_at;
  std::optional<Instant> used_at;
};

void insert_address_token(Transaction& tx, const AddressToken& token);
/// Used and expired ones too, for as long as they are remembered.
[[nodiscard]] std::optional<AddressToken> find_address_token(Transaction& tx, const std::string& token_hash,
                                                             TokenPurpose purpose);
/// Marks this one as used and deletes the others of its user and purpose.
void use_address_token(Transaction& tx, const AddressToken& token);
void delete_address_tokens(Transaction& tx, const UserId& user, TokenPurpose purpose);
/// What ended more than 30 days ago: whether there is any, and deleting it; how many went.
[[nodiscard]] bool has_old_address_tokens(Transaction& tx);
std::int64_t forget_old_address_tokens(Transaction& tx);

}  // namespace rolecall::store
