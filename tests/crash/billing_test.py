"""kill -9 while terms are posted and invoices made: no number is missing or doubled, and every row is billed once."""
import datetime
import re
import time
import unittest

from crash.writers import Inviter, Payer, PlanChanger, Suspender
from live.clinic import Clinic
from live.connection import Request
from live.rounds import chance, new_seed, rounds
from live.server import Server

PATIENCE = 60  # seconds for the jobs of a busy machine


class BillingTest(unittest.TestCase):
    def setUp(self):
        self.server = Server(serve_flags=("--dev-clock",))
        self.addCleanup(self.server.close)
        self.clinic = Clinic(self.server)
        self.addCleanup(self.clinic.close)
        self.owner = self.clinic.register("Olga", "olga@clinic.example")
        self.clinic.create_team(self.owner, "North Clinic")
        self.suspended = self.clinic.add_newcomer(self.owner, "Sam", "sam@clinic.example", ["clinician"]).member

    def test_a_killed_server_numbers_invoices_without_gaps_and_bills_every_row_once(self):
        seed = new_seed()
        with self.subTest(seed=seed):
            for number in range(rounds(12, 120)):
                self.write_and_kill(number, chance(seed, number))
            self.bill_the_rest()
            self.check()

    def write_and_kill(self, number, random):
        """Terms end while the server is away, so that it posts and bills in the moment in which it starts."""
        moves = [11, 60, 60 * 24 * 35, 60 * 24 * 400]
        self.move_clock(moves[number] if number < len(moves) else random.choice([11, *moves]))
        writers = [Inviter(self.clinic, self.owner, f"inviter{number}"), PlanChanger(self.clinic, self.owner, "changer"),
                   Suspender(self.clinic, self.owner, "suspender", self.suspended)]
        payer = Payer(self.server, self.clinic.team, [invoice["number"] for invoice in self.invoices() if invoice["paid_at"] is None])
        for writer in [*writers, payer]:
            writer.start()
        time.sleep(random.uniform(0.02, 0.5))
        self.server.kill()
        for writer in writers:
            writer.join()
            if writer.unexpected:
                raise writer.unexpected
        payer.join()
        for _ in range(random.randrange(3)):  # in the midst of its first jobs
            self.server.start()
            time.sleep(random.uniform(0.0, 0.2))
            self.server.kill()
        self.server.start()
        self.sign_in()
        self.reactivate()

    def sign_in(self):
        self.clinic.reconnect()
        self.clinic.sign_in(self.owner)

    def reactivate(self):
        if self.clinic.members(self.owner)[self.suspended]["status"] == "suspended":
            self.clinic.done(self.owner.asks("POST", self.clinic.member_path(self.suspended, "/reactivate")))

    def move_clock(self, minutes):
        now = self.clinic.done(Request("GET", "/dev/clock")).json["now"]
        later = datetime.datetime.fromisoformat(now) + datetime.timedelta(minutes=minutes)
        self.clinic.done(Request("PUT", "/dev/clock", {"now": later.isoformat()}))
        self.sign_in()

    def invoices(self):
        """All of them, the oldest first."""
        found, cursor = [], ""
        while True:
            page = self.clinic.done(self.owner.asks("GET", self.clinic.path(f"/billing/invoices?limit=200{cursor}"))).json
            found += page["items"]
            if page["next_cursor"] is None:
                return found[::-1]
            cursor = f"&cursor={page['next_cursor']}"

    def bill_the_rest(self):
        """Time until nothing is due any more."""
        self.move_clock(60 * 24 * 40)
        until = time.monotonic() + PATIENCE
        while self.is_anything_due():
            self.assertLess(time.monotonic(), until, "the jobs leave something due")
            time.sleep(0.2)

    def is_anything_due(self):
        """An invoice, or the seats of invitations that have expired."""
        coming = self.clinic.done(self.owner.asks("GET", self.clinic.path("/billing/next-invoice"))).json
        if coming["at"] <= self.clinic.done(Request("GET", "/dev/clock")).json["now"]:
            return True
        ledger = self.clinic.done(self.owner.asks("GET", self.clinic.path("/billing/ledger?limit=1"))).json["items"][0]
        members = self.clinic.members(self.owner).values()
        return ledger["quantity"] != sum(member["status"] in ("invited", "active") for member in members)

    def check(self):
        invoices = self.invoices()
        self.assertGreater(len(invoices), 1, "hardly anything was billed")
        self.assertEqual([invoice["number"] for invoice in invoices], list(range(1, len(invoices) + 1)))
        for invoice in invoices:
            lines = self.clinic.done(self.owner.asks("GET", self.clinic.path(f"/billing/invoices/{invoice['id']}"))).json["lines"]
            self.assertEqual(sum(line["amount_minor"] for line in lines), invoice["total_minor"])
        self.clinic.check_seats(self.owner, self.clinic.members(self.owner))
        compared = self.server.command("billing", "reconcile")
        self.assertTrue(re.search(r"1 teams, 0 differences, 0 repaired, 0 known\.", compared), compared)


if __name__ == "__main__":
    unittest.main()
