"""Rewrites a copy of src/policy so that every mutant is in it, asleep until the environment names its number.

Each bit of each table can be flipped, each conjunct and disjunct of a condition dropped, each condition made constant, each
comparison moved by one, neighbouring guards and grants swapped. The sources themselves stay as they are.
"""
import dataclasses
import itertools
import pathlib
import re

CONDITIONS_IN = ["question.h", "custom_role.h", "reach.h", "guards.h", "custom_role.cc", "decide.cc", "explain.cc", "filter.cc",
                 "guards.cc", "reach.cc", "passing_on.cc", "remedy.cc", "sentence.cc", "calm_question.cc", "fact_words.cc",
                 "compare_tables.cc", "table.cc"]

MUTATION_H = """// Which mutant is awake: the number in POLICY_MUTANT, or none.
#pragma once
#include <cstddef>
#include <cstdlib>
#include <utility>
namespace rolecall::policy::mutation {
inline const int awake = [] { const char* number = std::getenv("POLICY_MUTANT"); return number ? std::atoi(number) : -1; }();
inline bool is(int number) { return awake == number; }
template <class Set>
Set flipped(Set set, int first, std::size_t bits) {
  for (std::size_t bit = 0; bit < bits; ++bit) {
    if (!is(first + static_cast<int>(bit))) continue;
    using Element = decltype(*set.begin());
    const auto element = static_cast<Element>(bit);
    set.has(element) ? set.remove(element) : set.add(element);
  }
  return set;
}
template <class Rows, class Member>
Rows flipped_rows(Rows rows, Member member, int first, std::size_t bits) {
  for (std::size_t row = 0; row < rows.size(); ++row)
    rows[row].*member = flipped(rows[row].*member, first + static_cast<int>(row * bits), bits);
  return rows;
}
}  // namespace rolecall::policy::mutation
"""


@dataclasses.dataclass
class Mutant:
    number: int
    place: str
    change: str


