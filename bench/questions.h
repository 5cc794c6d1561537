// The dialogues that are measured. Everything is asked as a browser asks it: by cookie.
#pragma once

#include <string>
#include <string_view>

#include "clinic.h"
#include "dialogue.h"

namespace rolecall::bench {

using DialoguePtr = std::unique_ptr<Dialogue>;

/// The same request over and over.
[[nodiscard]] DialoguePtr evaluation(const Team& team);
[[nodiscard]] DialoguePtr me(const Team& team);
[[nodiscard]] DialoguePtr first_page(const Team& team);
[[nodiscard]] DialoguePtr sign_in(const Team& team);
[[nodiscard]] DialoguePtr health();
/// `cursor` as an answer gave it; empty: the first page.
[[nodiscard]] DialoguePtr page_behind(const Team& team, const std::string& cursor);

/// All pages of `page_size` count as one operation.
class WholeTeam : public Dialogue {
 public:
  WholeTeam(const Team& team, int page_size) : team_(team), page_size_(page_size) {}
  std::optional<std::string> ask() override;
  bool hear(std::string_view body) override;
  /// The cursor that gave the last page.
  [[nodiscard]] const std::string& last_cursor() const { return last_cursor_; }

 private:
  const Team& team_;
  int page_size_;
  std::string cursor_;
  std::string last_cursor_;
};

/// Invites `count` people of whom nobody has heard.
[[nodiscard]] DialoguePtr invite(const Team& team, int count);
/// Each guest, signed in, accepts his invitation.
[[nodiscard]] DialoguePtr accept(std::vector<PendingInvitation> invitations);
/// Gives the member another role each time.
[[nodiscard]] DialoguePtr change_roles(const Team& team, const std::string& member, int count);
/// One request of each in turn, until one has nothing left to ask.
[[nodiscard]] DialoguePtr in_turn(Dialogues dialogues);

}  // namespace rolecall::bench
