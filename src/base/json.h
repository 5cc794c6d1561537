// Strict JSON for untrusted text: parse into a read-only tree, and write it canonically for hashing.
// Structs are read by base/json_read.h and written by base/json_write.h. RapidJSON stays inside json.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rolecall::json {

enum class Kind : std::uint8_t { null, boolean, integer, number, string, array, object };

/// How deep arrays and objects may lie inside each other.
inline constexpr int max_depth = 32;

/// One node of a Document, in document order: the children of a node follow it, `span` nodes in all. 32 bytes, so that a
/// body of many small values does not cost a multiple of its size.
struct Node {
  Kind kind = Kind::null;
  std::uint32_t span = 1;   // this node and everything below it
  std::uint32_t count = 0;  // elements, members, or bytes of a string
  std::uint32_t name_size = 0;
  const char* name = nullptr;  // of a member
  union {
    std::int64_t integer = 0;
    double number;
    const char* text;
  };
};

/// A view of one value; valid while its Document lives (also when the Document is moved).
/// INVARIANT: the typed accessors are only called on a value of that kind.
class Value {
 public:
  explicit Value(const Node& node) : node_(&node) {}

  [[nodiscard]] Kind kind() const { return node_->kind; }
  [[nodiscard]] bool is_null() const { return kind() == Kind::null; }
  [[nodiscard]] bool is_string() const { return kind() == Kind::string; }
  [[nodiscard]] bool is_object() const { return kind() == Kind::object; }
  [[nodiscard]] bool is_array() const { return kind() == Kind::array; }

  [[nodiscard]] bool boolean() const { return node_->integer != 0; }
  [[nodiscard]] std::int64_t integer() const { return node_->integer; }
  /// Also of an integer, as the nearest double.
  [[nodiscard]] double number() const { return kind() == Kind::integer ? static_cast<double>(node_->integer) : node_->number; }
  [[nodiscard]] std::string_view string() const { return {node_->text, node_->count}; }
  /// The value as a whole number, also when written `1.0`; nothing when it is none or beyond 64 bits.
  [[nodiscard]] std::optional<std::int64_t> whole_number() const;

  /// Elements of an array or members of an object; 0 for everything else.
  [[nodiscard]] std::size_t size() const { return is_array() || is_object() ? node_->count : 0; }
  /// The name of this value as a member of its object.
  [[nodiscard]] std::string_view name() const { return {node_->name, node_->name_size}; }
  /// A member of an object; nothing when absent or when this is no object.
  [[nodiscard]] std::optional<Value> find(std::string_view name) const;

  /// Walks elements and members in document order: `for (json::Value member : object)`.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Value;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = Value;

    explicit Iterator(const Node* node) : node_(node) {}
    Value operator*() const { return Value(*node_); }
    Iterator& operator++() {
      node_ += node_->span;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const Node* node_;
  };
  [[nodiscard]] Iterator begin() const { return Iterator(node_ + 1); }
  [[nodiscard]] Iterator end() const { return Iterator(node_ + node_->span); }

 private:
  const Node* node_;
};

/// A parsed text and the bytes its strings point into. Movable, not copyable.
class Document {
 public:
  Document(std::unique_ptr<char[]> bytes, std::vector<Node> nodes) : bytes_(std::move(bytes)), nodes_(std::move(nodes)) {}
  [[nodiscard]] Value root() const { return Value(nodes_.front()); }

 private:
  std::unique_ptr<char[]> bytes_;
  std::vector<Node> nodes_;
};

/// Parses exactly one JSON value (RFC 8259). Refused as `malformed`, with the byte offset in `detail`: an empty text,
/// invalid UTF-8, a byte order mark, NUL (also as \u0000), lone surrogates, duplicate names, more than `max_depth` levels,
/// numbers beyond a double, and text after the value.
[[nodiscard]] Result<Document> parse(std::string_view text);

/// The value without spaces, names sorted by bytes, numbers in their shortest form: equal values give equal bytes.
[[nodiscard]] std::string canonical(Value value);

}  // namespace rolecall::json
