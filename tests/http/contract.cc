#include "http/contract.h"

#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>

#include "http/static_files.h"

namespace rolecall::testing {
namespace {

using Json = rapidjson::Value;

// RapidJSON's schemas know no formats; its regular expressions know no \d.
constexpr const char* instant_pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?Z$";

const Json& at(const Json& object, const std::string& name) {
  const auto found = object.FindMember(name.c_str());
  if (found == object.MemberEnd()) throw std::runtime_error("the contract lacks `" + name + "`");
  return found->value;
}

const Json* find(const Json& object, const std::string& name) {
  const auto found = object.FindMember(name.c_str());
  return found == object.MemberEnd() ? nullptr : &found->value;
}

std::string text_of(const Json& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

std::string media_type(std::string_view content_type) { return std::string(content_type.substr(0, content_type.find(';'))); }

/// Finds operations in the document and follows its references.
class Reader {
 public:
  explicit Reader(std::string_view text) {
    document_.Parse(text.data(), text.size());
    if (document_.HasParseError()) throw std::runtime_error("/openapi.json is no JSON");
  }

  const Json& root() const { return document_; }

  const Json& resolved(const Json& value) const {
    const Json* reference = value.IsObject() ? find(value, "$ref") : nullptr;
    if (reference == nullptr) return value;
    const Json* target = rapidjson::Pointer(reference->GetString() + 1).Get(document_);
    if (target == nullptr) throw std::runtime_error(std::string("the contract lacks ") + reference->GetString());
    return *target;
  }

  /// Null when the document does not have it.
  const Json* operation(std::string_view method, std::string_view path) const {
    const Json* item = find(at(document_, "paths"), std::string(path));
    return item == nullptr ? nullptr : find(*item, in_lower_case(method));
  }

  /// The query parameters of an operation: name and schema, of what may be repeated that of one; references followed.
  std::map<std::string, const Json*> query_parameters(const Json& operation) const {
    std::map<std::string, const Json*> found;
    const Json* parameters = find(operation, "parameters");
    if (parameters == nullptr) return found;
    for (const Json& one : parameters->GetArray()) {
      const Json& parameter = resolved(one);
      if (at(parameter, "in") != "query") continue;
      const Json& schema = resolved(at(parameter, "schema"));
      const Json* items = find(schema, "items");
      found[at(parameter, "name").GetString()] = items == nullptr ? &schema : &resolved(*items);
    }
    return found;
  }

  /// The schema with every reference replaced by what it names, and every object closed unless it says what else it may hold.
  Json closed(const Json& schema, rapidjson::MemoryPoolAllocator<>& memory) const {
    const Json& source = resolved(schema);
    Json copy(rapidjson::kObjectType);
    for (const auto& [name, value] : source.GetObject()) {
      const std::string_view keyword(name.GetString(), name.GetStringLength());
      if (keyword == "description" || keyword == "examples" || keyword == "default") continue;
      copy.AddMember(Json(name, memory), closed_keyword(keyword, value, memory), memory);
    }
    if (find(source, "properties") != nullptr && find(source, "additionalProperties") == nullptr) {
      copy.AddMember("additionalProperties", false, memory);
    }
    if (const Json* format = find(source, "format"); format != nullptr && *format == "date-time") {
      copy.AddMember("pattern", Json(rapidjson::StringRef(instant_pattern)), memory);
    }
    return copy;
  }

 private:
  Json closed_keyword(std::string_view keyword, const Json& value, rapidjson::MemoryPoolAllocator<>& memory) const {
    if (keyword == "properties") {
      Json copy(rapidjson::kObjectType);
      for (const auto& [name, property] : value.GetObject()) copy.AddMember(Json(name, memory), closed(property, memory), memory);
      return copy;
    }
    if (keyword == "oneOf" || keyword == "allOf" || keyword == "anyOf") {
      Json copy(rapidjson::kArrayType);
      for (const Json& one : value.GetArray()) copy.PushBack(closed(one, memory), memory);
      return copy;
    }
    if (value.IsObject()) return closed(value, memory);  // items, additionalProperties
    return {value, memory};
  }

  rapidjson::Document document_;
};

/// Schemas ready for checking, each made once.
class Checks {
 public:
  explicit Checks(const Reader& reader) : reader_(reader) {}

  /// What is wrong with a body of this schema; empty when nothing is.
  std::string complaint(const Json& schema, const std::string& body) {
    rapidjson::Document document;
    document.Parse(body.data(), body.size());
    if (document.HasParseError()) return "is no JSON";
    rapidjson::SchemaValidator validator(of(schema));
    if (document.Accept(validator)) return {};
    rapidjson::StringBuffer where;
    validator.GetInvalidDocumentPointer().StringifyUriFragment(where);
    rapidjson::StringBuffer rule;
    validator.GetInvalidSchemaPointer().StringifyUriFragment(rule);
    return std::string("breaks `") + validator.GetInvalidSchemaKeyword() + "` of " + rule.GetString() + " at " +
           where.GetString();
  }

 private:
  const rapidjson::SchemaDocument& of(const Json& schema) {
    auto& made = made_[&schema];
    if (!made) {
      rapidjson::Document closed;
      closed.CopyFrom(reader_.closed(schema, closed.GetAllocator()), closed.GetAllocator());
      made = std::make_unique<rapidjson::SchemaDocument>(closed);
    }
    return *made;
  }

  const Reader& reader_;
  std::map<const Json*, std::unique_ptr<rapidjson::SchemaDocument>> made_;
};

/// Makes values that a schema allows.
class Samples {
 public:
  enum class Extent { required, all };
  Samples(const Reader& reader, rapidjson::MemoryPoolAllocator<>& memory) : reader_(reader), memory_(memory) {}

  Json of(const Json& unresolved, Extent extent) const {
    const Json& schema = reader_.resolved(unresolved);
    if (const Json* values = find(schema, "enum")) return {(*values)[0], memory_};
    if (const Json* one_of = find(schema, "oneOf")) return of((*one_of)[0], extent);
    const std::string type = type_of(schema);
    if (type == "object") return object(schema, extent);
    if (type == "array") return array(schema, extent);
    if (type == "boolean") return Json(true);
    if (type == "integer") return Json(find(schema, "minimum") != nullptr ? at(schema, "minimum").GetInt() : 1);
    return text(schema);
  }

 private:
  static std::string type_of(const Json& schema) {
    const Json* type = find(schema, "type");
    if (type == nullptr) return "string";
    return type->IsArray() ? (*type)[0].GetString() : type->GetString();
  }

  static bool is_required(const Json& schema, const Json& name) {
    const Json* required = find(schema, "required");
    return required != nullptr && std::any_of(required->Begin(), required->End(), [&](const Json& one) { return one == name; });
  }

  Json object(const Json& schema, Extent extent) const {
    Json value(rapidjson::kObjectType);
    const Json* properties = find(schema, "properties");
    if (properties == nullptr) return value;
    for (const auto& [name, property] : properties->GetObject()) {
      if (extent == Extent::all || is_required(schema, name)) value.AddMember(Json(name, memory_), of(property, extent), memory_);
    }
    return value;
  }

  Json array(const Json& schema, Extent extent) const {
    Json value(rapidjson::kArrayType);
    if (find(schema, "minItems") != nullptr) value.PushBack(of(at(schema, "items"), extent), memory_);
    return value;
  }

  Json text(const Json& schema) const {
    if (const Json* format = find(schema, "format"); format != nullptr && *format == "date-time")
      return Json("2026-03-02T00:00:00Z");
    if (find(schema, "pattern") != nullptr) return Json("123456");
    const std::size_t length = find(schema, "minLength") == nullptr ? 1 : at(schema, "minLength").GetUint();
    return {std::string(length, 'x').c_str(), memory_};
  }

  const Reader& reader_;
  rapidjson::MemoryPoolAllocator<>& memory_;
};

/// Calls `each` with every array of the object, however deep in objects.
template <class Each>
void for_each_array(Json& object, const Each& each) {
  for (auto& [name, value] : object.GetObject()) {
    if (value.IsArray()) each(value);
    if (value.IsObject()) for_each_array(value, each);
  }
}

std::string_view served_document() {
  for (const auto& asset : http::portal_assets()) {
    if (asset.path == "/openapi.json") return asset.plain;
  }
  throw std::runtime_error("the program has no /openapi.json");
}

std::string name_of(std::string_view method, std::string_view path) { return std::string(method) + " " + std::string(path); }

bool is_success(int status) { return status >= 200 && status < 300; }

}  // namespace

struct Contract::State {
  explicit State(std::string_view text) : reader(text), checks(reader) {}

