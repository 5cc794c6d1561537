#!/usr/bin/env python3
"""Holds the boxes of ARCHITECTURE.md to their one-way includes, and SQL to store/."""
import pathlib
import re
import sys

ALLOWED = {
    "base": {"base"},
    "model": {"base", "model"},
    "policy": {"base", "model", "policy"},
    "billing": {"base", "model", "billing"},
    "audit": {"base", "model", "audit"},
    "clinical": {"base", "model", "clinical"},
    "store": {"base", "model", "policy", "billing", "audit", "store"},
    "service": {"base", "model", "policy", "billing", "audit", "clinical", "store", "service"},
    "mail": {"base", "model", "store", "mail"},
    "http": {"base", "model", "policy", "billing", "audit", "clinical", "store", "service", "http"},
    "cli": {"base", "model", "policy", "billing", "audit", "clinical", "store", "service", "mail", "http", "cli"},
}
PURE = {"policy", "billing", "audit", "clinical"}
IMPURE = re.compile(r'"base/(clock|log)\.h"|<(fstream|iostream|chrono|thread|mutex)>')
STORE_ONLY = re.compile(r'"store/(connection|sql|row_columns)\.h"|<(sqlite3|libpq-fe)\.h>')
SQL = re.compile(r'"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s')
INCLUDE = re.compile(r'#include "([a-z_]+)/')


def problems(source: pathlib.Path):
    for path in sorted(source.rglob("*")):
        if path.suffix not in {".cc", ".h"} or path.name == "main.cc":
            continue
        box = path.relative_to(source).parts[0]
        for number, line in enumerate(path.read_text().splitlines(), 1):
            place = f"{path}:{number}"
            included = INCLUDE.match(line)
            if included and included[1] not in ALLOWED[box]:
                yield f"{place}: {box}/ may not include {included[1]}/"
            if box in PURE and line.startswith("#include") and IMPURE.search(line):
                yield f"{place}: {box}/ is pure and may not include this"
            if box != "store" and line.startswith("#include") and STORE_ONLY.search(line):
                yield f"{place}: only store/ may include this"
            if box not in {"store"} and SQL.search(line):
                yield f"{place}: no SQL outside store/"


def main() -> int:
    found = list(problems(pathlib.Path(__file__).resolve().parent.parent / "src"))
    print("\n".join(found) or "includes go one way")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
