#include "audit/commitment.h"

#include <algorithm>
#include <utility>

#include "audit/walk.h"
#include "base/crypto/hash.h"

namespace rolecall::audit {
namespace {

constexpr std::size_t salt_size = 16;

std::string salt_for(std::string_view pointer, const crypto::Secret& seed) {
  const auto digest = crypto::keyed_hash(seed, "rolecall audit salt v1", pointer);
  return crypto::to_hex(crypto::octets(digest).substr(0, salt_size));
}

}  // namespace

Commitment commitment_to(std::string_view pointer, std::string_view salt, std::string_view value) {
  crypto::Bytes input;
  for (const std::string_view part : {std::string_view("rolecall audit commitment v1"), pointer, salt, value}) {
    crypto::append_length_prefixed(input, part);
  }
  return {crypto::to_hex(crypto::sha256(input))};
}

std::vector<Opening> commit_personal(Event& event, const crypto::Secret& seed) {
  std::vector<Opening> openings;
  const auto commit = [&](const std::string& pointer, Value& value) {
    auto* personal = std::get_if<Personal>(&value.data);
    if (personal == nullptr) return;
    Opening opening{.pointer = pointer,
                    .subject = std::move(personal->subject),
                    .salt = salt_for(pointer, seed),
                    .value = readable(personal->value)};
    value = commitment_to(pointer, opening.salt, opening.value);
    openings.push_back(std::move(opening));
  };
  walk("/actor/name", event.actor.name, commit);
  walk("/after", event.after, commit);
  walk("/before", event.before, commit);
  walk("/client_address", event.client_address, commit);
  walk("/reason", event.reason, commit);
  std::ranges::sort(openings, {}, &Opening::pointer);
  return openings;
}

const Opening* opening_of(const Commitment& commitment, std::string_view pointer, std::span<const Opening> openings) {
  const auto found = std::ranges::find(openings, pointer, &Opening::pointer);
  const bool fits = found != openings.end() && commitment_to(pointer, found->salt, found->value) == commitment;
  return fits ? &*found : nullptr;
}

Value revealed(const Event& event, std::span<const Opening> openings) {
  Value row = to_value(event);
  walk("", row, [&](const std::string& pointer, Value& value) {
    const auto* commitment = std::get_if<Commitment>(&value.data);
    if (commitment == nullptr) return;
    const Opening* opening = opening_of(*commitment, pointer, openings);
    value = opening != nullptr ? Value(opening->value) : Value();
  });
  return row;
}

}  // namespace rolecall::audit
