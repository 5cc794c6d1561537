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
  /// `path` is a template like "/api/v1/teams/{team}" or "/files/{file}.pdf"; a literal segment wins over a named one, and a
  /// named one with an ending over one without. INVARIANT: method and path are not yet in the router.
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
    std::map<std::string, std::unique_ptr<Node>, std::less<>> with_ending;  // named ones: `.pdf` of `{file}.pdf`
    std::unique_ptr<Node> named;
    std::map<Method, const Route*> routes;
  };

  static bool is_named(std::string_view segment) { return segment.starts_with('{'); }
  /// Of a named segment: what stands behind the name.
  static std::string_view ending_of(std::string_view segment) { return segment.substr(segment.find('}') + 1); }

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
      if (is_named(segment)) names.emplace_back(segment.substr(1, segment.find('}') - 1));
    });
    return names;
  }

  static Node& child(Node& node, std::string_view segment) {
    auto& place = place_of(node, segment);
    if (!place) place = std::make_unique<Node>();
    return *place;
  }

  static std::unique_ptr<Node>& place_of(Node& node, std::string_view segment) {
    if (!is_named(segment)) return node.literal[std::string(segment)];
    const auto ending = ending_of(segment);
    return ending.empty() ? node.named : node.with_ending[std::string(ending)];
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
    for (const auto& [ending, child] : node.with_ending) {
      if (!segment.ends_with(ending)) continue;
      if (const Node* found = find_named(*child, segment.substr(0, segment.size() - ending.size()), path.substr(end), named)) {
        return found;
      }
    }
    return node.named ? find_named(*node.named, segment, path.substr(end), named) : nullptr;
  }

  static const Node* find_named(const Node& node, std::string_view name, std::string_view rest,
                                std::vector<std::string_view>& named) {
    if (name.empty()) return nullptr;
    named.push_back(name);
    if (const Node* found = find(node, rest, named)) return found;
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
