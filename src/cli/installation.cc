#include "cli/installation.h"

#include <fstream>
#include <sstream>

#include "store/installation.h"
#include "store/open.h"

namespace rolecall::cli {
namespace {

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(Code::invalid, "file_unreadable", "the file `" + path + "` cannot be read");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Result<billing::Plans> load_plans(const std::string& file) {
  if (file.empty()) return billing::parse_plans(billing::default_plans_text());
  const auto text = read_file(file);
  if (!text) return std::unexpected(text.error());
  return billing::parse_plans(*text);
}

/// Data that was written with some keys is never opened with others: nothing sealed could be read.
Result<crypto::KeyRing> open_keys(store::Store& store, const std::string& folder) {
  const auto known = store::run_and_wait(store, store::Kind::read, [](store::Transaction& tx) {
    return Result<std::optional<std::string>>(store::installation_fact(tx, keys_fact));
  });
  auto keys = keys_with(*known, folder);
  if (!keys || *known) return keys;
  const auto kept = store::run_and_wait(store, store::Kind::write, [&](store::Transaction& tx) -> Result<Done> {
    store::set_installation_fact(tx, keys_fact, keys->fingerprint());
    return Done{};
  });
  if (!kept) return std::unexpected(kept.error());
  return keys;
}

}  // namespace

Result<crypto::KeyRing> keys_with(const std::optional<std::string>& fingerprint, const std::string& folder) {
  auto keys = crypto::KeyRing::open(folder, fingerprint ? crypto::MissingKeys::refuse : crypto::MissingKeys::create);
  if (keys && fingerprint && *fingerprint != keys->fingerprint()) {
    return fail(Code::unavailable, "wrong_keys", "setting `key_dir`: these keys are not those that the data was written with");
  }
  return keys;
}

Result<Installation> open_installation(const Settings& settings, const Clock& clock) {
  auto plans = load_plans(settings.plans);
  if (!plans) return fail(Code::invalid, "plans_invalid", "setting `plans`: " + plans.error().detail);
  Installation installation;
  installation.store = store::open_store(settings.database, settings.data, clock, settings.connections);
  installation.store->migrate();
  auto keys = open_keys(*installation.store, settings.key_dir);
  if (!keys) return std::unexpected(keys.error());
  installation.environment = std::make_unique<service::Environment>(settings.service, std::move(*plans), std::move(*keys));
  installation.environment->settings.public_url = settings.public_url;
  return installation;
}

}  // namespace rolecall::cli
