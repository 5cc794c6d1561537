// The parameters of one statement as libpq sends them: binary, integers with 8 bytes, so that nothing is escaped or parsed.
#pragma once

#include <libpq-fe.h>

#include <span>
#include <string>
#include <vector>

#include "store/value.h"

namespace rolecall::store {

/// Throws DatabaseFault when the text holds NUL, which PostgreSQL cannot store.
void refuse_nul(std::string_view text);

/// Reused from statement to statement to spare allocations. Holds views: good until the values end.
class PostgresParameters {
 public:
  void set(std::span<const Value> values);

  [[nodiscard]] int count() const { return static_cast<int>(data_.size()); }
  [[nodiscard]] const Oid* types() const { return types_.data(); }
  [[nodiscard]] const char* const* data() const { return data_.data(); }
  [[nodiscard]] const int* lengths() const { return lengths_.data(); }
  [[nodiscard]] const int* formats() const { return formats_.data(); }
  /// One letter per parameter: statements are prepared for these types.
  [[nodiscard]] const std::string& signature() const { return signature_; }

 private:
  void add(const Value& value);

  std::vector<std::int64_t> integers_;  // big-endian
  std::vector<Oid> types_;
  std::vector<const char*> data_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
  std::string signature_;
};

}  // namespace rolecall::store
