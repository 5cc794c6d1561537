#include "http/static_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace rolecall::http {
namespace {

using ::testing::HasSubstr;

constexpr std::array<Asset, 4> assets = {{
    {"/index.html", "text/html; charset=utf-8", "aaaa", false, "<html>", "gz-page", "br-page"},
    {"/docs.html", "text/html; charset=utf-8", "dddd", false, "<docs>", "", ""},
    {"/assets/app-1a2b3c4d.js", "text/javascript; charset=utf-8", "bbbb", true, "let a;", "gz-js", ""},
    {"/logo.png", "image/png", "cccc", false, "PNG", "", ""},
}};

Request get(std::string path, std::string_view accept_encoding = "", std::string_view if_none_match = "") {
  Request request;
  request.path = std::move(path);
  if (!accept_encoding.empty()) request.headers.add("Accept-Encoding", accept_encoding);
  if (!if_none_match.empty()) request.headers.add("If-None-Match", if_none_match);
  return request;
}

std::string_view bytes_of(const Reply& reply) { return reply.shared ? reply.shared->bytes : std::string_view(reply.body); }

Reply serve(const Request& request) { return StaticFiles(assets).serve(request); }

TEST(StaticFiles, ServesAFileWithItsTypeAndAStrongETag) {
  const Reply reply = serve(get("/logo.png", "br, gzip"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(bytes_of(reply), "PNG");
  EXPECT_EQ(reply.content_type, "image/png");
  EXPECT_EQ(reply.header("ETag"), "\"cccc\"");
  EXPECT_EQ(reply.header("Vary"), std::nullopt);
}

TEST(StaticFiles, PicksTheBestEncodingThatTheClientTakes) {
  const std::vector<std::array<std::string_view, 3>> cases = {
      {"gzip, deflate, br", "br-page", "br"},
      {"gzip", "gz-page", "gzip"},
      {"GZIP;q=0.5", "gz-page", "gzip"},
      {"br;q=0, gzip", "gz-page", "gzip"},
      {"br; q=0.000, gzip;q=0", "<html>", ""},
      {"deflate", "<html>", ""},
      {"", "<html>", ""},
      {"brx", "<html>", ""},
  };
  for (const auto& [accept, bytes, coding] : cases) {
    const Reply reply = serve(get("/index.html", accept));
    EXPECT_EQ(bytes_of(reply), bytes) << accept;
    EXPECT_EQ(reply.header("Content-Encoding").value_or(""), coding) << accept;
    EXPECT_EQ(reply.header("Vary"), "Accept-Encoding");
  }
}

TEST(StaticFiles, AnswersNotModifiedWhenTheClientHasTheSameBytes) {
  for (const auto* known : {"\"aaaa-br\"", "\"x\", W/\"aaaa-br\"", "*"}) {
    const Reply reply = serve(get("/index.html", "br", known));
    EXPECT_EQ(reply.status, 304) << known;
    EXPECT_EQ(reply.header("ETag"), "\"aaaa-br\"");
    EXPECT_EQ(bytes_of(reply), "");
  }
  EXPECT_EQ(serve(get("/index.html", "gzip", "\"aaaa-br\"")).status, 200);
}

TEST(StaticFiles, LetsOnlyHashedFilesBeKept) {
  EXPECT_EQ(serve(get("/assets/app-1a2b3c4d.js")).header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(serve(get("/index.html")).header("Cache-Control"), "no-cache");
  EXPECT_EQ(serve(get("/logo.png")).header("Cache-Control"), "no-cache");
}

TEST(StaticFiles, GivesThePortalToEveryPageAddress) {
  for (const auto* page : {"/", "/team", "/teams/tem_1/members", "/invitations/abc", "/apiary", "/v1.2/page"}) {
    EXPECT_EQ(bytes_of(serve(get(page))), "<html>") << page;
  }
}

TEST(StaticFiles, GivesTheDocumentationAPageOfItsOwn) {
  EXPECT_EQ(bytes_of(serve(get("/docs"))), "<docs>");
  EXPECT_EQ(bytes_of(serve(get("/docs.html"))), "<docs>");
}

TEST(StaticFiles, NeverGivesAPageToAProgram) {
  for (const auto* path : {"/api", "/api/v1/nothing", "/access/v1/x", "/scim/v2/Users", "/.well-known/x", "/healthz", "/readyz",
                           "/metrics", "/dev/clock", "/missing.js", "/assets/gone", "/../etc/passwd.txt"}) {
    const Reply reply = serve(get(path));
    EXPECT_EQ(reply.status, 404) << path;
    EXPECT_EQ(reply.content_type, "application/problem+json") << path;
  }
}

TEST(StaticFiles, AllowsOnlyReading) {
  Request request = get("/team");
  request.method = Method::post;
  const Reply reply = serve(request);
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.header("Allow"), "GET, HEAD, OPTIONS");
  request.path = "/api/v1/x";
  EXPECT_EQ(serve(request).status, 404);
}

TEST(PortalAssets, HoldAPageWhoseScriptsAreFilesOfTheirOwn) {
  const StaticFiles portal(portal_assets());
  const Reply reply = portal.serve(get("/"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.content_type, "text/html; charset=utf-8");
  EXPECT_THAT(std::string(bytes_of(reply)), HasSubstr("<html"));
  // The content policy allows no inline script.
  EXPECT_THAT(std::string(bytes_of(reply)), ::testing::Not(HasSubstr("<script>")));
}

}  // namespace
}  // namespace rolecall::http
