// Which value belongs to a method and a path. Matches whole segments; knows nothing about handlers or requests.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/percent.h"
#include "http/request.h"

namespace rolecall::http {

/// The decoded segments of the path that a template names in braces.
class PathParams {
 public:
  void add(std::string_view name, std::string value) { values_.emplace_back(name, std::move(value)); }
  /// INVARIANT: the route's template names it. The view lives as long as this object.
  [[nodiscard]] const std::string& at(std::string_view name) const;
  [[nodiscard]] std::size_t size() const { return values_.size(); }

 private:
  std::vector<std::pair<std::string_view, std::string>> values_;
};

template <class T>
struct RouteMatch {
  const T* value = nullptr;  // null: see `allow`
  std::string_view route;    // the template; lives as long as the router
  PathParams params;
  std::string allow;  // `GET, HEAD, OPTIONS` when the path exists; empty for an unknown path (404)
};

/// Add all routes first; matching is then safe from any number of threads.
template <class T>
class Router {
 public:
  /// `path` is a template like "/api/v1/teams/{team}"; a literal segment wins over a named one.
  /// INVARIANT: method and path are not yet in the router.
  void add(Method method, std::string_view path, T value) {
    Node* node = &root_;
    for_each_segment(path, [&](std::string_view segment) { node = &child(*node, segment); });
    routes_.emplace_back(std::make_unique<Route>(method, std::string(path), names_of(path), std::move(value)));
    node->routes[method] = routes_.back().get();
  }

  /// `path` as in Request: percent-encoded. A trailing slash makes another path. HEAD finds the GET route.
  /// With `allow` but without value the method is not allowed (405), or it is OPTIONS (204).
  [[nodiscard]] RouteMatch<T> match(Method method, std::string_view path) const {
    RouteMatch<T> result;
    std::vector<std::string_view> named;
    const Node* node = find(root_, path, named);
    if (!node) return result;
    auto found = node->routes.find(method);
    if (found == node->routes.end() && method == Method::head) found = node->routes.find(Method::get);
    if (found == node->routes.end()) {
      result.allow = allow_of(*node);
      result.route = node->routes.begin()->second->path;
      return result;
    }
    const Route& route = *found->second;
    result.value = &route.value;
    result.route = route.path;
    for (std::size_t i = 0; i < named.size(); ++i) result.params.add(route.names[i], percent_decode(named[i]));
    return result;
  }

  /// Every route as (method, template), in the order of adding.
  [[nodiscard]] std::vector<std::pair<Method, std::string_view>> routes() const {
    std::vector<std::pair<Method, std::string_view>> all;
    for (const auto& route : routes_) all.emplace_back(route->method, route->path);
    return all;
  }

 private:
  struct Route {
    Route(Method m, std::string p, std::vector<std::string> n, T v)
        : method(m), path(std::move(p)), names(std::move(n)), value(std::move(v)) {}
    Method method;
    std::string path;
    std::vector<std::string> names;
    T value;
  };
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literal;
    std::unique_ptr<Node> named;
    std::map<Method, const Route*> routes;
  };

  static bool is_named(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

  template <class F>
  static void for_each_segment(std::string_view path, F each) {
    while (!path.empty()) {
      path.remove_prefix(1);  // the slash
      const auto end = std::min(path.find('/'), path.size());
      each(path.substr(0, end));
      path.remove_prefix(end);
    }
  }

  static std::vector<std::string> names_of(std::string_view path) {
    std::vector<std::string> names;
    for_each_segment(path, [&](std::string_view segment) {
      if (is_named(segment)) names.emplace_back(segment.substr(1, segment.size() - 2));
    });
    return names;
  }

  static Node& child(Node& node, std::string_view segment) {
    auto& place = is_named(segment) ? node.named : node.literal[std::string(segment)];
    if (!place) place = std::make_unique<Node>();
    return *place;
  }

  /// Depth first, literal before named; `named` holds the segments that named ones took.
  static const Node* find(const Node& node, std::string_view path, std::vector<std::string_view>& named) {
    if (path.empty()) return node.routes.empty() ? nullptr : &node;
    if (path.front() != '/') return nullptr;
    const auto end = std::min(path.find('/', 1), path.size());
    const auto segment = path.substr(1, end - 1);
    if (const auto literal = node.literal.find(segment); literal != node.literal.end()) {
      if (const Node* found = find(*literal->second, path.substr(end), named)) return found;
    }
    if (!node.named || segment.empty()) return nullptr;
    named.push_back(segment);
    if (const Node* found = find(*node.named, path.substr(end), named)) return found;
    named.pop_back();
    return nullptr;
  }

  static std::string allow_of(const Node& node) {
    std::string allow;
    for (const auto& [method, route] : node.routes) {
      allow.append(to_string(method)).append(method == Method::get ? ", HEAD, " : ", ");
    }
    return allow + "OPTIONS";
  }

  Node root_;
  std::vector<std::unique_ptr<Route>> routes_;
};

}  // namespace rolecall::http
