#include "cli/installation.h"

#include <fstream>
#include <sstream>

#include "base/crypto/master_key.h"
#include "service/billing/check_plans.h"
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

Result<Done> check_plans(store::Store& store, const billing::Plans& plans) {
  return store::run_and_wait(store, store::Kind::read, [&](store::Transaction& tx) { return service::check_plans(tx, plans); });
}

KnownKeys known_keys(store::Store& store) {
  const auto known = store::run_and_wait(store, store::Kind::read, [](store::Transaction& tx) {
    return Result<KnownKeys>(KnownKeys{store::installation_fact(tx, keys_fact), store::installation_fact(tx, master_key_fact)});
  });
  return known.value();
}

/// Data that was written with some keys is never opened with others: nothing sealed could be read.
Result<crypto::KeyRing> open_keys(store::Store& store, const std::string& folder) {
  const KnownKeys known = known_keys(store);
  auto keys = keys_with(known, folder);
  if (!keys) return keys;
  const auto newest = crypto::newest_master_key(folder);
  if (!newest) return std::unexpected(newest.error());
  const std::string version = std::to_string(*newest);
  if (known.fingerprint && known.master_version == version) return keys;
  const auto kept = store::run_and_wait(store, store::Kind::write, [&](store::Transaction& tx) -> Result<Done> {
    store::set_installation_fact(tx, keys_fact, keys->fingerprint());
    store::set_installation_fact(tx, master_key_fact, version);
    return Done{};
  });
  if (!kept) return std::unexpected(kept.error());
  return keys;
}

/// Whether the folder has the master key that the data were opened with last, or a later one.
Result<Done> check_master_key(const std::string& known, const std::string& folder) {
  const auto newest = crypto::newest_master_key(folder);
  if (!newest) return std::unexpected(newest.error());
  if (*newest >= std::stoul(known)) return Done{};
  return fail(Code::unavailable, "old_keys",
              "setting `key_dir`: the data were sealed with version " + known +
                  " of the master key, and these keys are a copy from before it was made");
}

}  // namespace

Result<crypto::KeyRing> keys_with(const KnownKeys& known, const std::string& folder) {
  auto keys = crypto::KeyRing::open(folder, known.fingerprint ? crypto::MissingKeys::refuse : crypto::MissingKeys::create);
  if (keys && known.fingerprint && *known.fingerprint != keys->fingerprint()) {
    return fail(Code::unavailable, "wrong_keys", "setting `key_dir`: these keys are not those that the data was written with");
  }
  if (!keys || !known.master_version) return keys;
  if (const auto recent = check_master_key(*known.master_version, folder); !recent) return std::unexpected(recent.error());
  return keys;
}

Result<Installation> open_installation(const Settings& settings, const Clock& clock) {
  auto plans = load_plans(settings.plans);
  if (!plans) return fail(Code::invalid, "plans_invalid", "setting `plans`: " + plans.error().detail);
  Installation installation;
  installation.store = store::open_store(settings.database, settings.data, clock, settings.connections);
  installation.store->migrate();
  if (const auto fit = check_plans(*installation.store, *plans); !fit) {
    return fail(Code::invalid, "plans_invalid", "setting `plans`: " + fit.error().detail);
  }
  auto keys = open_keys(*installation.store, settings.key_dir);
  if (!keys) return std::unexpected(keys.error());
  installation.environment = std::make_unique<service::Environment>(settings.service, std::move(*plans), std::move(*keys));
  installation.environment->settings.public_url = settings.public_url;
  return installation;
}

}  // namespace rolecall::cli
