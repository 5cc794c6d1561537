// What each command does, given its settings. Errors: one line for the operator.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "cli/settings.h"

namespace rolecall::cli {

enum class Repairing { no, yes };

/// Serves until SIGTERM or SIGINT.
[[nodiscard]] Result<Done> serve(const Settings& settings);
[[nodiscard]] Result<Done> migrate(const Settings& settings);
/// A consistent copy of the database into a new file, while servers run. The keys are not in it.
[[nodiscard]] Result<Done> backup(const Settings& settings, const std::string& file);
/// The copy becomes the database: of an empty data folder, or an empty database of PostgreSQL. Nothing is changed unless the
/// keys in key_dir are those that the copy was written with.
[[nodiscard]] Result<Done> restore(const Settings& settings, const std::string& file);
/// A new master key, and everything sealed under it again. Refused while a server runs. Stopped half way it loses nothing and can
/// be run again: the older keys stay, and open what was not sealed again.
[[nodiscard]] Result<Done> rotate_keys(const Settings& settings);
/// `format`: text, csv, json or markdown.
[[nodiscard]] Result<Done> print_policy_table(const std::string& format);
[[nodiscard]] Result<Done> create_user(const Settings& settings, const std::string& email, const std::string& name);
[[nodiscard]] Result<Done> reset_user_mfa(const Settings& settings, const std::string& email);
struct PaidInvoice {
  std::string team;
  std::int64_t number = 0;
  std::string reference;                     // of the payment; empty: the invoice's own
  std::optional<std::int64_t> amount_minor;  // nothing: what is open
};
/// The manual payment provider: the team's invoice of this number was paid. A reference that was told before posts nothing.
[[nodiscard]] Result<Done> mark_invoice_paid(const Settings& settings, const PaidInvoice& invoice);
/// Compares every team's ledger with its members' history and prints each difference. Error when differences remain.
[[nodiscard]] Result<Done> reconcile_seats(const Settings& settings, Repairing repairing);
/// `chain`: a team's id, or `installation`. Lines go to stdout.
[[nodiscard]] Result<Done> export_audit(const Settings& settings, const std::string& chain);
/// Offline: the file of an export and the PEM file of the public key.
[[nodiscard]] Result<Done> verify_audit(const std::string& export_file, const std::string& key_file);

}  // namespace rolecall::cli