class Rewriter:
    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.mutants: list[Mutant] = []
        self.text = {path.name: path.read_text() for path in folder.iterdir() if path.suffix in {".h", ".cc"}}

    def new(self, place: str, change: str) -> int:
        self.mutants.append(Mutant(len(self.mutants), place, change))
        return len(self.mutants) - 1

    def replace(self, name: str, old: str, new: str):
        if self.text[name].count(old) != 1:
            raise SystemExit(f"{name} has changed its shape: expected once: {old}")
        self.text[name] = self.text[name].replace(old, new)

    def after_definition(self, name: str, start: str, end: str, added: str):
        """Adds text behind the definition that begins with `start` and ends with the next line `end`."""
        text = self.text[name]
        at = text.index("\n" + end + "\n", text.index(start)) + len(end) + 2
        self.text[name] = text[:at] + added + text[at:]

    def names(self, name: str, pattern: str) -> list[str]:
        return re.findall(pattern, self.text[name])

    def run(self) -> list[Mutant]:
        self.conditions()
        self.tables()
        for name, text in self.text.items():
            if "mutation::" in text:
                text = text.replace("#pragma once\n", '#pragma once\n#include "policy/mutation.h"\n', 1) \
                    if name.endswith(".h") else '#include "policy/mutation.h"\n' + text
            (self.folder / name).write_text(text)
        (self.folder / "mutation.h").write_text(MUTATION_H)
        return self.mutants

    # -- tables ------------------------------------------------------------------------------------------------------------

    def tables(self):
        actions = self.names("action.h", r'\{Action::\w+, "([a-z_.]+)",')
        kinds = re.search(r"enum class ResourceKind[^{]*\{([^}]*)\}", self.text["action.h"])[1].replace(" ", "").split()
        features = re.search(r"enum class Feature [^{]*\{([^}]*)\}", self.text["feature.h"])[1].split(",")
        holders = ["member", "clinician", "administrator", "assistant", "template_manager", "owner"]
        rows = self.names("grants.h", r"\{Action::(\w+), Scope::(\w+),")
        self.action_table(actions, kinds, features)
        self.grants_table(rows, holders)
        self.custom_roles(rows)
        self.guards(actions)
        self.named_set("reach.h", "inline constexpr ResourceKinds clinical_content", "ResourceKinds", kinds)
        self.named_set("reach.cc", "constexpr ScopeSet shared", "ScopeSet", self.names("scope.h", r"\{Scope::(\w+),"))
        self.remedies()
        self.settings([feature.strip() for feature in features])
        self.make_dynamic()

    def bits(self, place: str, names: list[str]) -> int:
        return [self.new(place, f"flips {name.strip()}") for name in names][0]

    def action_table(self, actions, kinds, features):
        asked_on = [self.bits(f"action.h: {action} is asked on", kinds) for action in actions][0]
        needs = [self.bits(f"action.h: {action} needs", features) for action in actions][0]
        self.replace("catalog.cc", "in_order(all_actions,", "in_order(all_actions_of_the_source,")
        self.replace("action.h", "inline constexpr std::array<ActionEntry, action_count> all_actions{{",
                     "inline constexpr std::array<ActionEntry, action_count> all_actions_of_the_source{{")
        self.after_definition("action.h", "all_actions_of_the_source{{", "}};", f"""
inline const auto all_actions = mutation::flipped_rows(
    mutation::flipped_rows(all_actions_of_the_source, &ActionEntry::asked_on, {asked_on}, resource_kind_count),
    &ActionEntry::needs, {needs}, feature_count);
""")

    def grants_table(self, rows, holders):
        first = [self.bits(f"grants.h: {action} {scope}", holders) for action, scope in rows][0]
        self.replace("grants.h", "grants_table = [] {", "grants_table_of_the_source = [] {")
        self.after_definition("grants.h", "grants_table_of_the_source = [] {", "}();", f"""
inline const auto grants_table = mutation::flipped_rows(grants_table_of_the_source, &Grant::holders, {first}, {len(holders)});
""")
        self.replace("grants.h", "grants_by_action = [] {", "grants_by_action_in_order = [] {")
        swaps = ""
        for action in dict.fromkeys(action for action, _ in rows):
            for place in range(sum(1 for row in rows if row[0] == action) - 1):
                number = self.new(f"grants.h: {action}", f"swaps the grants {place} and {place + 1} from nearest")
                swaps += f"  if (mutation::is({number})) std::swap(index[static_cast<std::size_t>(Action::{action})].ids[{place}], " \
                         f"index[static_cast<std::size_t>(Action::{action})].ids[{place + 1}]);\n"
        self.after_definition("grants.h", "grants_by_action_in_order = [] {", "}();", f"""
inline const auto grants_by_action = [](auto index) {{
{swaps}  return index;
}}(grants_by_action_in_order);
""")

    def custom_roles(self, rows):
        first = self.bits("custom_role.h: what a custom role may hold", [" ".join(row) for row in rows])
        self.replace("custom_role.h", "assignable_to_custom_roles = [] {", "assignable_of_the_source = [] {")
        self.after_definition("custom_role.h", "assignable_of_the_source = [] {", "}();", f"""
inline const auto assignable_to_custom_roles = mutation::flipped(assignable_of_the_source, {first}, grant_count);
""")

    def guards(self, actions):
        swaps = self.guard_swaps()
        for name in ["end_membership", "denied_to_keys"]:
            self.named_set("guards.cc", f"constexpr ActionSet {name}", "ActionSet", actions)
        guards = self.names("guards.cc", r"\n    Guard\{Rule::(\w+), ")
        first = [self.bits(f"guards.cc: the guard {number}, {guard}, is for", actions) for number, guard in enumerate(guards)][0]
        self.replace("guards.cc", "constexpr std::array request_guards{", "const std::array request_guards_of_the_source{")
        self.after_definition("guards.cc", "request_guards_of_the_source{", "};", f"""
const auto request_guards = [](auto rows) {{
{swaps}  return rows;
}}(mutation::flipped_rows(request_guards_of_the_source, &Guard::actions, {first}, action_count));
""")

    def guard_swaps(self) -> str:
        """Of neighbours that are for a common action and name different rules; the order of others says nothing."""
        text = self.text["guards.cc"]
        found = re.findall(r"\n    Guard\{Rule::(\w+), ((?:ActionSet)?\{[^}]*\}|[\w:]+(?:\(\))?), \w+\},", text)
        if len(found) != text.count("\n    Guard{Rule::"):
            raise SystemExit("guards.cc has changed its shape: a guard's actions are not found")
        rules, sets = [rule for rule, _ in found], [said for _, said in found]
        named = {name: set(re.findall(r"Action::(\w+)", found)) for name, found
                 in re.findall(r"constexpr ActionSet (\w+)(\{[^;]*\});", text)}
        every = set(re.findall(r"\{Action::(\w+), \"", self.text["action.h"]))
        actions = [every if said == "ActionSet::all()" else named.get(said) or set(re.findall(r"Action::(\w+)", said)) for said in sets]
        swaps = ""
        for place in range(len(rules) - 1):
            if rules[place] != rules[place + 1] and actions[place] & actions[place + 1]:
                number = self.new("guards.cc", f"swaps the guards {rules[place]} and {rules[place + 1]}")
                swaps += f"  if (mutation::is({number})) std::swap(rows[{place}], rows[{place + 1}]);\n"
        return swaps

    def remedies(self):
        """Each remedy names another action, or another person."""
        text = self.text["remedy.cc"]
        def with_another(found):
            person, words, action = found[1], found[2], found[3]
            other = "by_author" if person == "by_clinician" else "by_clinician"
            names_other = self.new("remedy.cc", f"names another person: {words}")
            names_action = self.new("remedy.cc", f"names another action: {words}")
            return f"(mutation::is({names_other}) ? {other} : {person})({words}, " \
                   f"mutation::is({names_action}) ? Action::audit_export : {action})"
        self.text["remedy.cc"] = re.sub(r'\b(by_holders|by_clinician|by_author)\(\s*("[^"]*"),\s*([\w:.]+)\)', with_another, text)

    def settings(self, features):
        """Each setting needs another feature, or none."""
        start = "feature_for_setting(Setting setting) {\n"
        text = self.text["catalog.h"]
        cases = re.findall(r"((?:\s*case Setting::\w+:)+)\s*return ([\w:]+);", text[text.index(start):])
        mutants = ""
        for labels, needed in cases:
            others = [other for other in ["std::nullopt", *(f"Feature::{feature}" for feature in features)] if other != needed]
            for setting, other in itertools.product(re.findall(r"Setting::\w+", labels), others):
                number = self.new("catalog.h", f"lets {setting} need {other}")
                mutants += f"  if (mutation::is({number}) && setting == {setting}) return {other};\n"
        self.replace("catalog.h", start, start + mutants)

    def named_set(self, name: str, definition: str, kind: str, names: list[str]):
        found = re.search(re.escape(definition) + r"(\{[^;]*\});", self.text[name])
        first = self.bits(f"{name}: {definition.split()[-1]}", names)
        start = definition.replace("inline constexpr", "inline const").replace("constexpr", "const")
        self.text[name] = self.text[name].replace(found[0], f"{start} = mutation::flipped({kind}{found[1]}, {first}, {len(names)});")

    def make_dynamic(self):
        """What is computed from the tables is computed when the program starts, since a mutant can be awake then."""
        for name, text in self.text.items():
            text = re.sub(r"(?m)^( *(?:inline |static )?)constexpr (.* = \[\] \{)$", r"\1const \2", text)
            self.text[name] = text.replace("inline const std::array<Grant,", "inline constexpr std::array<Grant,")
        for name in ["question.h", "grants.h", "custom_role.h", "reach.h", "guards.h", "catalog.h"]:
            self.text[name] = self.text[name].replace("[[nodiscard]] constexpr", "[[nodiscard]] inline")
        self.text["grants.h"] = re.sub(r"\[\[nodiscard\]\] inline (const GrantId\* (begin|end))", r"[[nodiscard]] constexpr \1",
                                       self.text["grants.h"])

    # -- conditions --------------------------------------------------------------------------------------------------------

    def conditions(self):
        for name in CONDITIONS_IN:
            self.text[name] = Conditions(self, name, self.text[name]).rewritten()