  const Json* operation_of(const std::string& operation) const {
    const auto space = operation.find(' ');
    return reader.operation(operation.substr(0, space), operation.substr(space + 1));
  }
  const Json* json_body_of(const Json& operation) const {
    const Json* body = find(operation, "requestBody");
    const Json* json = body == nullptr ? nullptr : find(at(*body, "content"), "application/json");
    return json == nullptr ? nullptr : &at(*json, "schema");
  }
  std::string about_answer(const Json& operation, const http::Reply& reply);
  std::string about_request(const Json& operation, const http::Request& request, bool was_taken);

  Reader reader;
  Checks checks;
  std::set<std::string> succeeded;
  std::mutex mutex;
};

std::string Contract::State::about_answer(const Json& operation, const http::Reply& reply) {
  const Json* response = find(at(operation, "responses"), std::to_string(reply.status));
  if (response == nullptr) return "status " + std::to_string(reply.status) + " is not documented: " + reply.body;
  const Json* content = find(reader.resolved(*response), "content");
  if (content == nullptr) return reply.body.empty() ? "" : "a body is not documented: " + reply.body;
  const Json* media = find(*content, media_type(reply.content_type));
  if (media == nullptr) return "media type `" + reply.content_type + "` is not documented";
  if (reply.producer || reply.shared || !reply.content_type.contains("json") || reply.content_type.contains("ndjson")) return {};
  const auto complaint = checks.complaint(at(*media, "schema"), reply.body);
  return complaint.empty() ? "" : "the answer " + complaint + ": " + reply.body;
}

std::string Contract::State::about_request(const Json& operation, const http::Request& request, bool was_taken) {
  if (!was_taken) return {};
  const auto parameters = reader.query_parameters(operation);
  for (const auto& [name, value] : request.params) {
    // Sweeps over all routes send these to those without pages too.
    if (name == "limit" || name == "cursor") continue;
    if (!parameters.contains(name)) return "the query parameter `" + name + "` is not documented";
  }
  if (request.body.empty() || !request.header("content-type").value_or("").starts_with("application/json")) return {};
  const Json* schema = json_body_of(operation);
  if (schema == nullptr) return {};
  const auto complaint = checks.complaint(*schema, request.body);
  return complaint.empty() ? "" : "a request was taken that " + complaint + ": " + request.body;
}

Contract::Contract() : state_(std::make_unique<State>(served_document())) {}
Contract::~Contract() = default;

const Contract& Contract::served() {
  static const Contract contract;
  return contract;
}

std::vector<std::string> Contract::objections(const Exchange& exchange) const {
  const auto& [request, reply] = exchange;
  if (reply.route.empty() || reply.status == 405 || request.method == http::Method::options) return {};
  const std::scoped_lock lock(state_->mutex);
  const auto method = request.method == http::Method::head ? "GET" : http::to_string(request.method);
  const auto name = name_of(method, reply.route);
  const Json* operation = state_->reader.operation(method, reply.route);
  if (operation == nullptr) return {name + " is not documented"};
  if (is_success(reply.status)) state_->succeeded.insert(name);
  std::vector<std::string> objections;
  for (auto& objection :
       {state_->about_answer(*operation, reply), state_->about_request(*operation, request, is_success(reply.status))}) {
    if (!objection.empty()) objections.push_back(name + ": " + objection);
  }
  return objections;
}

namespace {

/// By their names.
std::map<std::string, const Json*> all_operations(const Json& document) {
  std::map<std::string, const Json*> found;
  for (const auto& [path, item] : at(document, "paths").GetObject()) {
    for (const auto& [method, operation] : item.GetObject()) {
      std::string upper = method.GetString();
      std::ranges::transform(upper, upper.begin(), [](char c) { return static_cast<char>(c - 32); });
      if (method != "parameters") found.emplace(name_of(upper, path.GetString()), &operation);
    }
  }
  return found;
}

}  // namespace

std::set<std::string> Contract::operations() const {
  std::set<std::string> found;
  for (const auto& [name, operation] : all_operations(state_->reader.root())) found.insert(name);
  return found;
}

std::set<std::string> Contract::operations_for_anybody() const {
  std::set<std::string> found;
  for (const auto& [name, operation] : all_operations(state_->reader.root())) {
    const Json* security = find(*operation, "security");
    if (security != nullptr && security->Empty()) found.insert(name);
  }
  return found;
}

std::set<std::string> Contract::untried() const {
  const std::scoped_lock lock(state_->mutex);
  std::set<std::string> found;
  std::ranges::set_difference(operations(), state_->succeeded, std::inserter(found, found.end()));
  return found;
}

std::optional<SampleBody> Contract::sample_body(const std::string& name) const {
  const Json* operation = state_->operation_of(name);
  const Json* unresolved = operation == nullptr ? nullptr : state_->json_body_of(*operation);
  if (unresolved == nullptr) return std::nullopt;
  const Json& schema = state_->reader.resolved(*unresolved);
  if (find(schema, "properties") == nullptr) return std::nullopt;
  rapidjson::Document memory;
  auto& allocator = memory.GetAllocator();
  const Samples samples(state_->reader, allocator);
  const Json minimal = samples.of(schema, Samples::Extent::required);
  Json full = samples.of(schema, Samples::Extent::all);
  SampleBody sample{text_of(minimal), text_of(full), "", {}, {}};
  Json extended(minimal, allocator);
  extended.AddMember("nobody_knows_this", 1, allocator);
  if (find(schema, "additionalProperties") == nullptr) sample.with_unknown = text_of(extended);
  for (const auto& member : minimal.GetObject()) {
    Json shorter(minimal, allocator);
    shorter.RemoveMember(member.name);
    sample.too_short.push_back(text_of(shorter));
  }
  for_each_array(full, [&](Json& array) {
    Json items(rapidjson::kNullType);
    items.Swap(array);
    sample.with_null.push_back(text_of(full));
    items.Swap(array);
  });
  return sample;
}

std::vector<std::string> Contract::sample_queries(const std::string& name) const {
  std::vector<std::string> queries;
  const Json* operation = state_->operation_of(name);
  if (operation == nullptr) return queries;
  for (const auto& [parameter, schema] : state_->reader.query_parameters(*operation)) {
    const Json* values = find(*schema, "enum");
    if (values == nullptr) continue;
    for (const Json& value : values->GetArray()) queries.push_back("?" + parameter + "=" + value.GetString());
  }
  return queries;
}

}  // namespace rolecall::testing
