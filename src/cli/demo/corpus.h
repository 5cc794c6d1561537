// What the demo's clinic.toml says: who is treated by whom, and what is said and written. Invents nothing itself.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rolecall::cli::demo {

struct KnownPatient {
  std::string name;
  int age = 0;
};

struct Clinician {
  std::string address;
  std::string specialty;
  std::vector<KnownPatient> patients;
};

/// What one visit is about. `<word>` stands for one of `Corpus::values`.
struct Case {
  std::string specialty;
  std::string context;
  std::string transcript;  // "Speaker: text" lines
  std::string note;
  std::string addendum;  // may be empty
  std::string letter_title;
  std::string letter;  // may be empty
};

struct TemplateText {
  std::string by;
  std::string visibility;  // personal, team
  std::string kind;        // note, document
  std::string name;
  std::vector<std::string> versions;  // bodies, the present one last
};

/// A personal copy of the first version of a team template.
struct CopyText {
  std::string by;
  std::string of;
  std::string body;
};

struct ProposalText {
  std::string by;
  std::string kind;
  std::string name;
  std::string message;
  std::string body;
};

struct Corpus {
  std::map<std::string, std::vector<std::string>, std::less<>> values;
  std::vector<Clinician> clinicians;
  std::vector<Case> cases;
  std::vector<TemplateText> templates;
  std::vector<CopyText> copies;
  std::vector<ProposalText> proposals;
};

/// The text of clinic.toml, compiled in.
[[nodiscard]] std::string_view clinic_text();

/// Throws when the text is not what this expects: it is part of the program.
[[nodiscard]] Corpus read_corpus(std::string_view toml);

}  // namespace rolecall::cli::demo
