#include "audit/export.h"

#include <optional>
#include <utility>

#include "audit/walk.h"

namespace rolecall::audit {
namespace {

std::unexpected<Error> unreadable_line() {
  return fail(Code::invalid, "audit_row_unreadable", "the line is not as an export writes it");
}

/// Takes a field out of an object; null when there is none.
Value take(Object& fields, std::string_view name) {
  const auto found = fields.find(name);
  if (found == fields.end()) return nullptr;
  Value out = std::move(found->second);
  fields.erase(found);
  return out;
}

/// Puts the commitments of `personal` back into the row and collects what opens them.
class Restoration {
 public:
  explicit Restoration(Object personal) : personal_(std::move(personal)) {}

  void operator()(const std::string& pointer, Value& value) {
    Value proof = take(personal_, pointer);
    Object* fields = proof.object();
    if (fields == nullptr) return;
    const Value commitment = take(*fields, "commitment"), salt = take(*fields, "salt");
    if (commitment.text() == nullptr) return;
    if (salt.text() != nullptr && value.text() != nullptr) {
      openings_.push_back({.pointer = pointer, .subject = "", .salt = *salt.text(), .value = *value.text()});
    }
    const Commitment claimed{*commitment.text()};
    const bool is_erased = salt.is_null() && value.is_null();
    if (!is_erased && opening_of(claimed, pointer, openings_) == nullptr && mismatch_.empty()) mismatch_ = pointer;
    value = claimed;
  }

  [[nodiscard]] std::string& mismatch() { return mismatch_; }
  [[nodiscard]] std::vector<Opening>& openings() { return openings_; }

 private:
  Object personal_;
  std::vector<Opening> openings_;
  std::string mismatch_;
};

}  // namespace

std::string export_line(const Event& event, std::span<const Opening> openings) {
  Value row = to_value(event);
  Object personal;
  walk("", row, [&](const std::string& pointer, Value& value) {
    const auto* commitment = std::get_if<Commitment>(&value.data);
    if (commitment == nullptr) return;
    const Opening* opening = opening_of(*commitment, pointer, openings);
    personal.emplace(pointer,
                     Object{{"commitment", commitment->hex}, {"salt", opening != nullptr ? Value(opening->salt) : Value()}});
    value = opening != nullptr ? Value(opening->value) : Value();
  });
  row.object()->emplace("personal", std::move(personal));
  return canonical(row);
}

std::string export_last_line(const Checkpoint& checkpoint) { return encode_checkpoint(checkpoint); }

Result<ExportedRow> read_export_line(std::string_view line) {
  auto row = parse_canonical(line);
  if (!row || row->object() == nullptr) return unreadable_line();
  const Value personal = take(*row->object(), "personal");
  if (personal.object() == nullptr) return unreadable_line();

  Restoration restoration(*personal.object());
  walk("", *row, [&restoration](const std::string& pointer, Value& value) { restoration(pointer, value); });
  auto event = from_value(*row);
  if (!event) return std::unexpected(event.error());
  ExportedRow out{
      .event = std::move(*event), .openings = std::move(restoration.openings()), .mismatch = std::move(restoration.mismatch())};
  if (out.mismatch.empty() && export_line(out.event, out.openings) != line) return unreadable_line();
  return out;
}

}  // namespace rolecall::audit
