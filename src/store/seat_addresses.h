// Keyed hashes of the addresses of members who had a seat, per team; they outlive erasure. Who asks for them is service/seats.h.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

/// The first one of a member stays.
void keep_seat_address(Transaction& tx, const Permit& permit, const MemberId& member, const std::string& address_hash);
/// By member.
[[nodiscard]] std::unordered_map<std::string, std::string> seat_addresses(Transaction& tx, const TeamId& team);

struct UnkeptAddress {
  MemberId member;
  std::string address_key;
};
/// Of members who are invited or active, and of whom no hash is kept: their seats began before hashes were kept, or have not
/// begun yet (an invitation that is charged at acceptance). A hash says nothing of a seat: that is in the ledger.
[[nodiscard]] std::vector<UnkeptAddress> unkept_seat_addresses(Transaction& tx, const TeamId& team);

/// Whether the ledger counted a seat of the member, or of another one with this address, in the instant before `at`.
[[nodiscard]] bool had_seat_before(Transaction& tx, const TeamId& team, const MemberId& member, const std::string& address_hash,
                                   Instant at);

}  // namespace rolecall::store
