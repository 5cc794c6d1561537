// A small synthetic chain of a clinic for the tests of audit/.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "audit/chain.h"
#include "audit/checkpoint.h"
#include "audit/commitment.h"
#include "audit/export.h"
#include "base/crypto/signing.h"

namespace rolecall::audit {

struct ClinicChain {
  std::string name = "tem_clinic";
  std::vector<Event> rows;
  std::vector<std::vector<Opening>> openings;  // of each row
  Tip tip = genesis(name);
  crypto::SigningKey key{crypto::Secret(std::string(32, 's'))};

  explicit ClinicChain(std::int64_t length) {
    for (std::int64_t i = 1; i <= length; ++i) append(event_number(i));
  }

  /// Every third one is a refusal, every fourth one has texts that need escapes.
  [[nodiscard]] Event event_number(std::int64_t i) const {
    const std::string person = "usr_" + std::to_string(i);
    const std::string awkward = i % 4 == 0 ? "\"O\\Neil\"\n\t\xE2\x82\xAC \x01" : "Ada";
    return {.chain = name,
            .at = {1'772'323'200'000 + i * 61'001},
            .actor = {.type = ActorType::member, .id = "mem_1", .name = Personal{"Dr " + awkward, "usr_1"}},
            .action = "role.assign",
            .resource = {.type = "member", .id = "mem_" + std::to_string(i)},
            .outcome = i % 3 == 0 ? Outcome::deny : Outcome::permit,
            .rule = i % 3 == 0 ? "owner_protected" : "",
            .before = Object{{"roles", Array{"assistant"}}, {"title", nullptr}},
            .after = Object{{"roles", Array{"assistant", "clinician"}},
                            {"email", Personal{"person" + std::to_string(i) + "@example.org", person}},
                            {"active", i % 2 == 0},
                            {"a/b~c", Personal{awkward, person}}},
            .reason = i % 5 == 0 ? Value(Personal{"asked by phone", person}) : Value(),
            .client_address = Personal{"192.0.2." + std::to_string(i), person},
            .policy_hash = "f00d",
            .login = "log_1"};
  }

  void append(Event event) {
    openings.push_back(commit_personal(event, crypto::Secret(std::string(32, static_cast<char>('A' + rows.size())))));
    tip = link(event, tip);
    rows.push_back(std::move(event));
  }

  [[nodiscard]] Checkpoint checkpoint() const { return sign_checkpoint(name, tip, {1'772'400'000'000}, key); }

  /// The lines of the whole export.
  [[nodiscard]] std::vector<std::string> lines() const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < rows.size(); ++i) out.push_back(export_line(rows[i], openings[i]));
    out.push_back(export_last_line(checkpoint()));
    return out;
  }
};

}  // namespace rolecall::audit
