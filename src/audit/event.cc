#include "audit/event.h"

#include <array>
#include <optional>
#include <utility>

namespace rolecall::audit {
namespace {

constexpr std::array actor_types{ActorType::member, ActorType::user, ActorType::api_key, ActorType::system};
constexpr std::array outcomes{Outcome::permit, Outcome::deny};

template <class T, std::size_t N>
std::optional<T> named(const std::array<T, N>& all, std::string_view name) {
  for (const T one : all) {
    if (name_of(one) == name) return one;
  }
  return std::nullopt;
}

/// Takes the fields of an object out one by one and remembers whether all were there and of their kind.
class Fields {
 public:
  explicit Fields(const Value& value) {
    if (value.object() != nullptr) fields_ = *value.object();
  }

  Value value(std::string_view name) {
    const auto found = fields_.find(name);
    if (found == fields_.end()) {
      is_complete_ = false;
      return nullptr;
    }
    Value out = std::move(found->second);
    fields_.erase(found);
    return out;
  }
  std::string text(std::string_view name) {
    const Value out = value(name);
    if (out.text() == nullptr) is_complete_ = false;
    return out.text() == nullptr ? "" : *out.text();
  }
  std::int64_t number(std::string_view name) {
    const Value out = value(name);
    if (out.number() == nullptr) is_complete_ = false;
    return out.number() == nullptr ? 0 : *out.number();
  }
  template <class T, std::size_t N>
  T choice(std::string_view name, const std::array<T, N>& all) {
    const auto out = named(all, text(name));
    if (!out) is_complete_ = false;
    return out.value_or(all.front());
  }
  Instant instant(std::string_view name) {
    const auto out = parse_rfc3339(text(name));
    if (!out) is_complete_ = false;
    return out.value_or(Instant{});
  }
  /// Every field was there, and no other.
  [[nodiscard]] bool are_exactly_these() const { return is_complete_ && fields_.empty(); }

 private:
  Object fields_;
  bool is_complete_ = true;
};

std::unexpected<Error> unreadable_row() {
  return fail(Code::invalid, "audit_row_unreadable", "the audit row is not as it was written");
}

}  // namespace

std::string_view name_of(ActorType type) {
  switch (type) {
    case ActorType::member:
      return "member";
    case ActorType::user:
      return "user";
    case ActorType::api_key:
      return "api_key";
    case ActorType::system:
      return "system";
  }
  return "";
}

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::permit:
      return "permit";
    case Outcome::deny:
      return "deny";
  }
  return "";
}

Value to_value(const Event& event) {
  return Object{{"chain", event.chain},
                {"seq", event.seq},
                {"at", to_rfc3339(event.at)},
                {"actor", Object{{"type", name_of(event.actor.type)}, {"id", event.actor.id}, {"name", event.actor.name}}},
                {"action", event.action},
                {"resource", Object{{"type", event.resource.type}, {"id", event.resource.id}}},
                {"decision", name_of(event.outcome)},
                {"rule", event.rule},
                {"before", event.before},
                {"after", event.after},
                {"reason", event.reason},
                {"client_address", event.client_address},
                {"policy_hash", event.policy_hash},
                {"login", event.login},
                {"prev_hash", event.prev_hash},
                {"hash", event.hash}};
}

std::string encode_row(const Event& event) { return canonical(to_value(event)); }

Result<Event> decode_row(std::string_view text) {
  const auto value = parse_canonical(text);
  return value ? from_value(*value) : unreadable_row();
}

Result<Event> from_value(const Value& value) {
  Fields row(value);
  Fields actor(row.value("actor"));
  Fields resource(row.value("resource"));
  Event event{.chain = row.text("chain"),
              .seq = row.number("seq"),
              .at = row.instant("at"),
              .actor = {.type = actor.choice("type", actor_types), .id = actor.text("id"), .name = actor.value("name")},
              .action = row.text("action"),
              .resource = {.type = resource.text("type"), .id = resource.text("id")},
              .outcome = row.choice("decision", outcomes),
              .rule = row.text("rule"),
              .before = row.value("before"),
              .after = row.value("after"),
              .reason = row.value("reason"),
              .client_address = row.value("client_address"),
              .policy_hash = row.text("policy_hash"),
              .login = row.text("login"),
              .prev_hash = row.text("prev_hash"),
              .hash = row.text("hash")};
  if (!row.are_exactly_these() || !actor.are_exactly_these() || !resource.are_exactly_these()) return unreadable_row();
  return event;
}

}  // namespace rolecall::audit
