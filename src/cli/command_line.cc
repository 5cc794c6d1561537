#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

#include "base/crypto/init.h"
#include "cli/commands.h"
#include "cli/policy_commands.h"
#include "store/fault.h"

namespace rolecall::cli {
namespace {

/// The flags of one command, as texts; `--config` beside them.
struct Flags {
  SettingTexts texts;
  std::string config;
  bool prints_config = false;
};

/// `--demo` and `--dev-clock` may stand without a value.
bool is_switch(const SettingKey& key) { return key.key == "demo" || key.key == "dev_clock"; }

/// A switch without a value is on.
std::string text_of(const std::vector<std::string>& values) {
  const bool has_value = !values.empty() && !values.back().empty() && values.back() != "{}";
  return has_value ? values.back() : "true";
}

void add_setting_flags(CLI::App& command, Flags& flags) {
  for (const SettingKey& key : setting_keys()) {
    const std::string name(key.key);
    auto* option = command.add_option_function<std::vector<std::string>>(
        flag_of(key), [&flags, name](const std::vector<std::string>& values) { flags.texts[name] = text_of(values); },
        std::string(key.help));
    if (is_switch(key)) {
      option->expected(0, 1);
    } else if (!key.fallback.empty()) {
      option->default_str(std::string(key.fallback));
    }
  }
  command.add_option("--config", flags.config, "TOML file with settings");
  command.add_flag("--print-config", flags.prints_config, "show the settings with secrets masked, and stop");
}

Result<SettingTexts> resolve(const Flags& flags) {
  std::optional<std::string> file;
  if (!flags.config.empty()) {
    std::ifstream stream(flags.config);
    if (!stream) return fail(Code::invalid, "config_unreadable", "the configuration file `" + flags.config + "` cannot be read");
    std::ostringstream text;
    text << stream.rdbuf();
    file = text.str();
  }
  return resolve_settings(flags.texts, [](const char* name) { return std::getenv(name); }, file);
}

using Action = std::function<Result<Done>(const Settings&)>;

Result<Done> with_settings(const Flags& flags, const Action& action) {
  const auto texts = resolve(flags);
  if (!texts) return std::unexpected(texts.error());
  const auto settings = read_settings(*texts);
  if (!settings) return std::unexpected(settings.error());
  if (flags.prints_config) {
    std::fputs(print_settings(*texts).c_str(), stdout);
    return Done{};
  }
  log::set_level(settings->log_level);
  try {
    return action(*settings);
  } catch (const store::DatabaseFault& fault) {
    const std::string key = settings->database == "sqlite" ? "data" : "database";
    return fail(Code::unavailable, "database_failed", "setting `" + key + "`: " + std::string(log::FaultText(fault).text()));
  }
}

/// Everything that the parser fills in; `run` is set by the command that was named.
struct Parsed {
  Flags flags;
  std::string file, key_file, email, name, format = "text", chain, new_file;
  AskedInWords asked;
  std::string team;
  PaidInvoice paid;
  bool repairs = false;
  std::function<Result<Done>()> run;

