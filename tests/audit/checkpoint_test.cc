#include "audit/checkpoint.h"

#include <gtest/gtest.h>

#include "clinic_chain.h"

namespace rolecall::audit {
namespace {

using crypto::SignatureCheck;

TEST(Checkpoint, is_valid_under_the_key_that_signed_it_and_no_other) {
  const ClinicChain chain(3);
  const Checkpoint checkpoint = chain.checkpoint();
  EXPECT_EQ(verify_checkpoint(checkpoint, chain.key.public_key()), SignatureCheck::valid);
  EXPECT_EQ(verify_checkpoint(checkpoint, crypto::SigningKey(crypto::Secret::random()).public_key()), SignatureCheck::forged);
}

TEST(Checkpoint, covers_each_of_its_fields) {
  const ClinicChain chain(3);
  const Checkpoint good = chain.checkpoint();
  const std::vector<std::function<void(Checkpoint&)>> changes{
      [](Checkpoint& c) { c.chain += "x"; },         [](Checkpoint& c) { c.tip.seq += 1; },
      [](Checkpoint& c) { c.tip.hash[0] = 'z'; },    [](Checkpoint& c) { c.at.ms += 1; },
      [](Checkpoint& c) { c.key_id += "x"; },        [](Checkpoint& c) { c.signature[0] = c.signature[0] == '0' ? '1' : '0'; },
      [](Checkpoint& c) { c.signature = "no hex"; }, [](Checkpoint& c) { c.signature.clear(); }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Checkpoint changed = good;
    changes[i](changed);
    EXPECT_EQ(verify_checkpoint(changed, chain.key.public_key()), SignatureCheck::forged) << i;
  }
}

TEST(Checkpoint, is_read_back_as_it_was_written_and_from_no_other_text) {
  const Checkpoint checkpoint = ClinicChain(3).checkpoint();
  const std::string text = encode_checkpoint(checkpoint);
  const auto back = decode_checkpoint(text);
  ASSERT_TRUE(back);
  EXPECT_EQ(encode_checkpoint(*back), text);
  for (const std::string& other :
       {std::string(), std::string("{}"), std::string("null"), std::string(R"({"checkpoint":1})"),
        std::string(R"({"checkpoint":{}})"), text + " ", text.substr(1), encode_row(ClinicChain(1).rows[0])}) {
    EXPECT_FALSE(decode_checkpoint(other)) << other;
  }
}

}  // namespace
}  // namespace rolecall::audit
