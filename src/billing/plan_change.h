// When the wish for another plan or interval bites. Who may wish it is policy's; what it costs is ledger.h's.
#pragma once

#include "billing/plan.h"
#include "billing/term.h"

namespace rolecall::billing {

enum class Bites { at_once, at_term_end };

/// What does not change bites at once.
struct PlanChange {
  Bites plan = Bites::at_once;
  Bites interval = Bites::at_once;
  [[nodiscard]] bool is_downgrade() const { return plan == Bites::at_term_end; }
  [[nodiscard]] bool waits() const { return plan == Bites::at_term_end || interval == Bites::at_term_end; }
};

struct PlanChoice {
  const Plan& plan;
  Interval interval = Interval::year;
};

/// A plan that lacks a feature of the present one or costs less is a downgrade; it waits, with the interval, for the end of the
/// term. Every other plan bites at once. A longer interval begins a new term at once, a shorter one waits: its term is paid.
/// Source: SPEC section 6.
[[nodiscard]] PlanChange plan_change(const PlanChoice& present, const PlanChoice& wished);

}  // namespace rolecall::billing