  void with(CLI::App* command, Action action) {
    add_setting_flags(*command, flags);
    command->callback([this, action = std::move(action)] { run = [this, action] { return with_settings(flags, action); }; });
  }
};

void add_data_commands(CLI::App& app, Parsed& parsed) {
  parsed.with(app.add_subcommand("serve", "serve the API and the portal"), serve);
  parsed.with(app.add_subcommand("migrate", "bring the database up to this version"), migrate);
  auto* backup_command = app.add_subcommand("backup", "copy the database into a new file while the server runs");
  backup_command->add_option("file", parsed.file, "the new file")->required();
  parsed.with(backup_command, [&parsed](const Settings& settings) { return backup(settings, parsed.file); });
  auto* restore_command = app.add_subcommand("restore", "make a backup the database of an empty data folder");
  restore_command->add_option("file", parsed.file, "the backup")->required();
  parsed.with(restore_command, [&parsed](const Settings& settings) { return restore(settings, parsed.file); });
  auto* keys = app.add_subcommand("keys", "the keys beside the data");
  keys->require_subcommand(1);
  parsed.with(keys->add_subcommand("rotate", "make a new master key and seal everything with it; no server may run"),
              rotate_keys);
}

void add_user_commands(CLI::App& app, Parsed& parsed) {
  auto* user = app.add_subcommand("user", "accounts, for the operator");
  user->require_subcommand(1);
  auto* create = user->add_subcommand("create", "a verified account; the password is read from standard input");
  create->add_option("email", parsed.email, "its address")->required();
  create->add_option("name", parsed.name, "the name of the person")->required();
  parsed.with(create, [&parsed](const Settings& settings) { return create_user(settings, parsed.email, parsed.name); });
  auto* reset = user->add_subcommand("reset-mfa", "take the second factor off and end every login");
  reset->add_option("email", parsed.email, "the address of the account")->required();
  parsed.with(reset, [&parsed](const Settings& settings) { return reset_user_mfa(settings, parsed.email); });
}

void add_policy_commands(CLI::App& app, Parsed& parsed) {
  auto* policy = app.add_subcommand("policy", "the grants table and its decisions");
  policy->require_subcommand(1);
  auto* table = policy->add_subcommand("table", "print it");
  table->add_option("--format", parsed.format, "text, csv, json or markdown")
      ->check(CLI::IsMember({"text", "csv", "json", "markdown"}));
  table->callback([&parsed] { parsed.run = [&parsed] { return print_policy_table(parsed.format); }; });
  auto* explain = policy->add_subcommand("explain", "one decision, why it fell so, and who can change that");
  explain->add_option("roles", parsed.asked.roles, "roles separated by commas; member for none, owner for the owner")->required();
  explain->add_option("action", parsed.asked.action, "as in the grants table")->required();
  explain->add_option("scope", parsed.asked.scope, "the scope that is open on what is asked about, or none")->required();
  explain->add_option("facts", parsed.asked.facts, "fact=word, such as plan=pro or session_view=disabled");
  explain->callback([&parsed] { parsed.run = [&parsed] { return explain_policy(parsed.asked); }; });
  auto* diff = policy->add_subcommand("diff", "the cases that two tables decide differently");
  diff->add_option("old", parsed.file, "a table as policy table --format csv writes it")->required();
  diff->add_option("new", parsed.new_file, "another")->required();
  diff->callback([&parsed] { parsed.run = [&parsed] { return diff_policy(parsed.file, parsed.new_file); }; });
}

void add_billing_commands(CLI::App& app, Parsed& parsed) {
  auto* billing = app.add_subcommand("billing", "invoices and seats, for the operator");
  billing->require_subcommand(1);
  auto* paid = billing->add_subcommand("mark-paid", "an invoice was paid");
  paid->add_option("team", parsed.paid.team, "the id of the team")->required();
  paid->add_option("number", parsed.paid.number, "the number of its invoice")->required();
  paid->add_option("--reference", parsed.paid.reference, "of the payment, such as the bank's; told twice, it is posted once");
  paid->add_option(
      "--amount", parsed.paid.amount_minor,
      "the amount that came in, in minor units: what is open (taken when none is named), the invoice's total, or what "
      "is open by the team's balance");
  parsed.with(paid, [&parsed](const Settings& settings) { return mark_invoice_paid(settings, parsed.paid); });
  auto* reconcile = billing->add_subcommand("reconcile", "compare the seats that are billed with those that were used");
  reconcile->add_flag("--repair", parsed.repairs, "post what is missing and end what is too much");
  parsed.with(reconcile, [&parsed](const Settings& settings) {
    return reconcile_seats(settings, parsed.repairs ? Repairing::yes : Repairing::no);
  });
}

void add_reading_commands(CLI::App& app, Parsed& parsed) {
  auto* audit = app.add_subcommand("audit", "the audit chains");
  audit->require_subcommand(1);
  auto* verify = audit->add_subcommand("verify", "check an export offline");
  verify->add_option("export", parsed.file, "the exported JSON lines")->required();
  verify->add_option("--key", parsed.key_file, "the public key, as served at /.well-known/rolecall-audit-key.pem")->required();
  verify->callback([&parsed] { parsed.run = [&parsed] { return verify_audit(parsed.file, parsed.key_file); }; });
  auto* write = audit->add_subcommand("export", "write a chain as JSON lines with a signed checkpoint");
  write->add_option("chain", parsed.chain, "a team's id, or `installation`")->required();
  parsed.with(write, [&parsed](const Settings& settings) { return export_audit(settings, parsed.chain); });
  app.add_subcommand("version", "print the version")->callback([&parsed] {
    parsed.run = []() -> Result<Done> {
      std::puts("rolecall " ROLECALL_VERSION);
      return Done{};
    };
  });
}

int run(const Parsed& parsed) {
  try {
    crypto::init();
    const auto done = parsed.run();
    if (done) return 0;
    std::string detail = done.error().detail;
    for (const FieldError& field : done.error().fields) detail += "; " + field.pointer.substr(1) + " " + field.detail;
    std::fprintf(stderr, "rolecall: %s\n", detail.c_str());
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "rolecall: %s\n", std::string(log::FaultText(fault).text()).c_str());
  }
  return 1;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app("Teams and access for clinics.", "rolecall");
  app.require_subcommand(1);
  Parsed parsed;
  add_data_commands(app, parsed);
  add_user_commands(app, parsed);
  add_policy_commands(app, parsed);
  add_billing_commands(app, parsed);
  add_reading_commands(app, parsed);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return run(parsed);
}

}  // namespace rolecall::cli
