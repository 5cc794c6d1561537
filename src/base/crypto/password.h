// Password hashes (Argon2id, 19 MiB, two passes, one lane). Each call takes some 20 ms of CPU: run it in a PasswordPool.
#pragma once

#include <string>
#include <string_view>

namespace rolecall::crypto {

/// A PHC string (`$argon2id$v=19$m=19456,t=2,p=1$…`) of the password in Unicode form NFC. Throws when memory runs out.
[[nodiscard]] std::string hash_password(std::string_view password);

enum class PasswordCheck { matches, differs };

/// An unreadable hash or password differs. Takes the time of one hash in every case.
[[nodiscard]] PasswordCheck verify_password(const std::string& hash, std::string_view password);

/// The hash was made with other parameters than today's; hash again at the next sign-in.
[[nodiscard]] bool needs_rehash(const std::string& hash);

/// A hash that no password is known for: unknown addresses verify against it, so that they cost what known ones cost.
[[nodiscard]] const std::string& dummy_hash();

}  // namespace rolecall::crypto
