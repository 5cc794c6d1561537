#include "audit/checkpoint.h"

namespace rolecall::audit {
namespace {

Object fields_of(const Checkpoint& checkpoint) {
  return {{"chain", checkpoint.chain},
          {"seq", checkpoint.tip.seq},
          {"hash", checkpoint.tip.hash},
          {"at", to_rfc3339(checkpoint.at)},
          {"key_id", checkpoint.key_id}};
}

std::string signed_text(const Checkpoint& checkpoint) {
  return "rolecall audit checkpoint v1\n" + canonical(fields_of(checkpoint));
}

std::string text_of(const Object& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() || found->second.text() == nullptr ? "" : *found->second.text();
}

std::int64_t number_of(const Object& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() || found->second.number() == nullptr ? 0 : *found->second.number();
}

}  // namespace

Checkpoint sign_checkpoint(std::string_view chain, const Tip& tip, Instant at, const crypto::SigningKey& key) {
  Checkpoint checkpoint{.chain = std::string(chain), .tip = tip, .at = at, .key_id = key.public_key().id(), .signature = ""};
  checkpoint.signature = crypto::to_hex(key.sign(signed_text(checkpoint)));
  return checkpoint;
}

crypto::SignatureCheck verify_checkpoint(const Checkpoint& checkpoint, const crypto::PublicKey& key) {
  const auto signature = crypto::from_hex(checkpoint.signature);
  if (!signature || checkpoint.key_id != key.id()) return crypto::SignatureCheck::forged;
  return crypto::verify_signature(key, signed_text(checkpoint), *signature);
}

std::string encode_checkpoint(const Checkpoint& checkpoint) {
  Object fields = fields_of(checkpoint);
  fields.emplace("signature", checkpoint.signature);
  return canonical(Object{{"checkpoint", std::move(fields)}});
}

std::optional<Checkpoint> decode_checkpoint(std::string_view text) {
  const auto value = parse_canonical(text);
  const Object* outer = value ? value->object() : nullptr;
  const auto inner = outer != nullptr ? outer->find("checkpoint") : Object::const_iterator{};
  if (outer == nullptr || inner == outer->end() || inner->second.object() == nullptr) return std::nullopt;
  const Object& fields = *inner->second.object();
  Checkpoint checkpoint{.chain = text_of(fields, "chain"),
                        .tip = {.seq = number_of(fields, "seq"), .hash = text_of(fields, "hash")},
                        .at = parse_rfc3339(text_of(fields, "at")).value_or(Instant{}),
                        .key_id = text_of(fields, "key_id"),
                        .signature = text_of(fields, "signature")};
  // Whatever was missing, ill-typed or too much shows here.
  if (encode_checkpoint(checkpoint) != text) return std::nullopt;
  return checkpoint;
}

}  // namespace rolecall::audit
