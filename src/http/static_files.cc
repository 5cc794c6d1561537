#include "http/static_files.h"

#include <algorithm>
#include <array>
#include <string>

#include "http/ascii.h"
#include "http/problem.h"

namespace rolecall::http {
namespace {

/// Paths of programs: what is unknown there is a 404 problem, never a page.
constexpr std::array<std::string_view, 9> not_pages = {"/api",    "/access",  "/scim", "/.well-known", "/healthz",
                                                       "/readyz", "/metrics", "/dev",  "/assets"};

bool is_page(std::string_view path) {
  const bool is_for_programs = std::ranges::any_of(
      not_pages, [&](std::string_view start) { return path == start || (path.starts_with(start) && path[start.size()] == '/'); });
  // Only the last segment has an ending: a token in a page's address may hold a dot.
  return !is_for_programs && !path.substr(path.rfind('/') + 1).contains('.');
}

/// Calls `each` with the trimmed items of a comma-separated list until it answers true.
template <class F>
bool any_item(std::string_view list, F each) {
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    if (each(trim(list.substr(0, end)))) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

/// Whether a parameter list ends in a weight of zero: `;q=0`, `; q=0.000`.
bool has_zero_weight(std::string_view parameters) {
  const auto at = parameters.find("q=");
  return at != std::string_view::npos && parameters.substr(at + 2).find_first_not_of("0. ") == std::string_view::npos;
}

bool accepts(std::string_view accept_encoding, std::string_view coding) {
  return any_item(accept_encoding, [&](std::string_view item) {
    const auto end = std::min(item.find(';'), item.size());
    return equals_ignoring_case(trim(item.substr(0, end)), coding) && !has_zero_weight(item.substr(end));
  });
}

bool matches(std::string_view if_none_match, std::string_view etag) {
  return any_item(if_none_match, [&](std::string_view item) {
    if (item.starts_with("W/")) item.remove_prefix(2);
    return item == "*" || item == etag;
  });
}

struct Encoded {
  std::string_view bytes;
  std::string_view coding;  // empty: as it is
};

Encoded choose(const Asset& asset, std::string_view accept_encoding) {
  if (!asset.brotli.empty() && accepts(accept_encoding, "br")) return {asset.brotli, "br"};
  if (!asset.gzip.empty() && accepts(accept_encoding, "gzip")) return {asset.gzip, "gzip"};
  return {asset.plain, {}};
}

Reply reply_with(const Asset& asset, const Request& request) {
  const auto [bytes, coding] = choose(asset, request.header("accept-encoding").value_or(""));
  std::string etag = "\"" + std::string(asset.hash);
  if (!coding.empty()) etag.append("-").append(coding);
  etag += '"';

  Reply reply;
  reply.route = "static";
  reply.with("ETag", etag);
  reply.with("Cache-Control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (!asset.gzip.empty() || !asset.brotli.empty()) reply.with("Vary", "Accept-Encoding");
  if (matches(request.header("if-none-match").value_or(""), etag)) {
    reply.status = 304;
    return reply;
  }
  reply.content_type = asset.content_type;
  if (!coding.empty()) reply.with("Content-Encoding", coding);
  reply.shared = SharedBytes{.bytes = bytes, .owner = nullptr};
  return reply;
}

}  // namespace

StaticFiles::StaticFiles(std::span<const Asset> assets) {
  for (const Asset& asset : assets) by_path_.emplace(asset.path, &asset);
}

const Asset* StaticFiles::find(std::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : found->second;
}

const Asset* StaticFiles::page(std::string_view path) const {
  const Asset* own = find(std::string(path) + ".html");
  return own ? own : find("/index.html");
}

Reply StaticFiles::serve(const Request& request) const {
  const Asset* asset = find(request.path);
  if (!asset && is_page(request.path)) asset = page(request.path);
  if (!asset) return problem(not_found().error());
  if (request.method != Method::get && request.method != Method::head)
    return method_not_allowed(request.method, "GET, HEAD, OPTIONS");
  return reply_with(*asset, request);
}

}  // namespace rolecall::http
