#!/usr/bin/env python3
"""Does the suite of the policy notice every change to it? Prints the score and the mutants that survive.

    tools/mutate_policy.py [--jobs N] [--only TEXT] [--keep FOLDER]

Builds one program from a rewritten copy of src/policy and the tests in tests/policy, in a temporary folder, and runs it once for
each mutant. A mutant is killed when a test fails, the program crashes, or a part runs longer than ten times as long as without
a mutant; those are counted apart.
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

from policy_mutants import Mutant, Rewriter

ROOT = pathlib.Path(__file__).resolve().parent.parent
# The proofs with z3 and the worlds of the store have programs of their own; see docs/verification.md.
NOT_OF_THE_SUITE = ("proof_", "reachable_", "allocation_")
LIBRARIES = ["-lyaml-cpp", "-lgmock", "-lgtest_main", "-lgtest", "-lsodium", "-lutf8proc", "-lssl", "-lcrypto", "-lspdlog", "-lfmt"]
# The quick ones first: nearly every mutant dies in the first one.
PHASES = [("cases drawn at random", "SecondFormulation.*Drawn*"),
          ("what is said about the rows", "Sentences.*"),
          ("the other tests", "-Sentences.*:SecondFormulation.*Drawn*:SecondFormulation.*WholeSpace*:ExplanationsAreTrue.*"),
          ("explanations", "ExplanationsAreTrue.*"),
          ("the whole space", "SecondFormulation.*WholeSpace*")]
LEAST_PATIENCE_S = 60
TOO_LONG = "running ten times as long"
EQUIVALENT = ROOT / "tools/policy_mutants_equivalent.txt"


def build(folder: pathlib.Path, base: pathlib.Path) -> tuple[pathlib.Path, list[Mutant]]:
    source = folder / "src"
    source.mkdir(parents=True)
    shutil.copytree(ROOT / "src/policy", source / "policy")
    shutil.copytree(ROOT / "tests/policy", folder / "tests/policy")
    for box in ["base", "model"]:
        (source / box).symlink_to(ROOT / "src" / box)
    mutants = Rewriter(source / "policy").run()
    tests = [path for path in sorted((folder / "tests/policy").rglob("*.cc")) if not path.name.startswith(NOT_OF_THE_SUITE)]
    files = sorted((source / "policy").glob("*.cc")) + tests
    compiler = (["ccache"] if shutil.which("ccache") else []) + [os.environ.get("CXX", "g++")]
    objects = []
    for number, file in enumerate(files):
        print(f"\rcompiling {number + 1} of {len(files)}", end="", file=sys.stderr, flush=True)
        objects.append(str(folder / f"{number}.o"))
        subprocess.run([*compiler, "-std=c++23", "-O1", "-w", f"-I{source}", f"-I{folder}/tests", f'-DROLECALL_SOURCE_DIR="{ROOT}"',
                        "-c", str(file), "-o", objects[-1]], check=True)
    print(file=sys.stderr)
    program = folder / "policy_tests"
    subprocess.run([compiler[-1], *objects, str(base), "-o", str(program), *LIBRARIES], check=True)
    return program, mutants


def without_equivalent(mutants: list[Mutant]) -> list[Mutant]:
    """Leaves out what the file lists as `place: change`, each followed by its reason; a line for no mutant is an error."""
    lines = [line.strip() for line in EQUIVALENT.read_text().splitlines() if line and not line.startswith(("#", " "))]
    name = {mutant.number: re.sub(r":\d+$", "", mutant.place) + f": {mutant.change}" for mutant in mutants}
    found = collections.Counter(name.values())
    unclear = [line for line in lines if found[line] != 1]
    if unclear:
        raise SystemExit(f"{EQUIVALENT.name} lists what is not exactly one mutant: {unclear}")
    print(f"{sum(name[mutant.number] in lines for mutant in mutants)} mutants change no answer, see {EQUIVALENT.name}")
    return [mutant for mutant in mutants if name[mutant.number] not in lines]


def outcome_of(program: pathlib.Path, tests: str, mutant: int, core: int, patience_s: float | None = None) -> str:
    """`passed`, `failed` or `ran too long`."""
    environment = {**os.environ, "POLICY_MUTANT": str(mutant)}
    environment.pop("ROLECALL_REGENERATE", None)
    try:
        ran = subprocess.run([program, f"--gtest_filter={tests}", "--gtest_fail_fast", "--gtest_brief=1"], env=environment,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=patience_s,
                             preexec_fn=lambda: os.sched_setaffinity(0, {core}))
        return "failed" if ran.returncode else "passed"
    except subprocess.TimeoutExpired:
        return "ran too long"


def patience_with(program: pathlib.Path) -> dict[str, float] | None:
    """Seconds for each phase: ten times what it takes without a mutant; none when the suite fails by itself."""
    patience = {}
    for name, tests in PHASES:
        start = time.monotonic()
        if outcome_of(program, tests, -1, min(os.sched_getaffinity(0))) != "passed":
            return None
        patience[name] = max(LEAST_PATIENCE_S, 10 * (time.monotonic() - start))
    return patience


def killer_of(program: pathlib.Path, mutant: Mutant, cores: "collections.deque[int]", patience: dict[str, float]) -> str | None:
    core = cores.popleft()
    try:
        for name, tests in PHASES:
            outcome = outcome_of(program, tests, mutant.number, core, patience[name])
            if outcome != "passed":
                return name if outcome == "failed" else TOO_LONG
        return None
    finally:
        cores.append(core)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    arguments.add_argument("--base", type=pathlib.Path, default=ROOT / "build/src/librolecall_base.a", help="the library of src/base")
    arguments.add_argument("--only", default="", help="only mutants whose place or change holds this text")
    arguments.add_argument("--keep", type=pathlib.Path, help="build here and leave it")
    options = arguments.parse_args()
    folder = options.keep or pathlib.Path(tempfile.mkdtemp(prefix="policy-mutants-"))
    try:
        program, mutants = build(folder, options.base)
        mutants = without_equivalent(mutants)
        mutants = [mutant for mutant in mutants if options.only in f"{mutant.place}: {mutant.change}"]
        if not mutants:
            raise SystemExit(f"no mutant holds `{options.only}`")
        patience = patience_with(program)
        if not patience:
            print("the suite fails without any mutant", file=sys.stderr)
            return 2
        return report(program, mutants, options.jobs, patience)
    finally:
        if not options.keep:
            shutil.rmtree(folder)


def report(program: pathlib.Path, mutants: list[Mutant], jobs: int, patience: dict[str, float]) -> int:
    cores = collections.deque(sorted(os.sched_getaffinity(0))[:jobs])
    killers, survivors = collections.Counter(), []
    with concurrent.futures.ThreadPoolExecutor(len(cores)) as pool:
        for done, (mutant, killer) in enumerate(zip(mutants, pool.map(lambda m: killer_of(program, m, cores, patience), mutants)), 1):
            killers[killer] += killer is not None
            if killer is None:
                survivors.append(mutant)
                print(f"survives: {mutant.place}: {mutant.change}", flush=True)
            if done % 100 == 0:
                print(f"{done} of {len(mutants)}, {len(survivors)} survive", file=sys.stderr, flush=True)
    for name in [name for name, _ in PHASES] + [TOO_LONG]:
        print(f"killed by {name}: {killers[name]}")
    killed = len(mutants) - len(survivors)
    print(f"mutation score: {killed} of {len(mutants)}, {100 * killed / len(mutants):.2f} %")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
