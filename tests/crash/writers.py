"""Clients that write without pause until the server is gone, and remember what it acknowledged."""
import http.client
import threading

from live.connection import Connection, Request

ROLE_SETS = (["clinician"], ["assistant"], ["clinician", "administrator"], ["template_manager"])


class Fact:
    """A value with one writer: what was acknowledged last, and what was asked for and never answered."""

    def __init__(self, value):
        self.acknowledged = value
        self.asked = []

    def allows(self, value):
        return value == self.acknowledged or value in self.asked


class Writer(threading.Thread):
    """`step(number)` makes one change; a refusal ends the test."""

    def __init__(self, clinic, owner, name):
        super().__init__(name=name)
        self.clinic = clinic
        self.owner = owner
        self.changes = 0
        self.unexpected = None
        self.connection = None

    def run(self):
        try:
            self.connection = Connection(self.clinic.server.origin)
            while True:
                self.step(self.changes)
        except (OSError, http.client.HTTPException):
            pass  # the server is gone
        except Exception as problem:  # noqa: BLE001 the test tells it
            self.unexpected = problem
        finally:
            if self.connection:
                self.connection.close()

    def done(self, request):
        """The answer of a change; counts it."""
        answer = self.connection.ask(request)
        if answer.status >= 500:
            raise ConnectionError("the database is gone")
        if not answer.is_done:
            raise AssertionError(f"{request.method} {request.path}: {answer.status} {answer.body.decode()}")
        self.changes += 1
        return answer

    def changes_fact(self, fact, value, request):
        fact.asked = [value]
        self.done(request)
        fact.acknowledged, fact.asked = value, []

    def step(self, number):
        raise NotImplementedError


class Inviter(Writer):
    """Adds members; may add one more than it knows."""

    def __init__(self, clinic, owner, name):
        super().__init__(clinic, owner, name)
        self.invited = {}  # member -> address

    def step(self, number):
        address = f"{self.name}.{number}@clinic.example"
        body = {"email": address, "roles": ["clinician"]}
        added = self.done(self.owner.asks("POST", self.clinic.path("/members"), body)).json
        self.invited[added["id"]] = address


class Editor(Writer):
    """Changes roles and title of one member in turn."""

    def __init__(self, clinic, owner, name, member):
        super().__init__(clinic, owner, name)
        self.member = member
        self.roles = Fact(["clinician"])
        self.title = Fact("")

    def step(self, number):
        if number % 2 == 0:
            roles = ROLE_SETS[(number // 2 + 1) % len(ROLE_SETS)]
            path = self.clinic.member_path(self.member, "/roles")
            self.changes_fact(self.roles, sorted(roles), self.owner.asks("PUT", path, {"roles": roles}))
        else:
            title = f"Title {number}"
            path = self.clinic.member_path(self.member)
            self.changes_fact(self.title, title, self.owner.asks("PATCH", path, {"title": title}))


class Settler(Writer):
    """Changes the footer of the team's settings."""

    def __init__(self, clinic, owner, name):
        super().__init__(clinic, owner, name)
        self.footer = Fact("")

    def step(self, number):
        footer = f"Footer {number}"
        request = self.owner.asks("PATCH", self.clinic.path("/settings"), {"content_footer": footer})
        self.changes_fact(self.footer, footer, request)


class Suspender(Writer):
    """Suspends and reactivates one member, who loses and takes a seat each time."""

    def __init__(self, clinic, owner, name, member):
        super().__init__(clinic, owner, name)
        self.member = member
        self.status = Fact("active")

    def step(self, number):
        deed, status = (("suspend", "suspended"), ("reactivate", "active"))[number % 2]
        request = self.owner.asks("POST", self.clinic.member_path(self.member, f"/{deed}"))
        self.changes_fact(self.status, status, request)


class Joiner(Writer):
    """Accepts invitations that were mailed before, as newcomers."""

    def __init__(self, clinic, owner, name, links):
        super().__init__(clinic, owner, name)
        self.links = list(links)  # (member, token)
        self.joined = set()

    def step(self, number):
        if number == len(self.links):
            raise ConnectionError("everybody has joined")
        member, token = self.links[number]
        body = {"name": "New Person", "password": "a quiet harbour at dawn"}
        self.done(Request("POST", f"/api/v1/invitations/{token}/accept", body))
        self.joined.add(member)


class PlanChanger(Writer):
    """Goes from plan to plan and between months and years, which posts the rests of terms and begins new ones."""

    CHOICES = (("enterprise", "month"), ("enterprise", "year"), ("together", "month"), ("enterprise", "month"), ("together", "year"))

    def step(self, number):
        plan, interval = self.CHOICES[number % len(self.CHOICES)]
        self.done(self.owner.asks("PUT", self.clinic.path("/billing/subscription"), {"plan": plan, "interval": interval}))


class Payer(threading.Thread):
    """The operator, who marks the invoices of a team paid, each twice, in commands of their own beside the server."""

    def __init__(self, server, team, numbers):
        super().__init__()
        self.server = server
        self.team = team
        self.numbers = numbers

    def run(self):
        for number in self.numbers:
            for _ in range(2):
                self.server.try_command("billing", "mark-paid", self.team, str(number), "--reference", f"{self.team}-{number}")
