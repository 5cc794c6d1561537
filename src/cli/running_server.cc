#include "cli/running_server.h"

#include <filesystem>
#include <optional>

#include "base/crypto/password_pool.h"
#include "base/log.h"
#include "cli/demo.h"
#include "cli/installation.h"
#include "cli/job_loop.h"
#include "http/front.h"
#include "http/tls.h"
#include "mail/file_delivery.h"
#include "mail/sender.h"
#include "mail/store_outbox.h"
#include "service/access/ruleset.h"
#include "service/billing/announce_prices.h"
#include "service/jobs.h"
#include "store/data_folder.h"
#include "store/installation.h"

namespace rolecall::cli {
namespace {

constexpr Duration stop_grace = seconds(10);
constexpr std::chrono::milliseconds job_pause{5000};

/// Reading uploads and printing documents: two at a time, so that one of them does not hold up all others. Each that waits may
/// hold a body of 10 MB.
constexpr std::size_t work_threads = 2;
constexpr std::size_t most_work_waiting = 32;

std::unique_ptr<mail::Delivery> make_delivery(const Settings& settings) {
  mail::Sending from;
  from.address = settings.mail_from;
  if (settings.smtp) return std::make_unique<mail::SmtpDelivery>(*settings.smtp, from);
  return std::make_unique<mail::FileDelivery>(settings.mail_dir, from);
}

std::string url_of(const Settings& settings, std::uint16_t port) {
  const bool is_ipv6 = settings.listen.address.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? "[" + settings.listen.address + "]" : settings.listen.address;
  return (settings.tls ? "https://" : "http://") + host + ":" + std::to_string(port);
}

void keep_ruleset(store::Store& store, const service::Environment& environment) {
  const auto kept = store::run_and_wait(store, store::Kind::write, [&](store::Transaction& tx) -> Result<Done> {
    service::keep_ruleset(tx, environment.plans);
    return Done{};
  });
  kept.value();
}

http::Options options_for(const Settings& settings, http::Metrics& metrics, const Clock& clock) {
  http::Options options;
  options.address = settings.listen.address;
  options.port = settings.listen.port;
  options.threads = settings.threads;
  options.tls = settings.tls;
  options.strict_transport = settings.public_url.starts_with("https:");
  options.trusted_proxies = settings.trusted_proxies;
  options.metrics = &metrics;
  options.clock = &clock;
  options.on_request_done = [](const http::RequestDone& done) {
    log::debug("request", {{"method", log::Label::from_table(http::to_string(done.method))},
                           {"route", log::Label::from_table(done.route)},
                           {"status", done.status},
                           {"duration_us", done.duration_us}});
  };
  return options;
}

}  // namespace

/// In the order of construction; destroyed the other way round, so that nothing outlives what it uses.
struct RunningServer::Parts {
  std::optional<store::DataFolderLock> data_folder;
  std::unique_ptr<Clock> clock;
  ManualClock* dev_clock = nullptr;
  // The threads of the store hand on to these until it is gone.
  std::unique_ptr<crypto::PasswordPool> password_pool;
  std::unique_ptr<WorkPool> work_pool;
  std::unique_ptr<http::Api> api;
  Installation installation;
  std::string demo_note;
  http::Metrics metrics;
  std::unique_ptr<mail::StoreOutbox> outbox;
  std::unique_ptr<mail::Delivery> delivery;
  std::unique_ptr<mail::Sender> sender;
  std::unique_ptr<http::StaticFiles> files;
  std::unique_ptr<http::Front> front;
  std::unique_ptr<JobLoop> jobs;
  std::unique_ptr<http::Server> server;
  std::unique_ptr<http::Server> metrics_server;

