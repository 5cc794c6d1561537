#include "formula.h"

#include <cctype>
#include <stdexcept>
#include <utility>

namespace rolecall::specification {
namespace {

class Parser {
 public:
  Parser(const std::string& text, const Vocabulary& vocabulary) : text_(text), vocabulary_(vocabulary) { advance(); }

  Formula whole() {
    Formula formula = disjunction();
    if (!token_.empty()) fail("`" + token_ + "` is too much");
    return formula;
  }

 private:
  Formula disjunction() { return joined("or", Formula::Kind::disjunction, &Parser::conjunction); }
  Formula conjunction() { return joined("and", Formula::Kind::conjunction, &Parser::primary); }

  Formula joined(const char* word, Formula::Kind kind, Formula (Parser::*part)()) {
    Formula formula{.kind = kind, .parts = {}};
    formula.parts.push_back((this->*part)());
    while (token_ == word) {
      advance();
      formula.parts.push_back((this->*part)());
    }
    return formula.parts.size() == 1 ? Formula(formula.parts.front()) : formula;
  }

  Formula primary() {
    const std::string name = take();
    if (name == "not") return {.kind = Formula::Kind::negation, .parts = {primary()}};
    if (name == "always") return {};
    if (name == "(") {
      Formula inner = disjunction();
      if (take() != ")") fail("a parenthesis stays open");
      return inner;
    }
    if (token_ == "is") return one_of(name);
    if (const auto found = vocabulary_.definitions.find(name); found != vocabulary_.definitions.end())
      return parse(found->second, vocabulary_);
    if (const auto found = vocabulary_.words.find(name); found != vocabulary_.words.end())
      return {.kind = Formula::Kind::word, .word = found->second, .parts = {}};
    return fact(name);
  }

  Formula one_of(const std::string& name) {
    Formula formula{.kind = Formula::Kind::disjunction, .parts = {}};
    do {
      advance();
      formula.parts.push_back(fact(name + " is " + take()));
    } while (token_ == "|");
    return formula;
  }

  Formula fact(const std::string& name) const {
    const auto found = vocabulary_.facts.find(name);
    if (found == vocabulary_.facts.end()) fail("no fact is called `" + name + "`");
    return {.kind = Formula::Kind::fact, .fact = found->second, .parts = {}};
  }

  std::string take() {
    std::string taken = token_;
    advance();
    return taken;
  }

  void advance() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
    const std::size_t start = at_;
    while (at_ < text_.size() &&
           (std::islower(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_' || text_[at_] == '.'))
      ++at_;
    if (at_ == start && at_ < text_.size()) ++at_;  // one of ( ) |
    token_ = text_.substr(start, at_ - start);
  }

  [[noreturn]] void fail(const std::string& why) const { throw std::runtime_error("formula \"" + text_ + "\": " + why); }

  const std::string& text_;
  const Vocabulary& vocabulary_;
  std::size_t at_ = 0;
  std::string token_;
};

}  // namespace

Formula parse(const std::string& text, const Vocabulary& vocabulary) { return Parser(text, vocabulary).whole(); }

Lanes evaluate(const Formula& formula, std::span<const Lanes> facts, const Words& words) {
  switch (formula.kind) {
    case Formula::Kind::always:
      return in_all_cases;
    case Formula::Kind::fact:
      return facts[formula.fact];
    case Formula::Kind::word:
      return words.value(formula.word);
    case Formula::Kind::negation:
      return ~evaluate(formula.parts.front(), facts, words);
    case Formula::Kind::conjunction: {
      Lanes all = in_all_cases;
      for (const Formula& part : formula.parts) {
        if (all == 0) break;
        all &= evaluate(part, facts, words);
      }
      return all;
    }
    case Formula::Kind::disjunction: {
      Lanes any = 0;
      for (const Formula& part : formula.parts) {
        if (any == in_all_cases) break;
        any |= evaluate(part, facts, words);
      }
      return any;
    }
  }
  return 0;
}

}  // namespace rolecall::specification
