#include "http/router.h"

#include <stdexcept>

namespace rolecall::http {

const std::string& PathParams::at(std::string_view name) const {
  const auto found = std::ranges::find(values_, name, &std::pair<std::string_view, std::string>::first);
  if (found == values_.end()) throw std::logic_error("the route has no parameter `" + std::string(name) + "`");
  return found->second;
}

}  // namespace rolecall::http
