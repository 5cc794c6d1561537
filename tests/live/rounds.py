"""How often races and kills are run, and where their chance comes from. Knows nothing of what races."""
import os
import random
import secrets


def rounds(usual, long):
    """`usual` rounds in `make test`, `long` ones in `make test-long`, which sets ROLECALL_ROUNDS=long."""
    return long if os.environ.get("ROLECALL_ROUNDS") == "long" else usual


def new_seed():
    """A failing round prints its seed; ROLECALL_SEED repeats it."""
    return os.environ.get("ROLECALL_SEED") or secrets.token_hex(8)


def chance(seed, round_number):
    return random.Random(f"{seed}/{round_number}")