def masked(text: str) -> str:
    """Comments and strings blanked out, every other character in its place."""
    return re.sub(r'//[^\n]*|"(?:[^"\\\n]|\\.)*"', lambda found: " " * len(found[0]), text)


def closing(text: str, at: int) -> int:
    depth = 0
    for place in range(at, len(text)):
        depth += text[place] in "([{"
        depth -= text[place] in ")]}"
        if depth == 0:
            return place
    raise SystemExit("a parenthesis stays open")


def split(code: str, separator: str) -> list[str]:
    """At each separator that stands in no parenthesis."""
    parts, depth, start, hidden = [], 0, 0, masked(code)
    for place, letter in enumerate(hidden):
        depth += letter in "([{"
        depth -= letter in ")]}"
        if depth == 0 and hidden.startswith(separator, place) and place >= start:
            parts.append(code[start:place])
            start = place + len(separator)
    return parts + [code[start:]]


class Conditions:
    def __init__(self, rewriter: Rewriter, name: str, text: str):
        self.rewriter, self.name, self.text, self.hidden = rewriter, name, text, masked(text)

    def rewritten(self) -> str:
        edits = self.ifs() + self.returns() + self.dropped_calls()
        text = self.text
        for start, end, code in sorted(edits, reverse=True):
            text = text[:start] + code + text[end:]
        return text

    def new(self, at: int, change: str) -> int:
        return self.rewriter.new(f"{self.name}:{self.text.count(chr(10), 0, at) + 1}", " ".join(change.split()))

    def ifs(self):
        edits = []
        for found in re.finditer(r"\bif \(", self.hidden):
            start, end = found.end(), closing(self.hidden, found.end() - 1)
            code = self.text[start:end]
            if " = " in code:
                number = self.new(start, f"drops the question `{code}`")
                edits.append((found.start(), found.end(), f"if (mutation::is({number})) {{}} else if ("))
            else:
                edits.append((start, end, self.condition(code, start)))
        return edits

    def returns(self):
        """And what is assigned where it compares. Where a lambda stands in it, what that returns is changed in its place."""
        edits = []
        for found in re.finditer(r"\breturn |\bconst bool \w+ = |\b[a-z][\w.]+ = ", self.hidden):
            start = found.end()
            end = start + len(split(self.hidden[start:], ";")[0])
            code = self.text[start:end]
            if ";" in self.hidden[start:end] or self.is_in_condition(start):
                continue
            is_bool = found[0].startswith("const bool") or found[0] == "return " and self.is_in_bool_function(found.start())
            if len(split(code, " ? ")) > 1:
                edits.append((start, end, self.choices(code, start)))
            elif is_bool or self.compares(code):
                edits.append((start, end, self.condition(code, start)))
        return edits

    def is_in_condition(self, at: int) -> bool:
        """Of an `if`, which is changed as a whole."""
        return any(found.end() <= at < closing(self.hidden, found.end() - 1) for found in re.finditer(r"\bif \(", self.hidden))

    def choices(self, code: str, at: int) -> str:
        """`a ? x : b ? y : z`, each condition changed."""
        head, *rest = split(code, " ? ")
        rewritten = self.condition(head, at)
        for part in rest[:-1]:
            *chosen, condition = split(part, " : ")
            rewritten += " ? " + " : ".join(chosen) + " : " + self.condition(condition, at)
        return rewritten + " ? " + rest[-1]

    @staticmethod
    def compares(code: str) -> bool:
        """Whether what a lambda returns, or what is assigned, is certainly true or false."""
        return any(len(split(code, operator)) > 1 for operator in [" && ", " || ", " == ", " != "])

    def dropped_calls(self):
        edits = []
        for found in re.finditer(r"(?m)^ +(\w+\.(?:add|remove)\([^;{}]*\);)$", self.hidden):
            start, end = found.span(1)
            number = self.new(start, f"drops `{self.text[start:end]}`")
            edits.append((start, start, f"if (!mutation::is({number})) "))
        return edits

    def is_in_bool_function(self, at: int) -> bool:
        """A lambda inside one is not one."""
        header = r"(?m)^(?:\[\[nodiscard\]\] )?(?:inline |constexpr )*([\w:<>]+) \w+\([^;{}]*\) \{|\[[&=\w]*\](?:\([^()]*\))? \{"
        around = [found for found in re.finditer(header, self.hidden[:at]) if closing(self.hidden, found.end() - 1) > at]
        return bool(around) and around[-1][1] == "bool"

    def condition(self, code: str, at: int) -> str:
        """Drops each operand in turn; a condition of one operand becomes true and false."""
        if code.strip() in {"true", "false"}:
            other = "false" if code.strip() == "true" else "true"
            return self.either(code, other, at)
        if len(split(code, " || ")) == 1 and len(split(code, " && ")) == 1:
            return self.either(self.either(self.operand(code, at), "true", at, code), "false", at, code)
        return self.operand(code, at)

    def either(self, code: str, constant: str, at: int, said: str = "") -> str:
        number = self.new(at, f"makes `{said or code}` {constant}")
        return f"(mutation::is({number}) ? {constant} : static_cast<bool>({code}))"

    def operand(self, code: str, at: int) -> str:
        for separator, constant in [(" || ", "false"), (" && ", "true")]:
            parts = split(code, separator)
            if len(parts) > 1:
                return separator.join(self.either(self.operand(part, at), constant, at, part) for part in parts)
        bare = code.strip()
        for opening in ["(", "!("]:
            if bare.startswith(opening) and closing(masked(bare), len(opening) - 1) == len(bare) - 1:
                return opening + self.operand(bare[len(opening):-1], at) + ")"
        for old, new in [(" >= ", " > "), (" > ", " >= "), (" < ", " <= ")]:
            parts = split(code, old)
            if len(parts) == 2:
                number = self.new(at, f"makes `{code}` compare with{new.rstrip()}")
                return f"(mutation::is({number}) ? ({parts[0]}{new}{parts[1]}) : ({code}))"
        return code
