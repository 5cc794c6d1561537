"""kill -9 under write load: nothing acknowledged is lost, nothing is half done, and the server starts again by itself."""
import time
import unittest

from crash.clinical_writers import NoteWriter, Recorder
from crash.replay import comparable, members_told_by
from crash.writers import Editor, Inviter, Joiner, Settler, Suspender
from live.clinic import PASSWORD, Clinic
from live.postgres import Cluster
from live.rounds import chance, new_seed, rounds
from live.server import Server

EVERY_STATE = ("invited", "active", "suspended", "declined", "revoked", "expired", "removed")


class Round:
    """A team of its own, with writers on it."""

    def __init__(self, clinic, owner, number):
        self.clinic = clinic
        self.owner = owner
        self.number = number
        clinic.create_team(owner, f"Clinic {number}")
        suspended = clinic.add_newcomer(owner, "Sam Suspended", f"sam{number}@clinic.example", ["clinician"])
        colleague = clinic.add_newcomer(owner, "Nora Notes", f"nora{number}@clinic.example", ["clinician"])
        edited = [clinic.invite(owner, f"ed{number}.{which}@clinic.example", ["clinician"])[0] for which in range(2)]
        links = [clinic.invite(owner, f"new{number}.{which}@clinic.example", ["clinician"]) for which in range(5)]
        self.inviters = [Inviter(clinic, owner, f"inviter{number}.{which}") for which in range(2)]
        self.editors = [Editor(clinic, owner, f"editor{which}", member) for which, member in enumerate(edited)]
        self.settler = Settler(clinic, owner, "settler")
        self.suspender = Suspender(clinic, owner, "suspender", suspended.member)
        self.joiner = Joiner(clinic, owner, "joiner", links)
        self.recorder = Recorder(clinic, owner, "recorder")
        self.note_writer = NoteWriter(clinic, owner, "note writer", colleague)
        self.writers = [*self.inviters, *self.editors, self.settler, self.suspender, self.joiner, self.recorder, self.note_writer]

    def write_for(self, seconds):
        """Ends with the writers at work."""
        for writer in self.writers:
            writer.start()
        time.sleep(seconds)

    def end(self):
        """When the server is gone. The number of acknowledged changes."""
        for writer in self.writers:
            writer.join()
            if writer.unexpected:
                raise writer.unexpected
        return sum(writer.changes for writer in self.writers)

    def check(self):
        members = self.clinic.members(self.owner, EVERY_STATE)
        self.clinic.check_one_owner(members)
        self.clinic.check_seats(self.owner, members)
        self.check_acknowledged(members)
        self.check_mails(members)
        self.recorder.check()
        self.note_writer.check()
        told = members_told_by(self.clinic.check_audit())
        found = {name: comparable(member) for name, member in members.items() if not member["owner"]}
        assert told == found, f"audit and members differ: {differences(told, found)}"

    def check_acknowledged(self, members):
        for inviter in self.inviters:
            lost = [address for member, address in inviter.invited.items() if member not in members]
            assert not lost, f"invited and lost: {lost}"
        for editor in self.editors:
            roles, title = sorted(members[editor.member]["roles"]), members[editor.member]["title"]
            assert editor.roles.allows(roles), f"roles {roles}, acknowledged {editor.roles.acknowledged}"
            assert editor.title.allows(title), f"title {title}, acknowledged {editor.title.acknowledged}"
        footer = self.clinic.done(self.owner.asks("GET", self.clinic.path("/settings"))).json["content_footer"]
        assert self.settler.footer.allows(footer), f"footer {footer}, acknowledged {self.settler.footer.acknowledged}"
        status = members[self.suspender.member]["status"]
        assert self.suspender.status.allows(status), f"{status}, acknowledged {self.suspender.status.acknowledged}"
        outside = [member for member in self.joiner.joined if members[member]["status"] != "active"]
        assert not outside, f"joined and outside: {outside}"

    def check_mails(self, members):
        """What is said to be sent is a file."""
        for member in members.values():
            if member["invitation"] and member["invitation"]["mail"] == "sent":
                assert self.clinic.server.mails.has_mail_to(member["email"]), f"no mail to {member['email']}"


def differences(told, found):
    return [(name, told.get(name), found.get(name)) for name in told.keys() | found.keys() if told.get(name) != found.get(name)]


class KillTest(unittest.TestCase):
    def run_rounds(self, server, how_many, kill):
        """`kill(round number)` ends the server under load and starts it again."""
        clinic = Clinic(server)
        self.addCleanup(clinic.close)
        owner = clinic.register("Olga", "olga@clinic.example")
        seed = new_seed()
        acknowledged = 0
        for number in range(how_many):
            with self.subTest(seed=seed, round=number):
                running = Round(clinic, owner, number)
                running.write_for(chance(seed, number).uniform(0.05, 0.6))
                kill(number)
                acknowledged += running.end()
                clinic.reconnect()
                running.check()
                continue
            return
        self.assertGreater(acknowledged, how_many, "hardly anything was written")

    def test_a_killed_server_loses_nothing_that_it_acknowledged_on_sqlite(self):
        server = Server()
        self.addCleanup(server.close)

        def kill(_):
            server.kill()
            server.start()

        self.run_rounds(server, rounds(15, 150), kill)

    def test_a_command_of_the_operator_beside_the_server_costs_no_later_change(self):
        server = Server()
        self.addCleanup(server.close)
        clinic = Clinic(server)
        self.addCleanup(clinic.close)
        owner = clinic.register("Olga", "olga@clinic.example")
        server.command("user", "create", "ops@clinic.example", "Ops", typed=PASSWORD + "\n")
        clinic.create_team(owner, "North Clinic")
        server.kill()
        server.start()
        clinic.reconnect()
        self.assertEqual(clinic.done(owner.asks("GET", clinic.path())).json["name"], "North Clinic")

    def test_a_killed_server_and_a_stopped_database_lose_nothing_acknowledged_on_postgresql(self):
        cluster = Cluster()
        self.addCleanup(cluster.close)
        server = Server(cluster.new_database())
        self.addCleanup(server.close)

        def kill_both():
            cluster.stop_at_once()
            server.kill()
            cluster.start()
            server.start()

        def kill_server():
            server.kill()
            server.start()

        def stop_database():
            """The server stays, answers 5xx, and finds the database again."""
            cluster.stop_at_once()
            cluster.start()

        variants = [kill_server, kill_both, stop_database]
        self.run_rounds(server, rounds(5, 50), lambda number: variants[number % 3]())