  void make_clock(const Settings& settings);
  Result<Done> start_mail(const Settings& settings);
  void keep_clock_ahead() const;
  Result<Done> bind_http(const Settings& settings);
  void serve_http(const Settings& settings);
  Result<Done> start_metrics(const Settings& settings);
};

void RunningServer::Parts::make_clock(const Settings& settings) {
  if (!settings.dev_clock) {
    clock = std::make_unique<SystemClock>();
    return;
  }
  auto manual = std::make_unique<ManualClock>(settings.dev_clock_start.value_or(SystemClock().now()), ManualClock::Mode::ticking);
  dev_clock = manual.get();
  clock = std::move(manual);
  log::warning("dev_clock_is_on");
}

/// A clock that was moved on before the last stop does not start behind what was written then.
void RunningServer::Parts::keep_clock_ahead() const {
  if (dev_clock == nullptr) return;
  const auto newest = store::run_and_wait(*installation.store, store::Kind::read, [](store::Transaction& tx) {
    return Result<std::optional<Instant>>(store::newest_record(tx));
  });
  if (*newest && **newest > dev_clock->now()) dev_clock->set(**newest, ManualClock::Mode::ticking);
}

Result<Done> RunningServer::Parts::start_mail(const Settings& settings) {
  outbox = std::make_unique<mail::StoreOutbox>(*installation.store, installation.environment->keys.sealer());
  try {
    delivery = make_delivery(settings);
  } catch (const std::filesystem::filesystem_error& fault) {
    return fail(Code::unavailable, "mail_dir_unusable", "setting `mail_dir`: " + fault.code().message());
  }
  mail::SenderOptions options;
  options.on_fault = [](const std::string&) { log::error("outbox_failed"); };
  sender = std::make_unique<mail::Sender>(*outbox, *delivery, *clock, std::move(options));
  installation.store->on_outbox([this] { sender->wake(); });
  return Done{};
}

/// With port 0 the address is known from here on: before anything is wired that would name it.
Result<Done> RunningServer::Parts::bind_http(const Settings& settings) {
  if (settings.tls) {
    if (const auto tls = http::load_tls(*settings.tls); !tls) {
      return fail(Code::invalid, "tls_invalid", "settings `tls.certificate` and `tls.key`: " + tls.error().detail);
    }
  }
  auto options = options_for(settings, metrics, *clock);
  options.admit = [this](const http::Request& request, http::Admit answer) { api->admit(request, std::move(answer)); };
  auto bound = http::Server::bind(std::move(options));
  if (!bound) return fail(bound.error().code, "listen_failed", "setting `listen`: " + bound.error().detail);
  server = std::move(*bound);
  if (settings.public_url.empty()) installation.environment->settings.public_url = url_of(settings, server->port());
  return Done{};
}

void RunningServer::Parts::serve_http(const Settings& settings) {
  password_pool = std::make_unique<crypto::PasswordPool>(crypto::PasswordPool::Limits{.threads = settings.password_threads});
  work_pool = std::make_unique<WorkPool>(WorkPool::Limits{.threads = work_threads, .waiting = most_work_waiting});
  api = std::make_unique<http::Api>(
      http::Api::Parts{*installation.store, *installation.environment, *password_pool, *work_pool, *clock}, http::all_routes());
  files = std::make_unique<http::StaticFiles>(http::portal_assets());
  front = std::make_unique<http::Front>(http::Front::Parts{*api, *files, *installation.store, dev_clock});
  server->serve(
      [this](http::Request request, http::Responder respond) { front->handle(std::move(request), std::move(respond)); });
}

Result<Done> RunningServer::Parts::start_metrics(const Settings& settings) {
  if (!settings.metrics_listen) return Done{};
  http::Options options;
  options.address = settings.metrics_listen->address;
  options.port = settings.metrics_listen->port;
  options.threads = 1;
  options.clock = clock.get();
  auto started = http::Server::start(std::move(options), [this](const http::Request& request, http::Responder respond) {
    const bool is_metrics = request.path == "/metrics";
    respond(http::text_reply(is_metrics ? 200 : 404, is_metrics ? metrics.text() : "only /metrics is here\n"));
  });
  if (!started) return fail(started.error().code, "listen_failed", "setting `metrics_listen`: " + started.error().detail);
  metrics_server = std::move(*started);
  return Done{};
}

RunningServer::RunningServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

RunningServer::~RunningServer() { stop(); }

Result<std::unique_ptr<RunningServer>> RunningServer::start(const Settings& settings) {
  auto parts = std::make_unique<Parts>();
  if (settings.database == "sqlite") {
    auto lock = store::DataFolderLock::take(settings.data);
    if (!lock) return std::unexpected(lock.error());
    parts->data_folder = std::move(*lock);
  }
  parts->make_clock(settings);
  auto installation = open_installation(settings, *parts->clock);
  if (!installation) return std::unexpected(installation.error());
  parts->installation = std::move(*installation);
  parts->keep_clock_ahead();
  const auto& environment = *parts->installation.environment;
  if (const auto kept = service::announce_prices(*parts->installation.store, environment); !kept) {
    return std::unexpected(kept.error());
  }
  if (environment.settings.throttling == service::Throttling::lifted) log::warning("throttle_is_lifted");
  if (const auto bound = parts->bind_http(settings); !bound) return std::unexpected(bound.error());
  if (settings.demo) {
    auto note = fill_demo(*parts->installation.store, environment);
    if (!note) return std::unexpected(note.error());
    parts->demo_note = std::move(*note);
  }
  keep_ruleset(*parts->installation.store, environment);
  if (const auto started = parts->start_mail(settings); !started) return std::unexpected(started.error());
  parts->serve_http(settings);
  if (const auto started = parts->start_metrics(settings); !started) return std::unexpected(started.error());
  parts->jobs = std::make_unique<JobLoop>(
      [raw = parts.get()](const std::stop_token& stop) {
        service::run_due_jobs(*raw->installation.store, *raw->installation.environment, stop);
      },
      job_pause);
  log::info("server_started", {{"port", parts->server->port()}});
  return std::unique_ptr<RunningServer>(new RunningServer(std::move(parts)));
}

const std::string& RunningServer::public_url() const { return parts_->installation.environment->settings.public_url; }

const std::string& RunningServer::demo_note() const { return parts_->demo_note; }

void RunningServer::stop() {
  if (!parts_) return;
  parts_->jobs.reset();
  parts_->server->stop(stop_grace);
  if (parts_->metrics_server) parts_->metrics_server->stop(stop_grace);
  parts_->password_pool->close();
  parts_->work_pool->close();
  parts_->installation.store->on_outbox({});
  parts_->sender.reset();
  log::info("server_stopped");
  parts_.reset();
}

}  // namespace rolecall::cli
