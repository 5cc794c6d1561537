#include "http/access_json.h"

#include "http/why_json.h"
#include "policy/explain.h"

namespace rolecall::http {
namespace {

using json::Value;

constexpr std::size_t most_items = 100;

std::unexpected<Error> ill_formed(std::string_view what, std::string_view expected) {
  return fail(Code::malformed, "malformed", "`" + std::string(what) + "` " + std::string(expected));
}

/// The four members of an evaluation, of an item or of the defaults.
struct Members {
  std::optional<Value> subject, action, resource, context;
};

Members members_of(Value object) {
  return {object.find("subject"), object.find("action"), object.find("resource"), object.find("context")};
}

/// An item's own members; the defaults where it has none. A member of an item replaces the default as a whole.
Members with_defaults(const Members& item, const Members& defaults) {
  return {item.subject ? item.subject : defaults.subject, item.action ? item.action : defaults.action,
          item.resource ? item.resource : defaults.resource, item.context ? item.context : defaults.context};
}

Result<std::string_view> text_in(Value object, std::string_view owner, std::string_view name) {
  const auto text = object.find(name);
  if (text && text->is_string()) return text->string();
  return ill_formed(std::string(owner) + "." + std::string(name), "is required as a string");
}

Result<Done> check_object(const std::optional<Value>& member, std::string_view name) {
  if (!member || !member->is_object()) return ill_formed(name, "is required as an object");
  const auto properties = member->find("properties");
  if (properties && !properties->is_object()) return ill_formed(std::string(name) + ".properties", "must be an object");
  return Done{};
}

Result<service::Entity> entity_in(const std::optional<Value>& member, std::string_view name) {
  if (const auto object = check_object(member, name); !object) return std::unexpected(object.error());
  const auto type = text_in(*member, name, "type");
  if (!type) return std::unexpected(type.error());
  const auto id = text_in(*member, name, "id");
  if (!id) return std::unexpected(id.error());
  return service::Entity{*type, *id};
}

Result<std::string_view> action_in(const std::optional<Value>& member) {
  if (const auto object = check_object(member, "action"); !object) return std::unexpected(object.error());
  return text_in(*member, "action", "name");
}

Result<Done> check_context(const std::optional<Value>& context) {
  if (!context) return Done{};
  if (!context->is_object()) return ill_formed("context", "must be an object");
  if (context->find("at")) return invalid_field("/context/at", "questions about the past are not answered yet; leave it out");
  return Done{};
}

Result<std::optional<std::string_view>> clinician_in(Value resource) {
  const auto properties = resource.find("properties");
  const auto clinician = properties ? properties->find("clinician") : std::nullopt;
  if (!clinician) return std::nullopt;
  if (!clinician->is_string()) return ill_formed("resource.properties.clinician", "must be a string");
  return clinician->string();
}

Result<service::AccessQuestion> question_of(const Members& members) {
  const auto subject = entity_in(members.subject, "subject");
  if (!subject) return std::unexpected(subject.error());
  const auto action = action_in(members.action);
  if (!action) return std::unexpected(action.error());
  const auto resource = entity_in(members.resource, "resource");
  if (!resource) return std::unexpected(resource.error());
  const auto clinician = clinician_in(*members.resource);
  if (!clinician) return std::unexpected(clinician.error());
  if (const auto context = check_context(members.context); !context) return std::unexpected(context.error());
  return service::AccessQuestion{*subject, *action, *resource, *clinician};
}

/// Defaults may be absent, never of another form.
Result<Done> check_defaults(const Members& defaults) {
  if (defaults.subject) {
    if (const auto subject = entity_in(defaults.subject, "subject"); !subject) return std::unexpected(subject.error());
  }
  if (defaults.action) {
    if (const auto action = action_in(defaults.action); !action) return std::unexpected(action.error());
  }
  if (defaults.resource) {
    if (const auto resource = entity_in(defaults.resource, "resource"); !resource) return std::unexpected(resource.error());
  }
  if (defaults.context && !defaults.context->is_object()) return ill_formed("context", "must be an object");
  return Done{};
}

Result<Semantic> semantic_in(Value request) {
  const auto options = request.find("options");
  if (!options) return Semantic::execute_all;
  if (!options->is_object()) return ill_formed("options", "must be an object");
  const auto semantic = options->find("evaluations_semantic");
  if (!semantic) return Semantic::execute_all;
  const std::string_view name = semantic->is_string() ? semantic->string() : std::string_view();
  if (name == "execute_all") return Semantic::execute_all;
  if (name == "deny_on_first_deny") return Semantic::deny_on_first_deny;
  if (name == "permit_on_first_permit") return Semantic::permit_on_first_permit;
  return ill_formed("options.evaluations_semantic", "must be `execute_all`, `deny_on_first_deny` or `permit_on_first_permit`");
}

Result<service::AccessQuestion> item_of(Value item, const Members& defaults) {
  if (!item.is_object()) return ill_formed("evaluations", "must hold objects");
  return question_of(with_defaults(members_of(item), defaults));
}

void write_grant(json::Writer& writer, const std::optional<policy::GrantUsed>& used) {
  writer.name("grant");
  if (!used) {
    writer.null();
    return;
  }
  const policy::Grant& grant = policy::grant_at(used->id);
  writer.begin_object()
      .field("role", policy::name_of(used->holder))
      .field("action", policy::name_of(grant.action))
      .field("scope", policy::name_of(grant.scope))
      .end_object();
}

void write_assumed(json::Writer& writer, const policy::Subject& subject) {
  if (!policy::is_assumed(subject)) return;
  writer.name("assumed").begin_array();
  if (subject.sign_in == policy::SignIn::assumed) writer.value("sign_in");
  if (subject.second_factor == policy::SecondFactor::assumed) writer.value("second_factor");
  writer.end_array();
}

int status_of(const Error& error) { return error.code == Code::invalid ? 422 : 400; }

}  // namespace

Result<service::AccessQuestion> read_evaluation(Value request) {
  if (!request.is_object()) return fail(Code::malformed, "malformed", "expected an object");
  return question_of(members_of(request));
}

Result<Evaluations> read_evaluations(Value request) {
  if (!request.is_object()) return fail(Code::malformed, "malformed", "expected an object");
  const auto semantic = semantic_in(request);
  if (!semantic) return std::unexpected(semantic.error());
  Evaluations evaluations{*semantic, {}};
  const auto items = request.find("evaluations");
  if (!items) return evaluations;
  if (!items->is_array()) return ill_formed("evaluations", "must be an array");
  if (items->size() > most_items) return fail(Code::too_large, "too_many", "at most 100 evaluations are answered at once");
  const Members defaults = members_of(request);
  if (items->size() > 0) {
    if (const auto checked = check_defaults(defaults); !checked) return std::unexpected(checked.error());
  }
  evaluations.items.reserve(items->size());
  for (const Value item : *items) evaluations.items.push_back(item_of(item, defaults));
  return evaluations;
}

void write_answer(json::Writer& writer, const service::AccessAnswer& answer, Instant at) {
  const auto& [question, decision] = answer;
  writer.begin_object().field("decision", decision.permitted()).name("context").begin_object();
  writer.field("rule", policy::name_of(decision.rule)).field("explanation", policy::sentence_of(decision, question));
  writer.name("remedy");
  write_remedy(writer, decision.permitted() ? std::nullopt : policy::explain(decision, question).remedy);
  write_grant(writer, decision.grant);
  writer.field("at", at);
  write_assumed(writer, question.subject);
  writer.end_object().end_object();
}

void write_broken(json::Writer& writer, const Error& error) {
  const std::string& message = error.fields.empty() ? error.detail : error.fields.front().detail;
  writer.begin_object().field("decision", false).name("context").begin_object().name("error").begin_object();
  writer.field("status", status_of(error)).field("message", message).end_object().end_object().end_object();
}

}  // namespace rolecall::http
