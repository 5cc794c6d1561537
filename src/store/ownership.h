// The one offer of a team's ownership that may wait for its recipient.
#pragma once

#include <optional>
#include <string_view>

#include "base/id.h"
#include "base/time.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

struct OwnershipTransfer {
  TransferId id;
  TeamId team;
  MemberId from;
  MemberId to;
  Instant created_at;
  Instant expires_at;
};

enum class TransferOutcome { accepted, withdrawn, declined, expired, recipient_left };
[[nodiscard]] std::string_view name_of(TransferOutcome outcome);

/// The open one, also when it has expired and nobody has written that yet.
[[nodiscard]] std::optional<OwnershipTransfer> find_open_transfer(Transaction& tx, const TeamId& team);
void insert_transfer(Transaction& tx, const Permit& permit, const Recorded& recorded, const OwnershipTransfer& transfer);
void end_transfer(Transaction& tx, const Permit& permit, const Recorded& recorded, const OwnershipTransfer& transfer,
                  TransferOutcome outcome);

}  // namespace rolecall::store
