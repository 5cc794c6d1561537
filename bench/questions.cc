#include "questions.h"

#include <fmt/format.h>

#include <atomic>
#include <utility>

namespace rolecall::bench {
namespace {

std::string request(std::string_view method, std::string_view path, std::string_view token, std::string_view body = {}) {
  std::string text = fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n", method, path);
  if (!token.empty()) text += fmt::format("Cookie: rolecall_login={}\r\n", token);
  if (!body.empty()) text += fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n", body.size());
  return text.append("\r\n").append(body);
}

std::string members_path(const Team& team) { return "/api/v1/teams/" + team.id + "/members"; }

std::string page_request(const Team& team, int size, const std::string& cursor) {
  std::string path = fmt::format("{}?limit={}", members_path(team), size);
  if (!cursor.empty()) path += "&cursor=" + cursor;
  return request("GET", path, team.owner.login_token);
}

/// Empty on the last page.
std::string next_cursor_in(std::string_view body) {
  constexpr std::string_view name = "\"next_cursor\":\"";
  const auto at = body.rfind(name);
  if (at == std::string_view::npos) return {};
  const auto start = at + name.size();
  return std::string(body.substr(start, body.find('"', start) - start));
}

class Repeated : public Dialogue {
 public:
  explicit Repeated(std::string text) : text_(std::move(text)) {}
  std::optional<std::string> ask() override { return text_; }
  bool hear(std::string_view) override { return true; }

 private:
  std::string text_;
};

DialoguePtr repeated(std::string text) { return std::make_unique<Repeated>(std::move(text)); }

class Invite : public Dialogue {
 public:
  Invite(const Team& team, int count) : team_(team), left_(count) {}
  std::optional<std::string> ask() override {
    static std::atomic<int> stranger = 0;
    if (left_-- <= 0) return std::nullopt;
    const auto body = fmt::format(
        R"({{"email":"stranger{}@bench.example","roles":["clinician"],"title":"Doctor","name":"A Stranger"}})", ++stranger);
    return request("POST", members_path(team_), team_.owner.login_token, body);
  }
  bool hear(std::string_view) override { return true; }

 private:
  const Team& team_;
  int left_;
};

class Accept : public Dialogue {
 public:
  explicit Accept(std::vector<PendingInvitation> invitations) : left_(std::move(invitations)) {}
  std::optional<std::string> ask() override {
    if (left_.empty()) return std::nullopt;
    const PendingInvitation invitation = std::move(left_.back());
    left_.pop_back();
    return request("POST", "/api/v1/invitations/" + invitation.token + "/accept", invitation.login_token, "{}");
  }
  bool hear(std::string_view) override { return true; }

 private:
  std::vector<PendingInvitation> left_;
};

class ChangeRoles : public Dialogue {
 public:
  ChangeRoles(const Team& team, const std::string& member, int count) : team_(team), member_(member), left_(count) {}
  std::optional<std::string> ask() override {
    if (left_-- <= 0) return std::nullopt;
    const std::string_view role = left_ % 2 == 0 ? "clinician" : "assistant";
    return request("PUT", members_path(team_) + "/" + member_ + "/roles", team_.owner.login_token,
                   fmt::format(R"({{"roles":["{}"]}})", role));
  }
  bool hear(std::string_view) override { return true; }

 private:
  const Team& team_;
  std::string member_;
  int left_;
};

class InTurn : public Dialogue {
 public:
  explicit InTurn(Dialogues dialogues) : dialogues_(std::move(dialogues)) {}
  std::optional<std::string> ask() override { return dialogues_[turn_ % dialogues_.size()]->ask(); }
  bool hear(std::string_view body) override { return dialogues_[turn_++ % dialogues_.size()]->hear(body); }

 private:
  Dialogues dialogues_;
  std::size_t turn_ = 0;
};

}  // namespace

DialoguePtr evaluation(const Team& team) {
  const auto body = fmt::format(
      R"({{"subject":{{"type":"member","id":"{}"}},"action":{{"name":"role.assign"}},"resource":{{"type":"team","id":"{}"}}}})",
      team.owner_member, team.id);
  return repeated(request("POST", "/access/v1/evaluation", team.owner.login_token, body));
}

DialoguePtr me(const Team& team) { return repeated(request("GET", "/api/v1/me", team.owner.login_token)); }

DialoguePtr first_page(const Team& team) { return page_behind(team, {}); }

DialoguePtr page_behind(const Team& team, const std::string& cursor) { return repeated(page_request(team, 50, cursor)); }

DialoguePtr sign_in(const Team& team) {
  const auto body = fmt::format(R"({{"email":"{}","password":"{}"}})", team.owner.address, password);
  return repeated(request("POST", "/api/v1/auth/login", {}, body));
}

DialoguePtr health() { return repeated(request("GET", "/healthz", {})); }

std::optional<std::string> WholeTeam::ask() { return page_request(team_, page_size_, cursor_); }

bool WholeTeam::hear(std::string_view body) {
  last_cursor_ = std::exchange(cursor_, next_cursor_in(body));
  return cursor_.empty();
}

DialoguePtr invite(const Team& team, int count) { return std::make_unique<Invite>(team, count); }

DialoguePtr accept(std::vector<PendingInvitation> invitations) { return std::make_unique<Accept>(std::move(invitations)); }

DialoguePtr change_roles(const Team& team, const std::string& member, int count) {
  return std::make_unique<ChangeRoles>(team, member, count);
}

DialoguePtr in_turn(Dialogues dialogues) { return std::make_unique<InTurn>(std::move(dialogues)); }

}  // namespace rolecall::bench
