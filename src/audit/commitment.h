// Personal values beside the chain: the row holds a salted commitment, the value and its salt stand in an Opening that can
// be erased. Without the salt nobody can guess the value from the row; with both, everybody can check that they belong to it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/event.h"
#include "audit/value.h"
#include "base/crypto/secret.h"

namespace rolecall::audit {

/// What opens the commitment at `pointer` (RFC 6901, such as `/after/email`) of one row. To erase it, delete it.
struct Opening {
  std::string pointer;
  std::string subject;  // id of the person with whom it is erased; not part of the commitment
  std::string salt;     // 32 hex digits
  std::string value;
};

/// SHA-256 of `rolecall audit commitment v1`, pointer, salt (as hex text) and value, each length-prefixed with eight octets,
/// most significant first.
[[nodiscard]] Commitment commitment_to(std::string_view pointer, std::string_view salt, std::string_view value);

/// Replaces each Personal in the row by its commitment and returns the openings, sorted by pointer. The salts follow from
/// `seed`: take `crypto::Secret::random()` for each row and keep it nowhere. Call before `link`.
[[nodiscard]] std::vector<Opening> commit_personal(Event& event, const crypto::Secret& seed);

/// The opening that fits the commitment at `pointer`, or nullptr.
[[nodiscard]] const Opening* opening_of(const Commitment& commitment, std::string_view pointer,
                                        std::span<const Opening> openings);

/// The row for readers: each commitment replaced by the opened value, by null where its opening is gone or does not fit.
[[nodiscard]] Value revealed(const Event& event, std::span<const Opening> openings);

}  // namespace rolecall::audit
