"""A clinic on each store for tests that race: chance by the round, the seed of a round that failed."""
import unittest

from live.clinic import Clinic
from live.connection import at_once
from live.postgres import Cluster
from live.rounds import chance, new_seed, rounds
from live.server import Server


class RaceTest(unittest.TestCase):
    """Subclasses make their people in `set_up_clinic`; `on_both_stores` makes the two classes that run."""

    store = None  # sqlite or postgresql

    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster() if cls.store == "postgresql" else None
        if cls.cluster:
            cls.addClassCleanup(cls.cluster.close)
        cls.server = Server(cls.cluster.new_database() if cls.cluster else "sqlite")
        cls.addClassCleanup(cls.server.close)
        cls.clinic = Clinic(cls.server)
        cls.addClassCleanup(cls.clinic.close)
        cls.set_up_clinic()

    @classmethod
    def set_up_clinic(cls):
        raise NotImplementedError

    def at_once(self, *requests, spread=0.0):
        """The answers; `spread`: over how many seconds chance lays the requests, where one of them has a password to check."""
        return at_once(self.server.origin, requests, self.chance, spread)

    def race(self, one_round):
        """`one_round(round number)`, 50 times or 500."""
        seed = new_seed()
        for number in range(rounds(50, 500)):
            self.chance = chance(seed, number)
            with self.subTest(seed=seed, round=number):
                one_round(number)
                continue
            return  # a failed round leaves the clinic in a state that the next one does not expect


def on_both_stores(test_class, module):
    for store in ("sqlite", "postgresql"):
        name = f"{test_class.__name__}_on_{store}"
        module[name] = type(name, (test_class,), {"store": store, "__module__": test_class.__module__})
    del module[test_class.__name__]
