// A streamed body, piece by piece or whole.
#pragma once

#include <gtest/gtest.h>

#include <future>
#include <string>

#include "http/reply.h"

namespace rolecall::testing {

[[nodiscard]] inline http::Chunk next_piece(http::Reply& reply) {
  std::promise<http::Chunk> promise;
  (*reply.producer)([&](http::Chunk chunk) { promise.set_value(std::move(chunk)); });
  return promise.get_future().get();
}

/// Everything that is still to come.
[[nodiscard]] inline std::string rest_of(http::Reply& reply) {
  std::string text;
  for (auto kind = http::Chunk::Kind::more; kind == http::Chunk::Kind::more;) {
    auto chunk = next_piece(reply);
    EXPECT_NE(chunk.kind, http::Chunk::Kind::failed);
    kind = chunk.kind;
    text += chunk.bytes;
  }
  return text;
}

[[nodiscard]] inline std::string whole(http::Reply reply) {
  EXPECT_EQ(reply.status, 200) << reply.body;
  return rest_of(reply);
}

}  // namespace rolecall::testing
