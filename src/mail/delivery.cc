#include "mail/delivery.h"

namespace rolecall::mail {

std::string_view to_string(Failure failure) {
  switch (failure) {
    case Failure::unreachable:
      return "unreachable";
    case Failure::tls_failed:
      return "tls_failed";
    case Failure::login_failed:
      return "login_failed";
    case Failure::refused_for_now:
      return "refused_for_now";
    case Failure::recipient_refused:
      return "recipient_refused";
    case Failure::message_refused:
      return "message_refused";
    case Failure::directory_failed:
      return "directory_failed";
  }
  return "";
}

bool is_final(Failure failure) { return failure == Failure::recipient_refused || failure == Failure::message_refused; }

}  // namespace rolecall::mail
