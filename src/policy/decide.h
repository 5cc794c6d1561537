// The one place where rights are decided: facts in, decision out. Pure and free of allocation; loads nothing, logs nothing.
#pragma once

#include <cstdint>
#include <optional>

#include "policy/catalog.h"
#include "policy/grants.h"
#include "policy/question.h"

namespace rolecall::policy {

enum class Effect : std::uint8_t { deny, permit };

/// The grant that a permit rests on: the nearest scope, then the first column of the table.
struct GrantUsed {
  GrantId id{};
  Holder holder{};
  bool operator==(const GrantUsed&) const = default;
};

struct Decision {
  Effect effect = Effect::deny;
  Rule rule = Rule::not_found;     // `granted` on a permit
  std::optional<GrantUsed> grant;  // on a permit only
  [[nodiscard]] constexpr bool permitted() const { return effect == Effect::permit; }
  bool operator==(const Decision&) const = default;
};

/// Decides in the order of SPEC section 2: not_found, the subject's guards, no_grant, the guards about what is asked, scopes.
[[nodiscard]] Decision decide(const Question&);

/// Everything that an active subject holds: the union of its columns and custom roles. Says nothing about guards or scopes.
[[nodiscard]] GrantSet grants_of(const Subject&);

/// The scopes in which the subject holds the action, for lists that are built from scopes.
[[nodiscard]] ScopeSet scopes_held(const Subject&, Action);

/// The actions asked on this kind of resource that `decide` permits; the action of the question is ignored.
[[nodiscard]] ActionSet allowed_actions(const Question&);

}  // namespace rolecall::policy
