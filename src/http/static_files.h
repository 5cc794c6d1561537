// The portal's files, embedded in the binary. Serves bytes only; knows no login and no API.
#pragma once

#include <map>
#include <span>
#include <string_view>

#include "http/reply.h"
#include "http/request.h"

namespace rolecall::http {

/// One embedded file. `gzip` and `brotli` are empty where they would not be smaller.
struct Asset {
  std::string_view path;  // `/assets/index-1a2b3c4d.js`
  std::string_view content_type;
  std::string_view hash;   // of the plain bytes, in hexadecimal
  bool immutable = false;  // its name changes with its content
  std::string_view plain;
  std::string_view gzip;
  std::string_view brotli;
};

/// What the build found in portal/dist, or one page that says that there was nothing.
[[nodiscard]] std::span<const Asset> portal_assets();

class StaticFiles {
 public:
  /// `assets` live as long as the program.
  explicit StaticFiles(std::span<const Asset> assets);

  /// The file of that path in the best encoding that the client takes, with a strong ETag; 304 when the client has it. A path
  /// without a dot outside of the API is a page: `/docs` gets `/docs.html`, every page of the portal `/index.html`. Everything
  /// else is the 404 of the API; 405 for other methods than GET and HEAD on a file.
  [[nodiscard]] Reply serve(const Request& request) const;

 private:
  [[nodiscard]] const Asset* find(std::string_view path) const;
  [[nodiscard]] const Asset* page(std::string_view path) const;

  std::map<std::string_view, const Asset*> by_path_;
};

}  // namespace rolecall::http
