// What tls.h hides from those who need no Boost.
#pragma once

#include <boost/asio/ssl/context.hpp>

namespace rolecall::http {

struct Tls {
  boost::asio::ssl::context context{boost::asio::ssl::context::tls_server};
};

}  // namespace rolecall::http
