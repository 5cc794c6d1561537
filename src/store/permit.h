// Proof that somebody may do something, in this transaction, in this team. Only the functions here make one; writers demand it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "audit/event.h"
#include "base/id.h"
#include "base/result.h"
#include "policy/decide.h"
#include "store/transaction.h"

namespace rolecall::store {

struct TeamCaller;
class Permit;

/// Why the system itself acts: the closed words of the audit's `reason`.
enum class SystemReason {
  invitation_expired,
  suspension_over,
  inviter_lost_right,
  sharer_lost_right,
  parent_share_changed,
  member_left,
  transfer_expired,
  retention,
  billing_due,
  erasure,
  reconciliation,
  demo_data,
  operator_command,
};
[[nodiscard]] std::string_view name_of(SystemReason reason);

/// `decide`, and a Permit when it says yes. A deny leaves an audit row (written after this transaction was rolled back) and
/// becomes Code::denied with rule, explanation and remedy, or Code::not_found, or Code::gone for the owner of a deleted team.
[[nodiscard]] Result<Permit> authorize(Transaction& tx, const TeamCaller& caller, const policy::Question& question,
                                       const audit::Resource& resource);

/// For jobs and cascades: no rights are asked, the audit says why.
[[nodiscard]] Permit permit_system(Transaction& tx, const TeamId& team, SystemReason reason);

/// For what a person does in a team by a proof that is no grant: the mailed token of an invitation, the offer of an ownership,
/// the foundation of a team. The use case has checked that proof.
[[nodiscard]] Permit permit_person(Transaction& tx, const TeamId& team, const audit::Actor& actor, const std::string& login);

class Permit {
 public:
  Permit(Permit&&) = default;
  Permit& operator=(Permit&&) = default;
  Permit(const Permit&) = delete;
  Permit& operator=(const Permit&) = delete;

  /// Throws std::logic_error unless this permit was made in this transaction for this team. Every writer calls it first.
  void require(const Transaction& tx, const TeamId& team) const;

  [[nodiscard]] const TeamId& team() const { return team_; }
  [[nodiscard]] const audit::Actor& actor() const { return actor_; }
  [[nodiscard]] const std::string& login() const { return login_; }
  [[nodiscard]] std::string_view rule() const { return rule_; }
  /// What the decision rests on; nothing when no grant was asked.
  [[nodiscard]] const std::optional<policy::GrantUsed>& grant() const { return grant_; }
  [[nodiscard]] std::string_view reason() const { return reason_; }

 private:
  Permit(const Transaction& tx, TeamId team, audit::Actor actor, std::string login, std::string_view rule,
         std::string_view reason)
      : transaction_(&tx),
        team_(std::move(team)),
        actor_(std::move(actor)),
        login_(std::move(login)),
        rule_(rule),
        reason_(reason) {}
  friend Result<Permit> authorize(Transaction&, const TeamCaller&, const policy::Question&, const audit::Resource&);
  friend Permit permit_system(Transaction&, const TeamId&, SystemReason);
  friend Permit permit_person(Transaction&, const TeamId&, const audit::Actor&, const std::string&);

  const Transaction* transaction_;
  TeamId team_;
  audit::Actor actor_;
  std::string login_;
  std::string_view rule_;
  std::string_view reason_;
  std::optional<policy::GrantUsed> grant_;
};

/// The audit row of a change that is about to be written. Writers take it, so that no change goes without its row.
class Recorded {
 public:
  [[nodiscard]] std::int64_t seq() const { return seq_; }
  [[nodiscard]] const std::string& action() const { return action_; }

 private:
  Recorded(std::int64_t seq, std::string_view action) : seq_(seq), action_(action) {}
  friend Recorded record(Transaction&, const Permit&, std::string_view, const audit::Resource&, audit::Value, audit::Value);
  std::int64_t seq_;
  std::string action_;
};

/// Appends the row: who (the permit's), what, on which resource, every changed field before and after.
Recorded record(Transaction& tx, const Permit& permit, std::string_view action, const audit::Resource& resource,
                audit::Value before, audit::Value after);

}  // namespace rolecall::store
