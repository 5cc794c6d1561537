"""People who are signed in, and a team of them, as the API shows it."""
import datetime
import time

from live.connection import Connection, Request

IDLE = 5  # seconds, well below what the server allows
PASSWORD = "a quiet harbour at dawn"
CURRENT = ("invited", "active", "suspended")


class Person:
    """Somebody with an account and a login of it."""

    def __init__(self, name, address, cookie):
        self.name = name
        self.address = address
        self.cookie = cookie
        self.member = None  # in the team of the test

    def asks(self, method, path, body=None):
        return Request(method, path, body, {"Cookie": f"rolecall_login={self.cookie}"})


def cookie_of(answer):
    return answer.headers["set-cookie"].split("rolecall_login=")[1].split(";")[0]


def in_a_month():
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=30)).isoformat()


class Key:
    """An API key, which asks as its maker."""

    def __init__(self, key):
        self._key = key

    def asks(self, method, path, body=None):
        return Request(method, path, body, {"Authorization": f"Bearer {self._key}"})


class Clinic:
    """A server and one team on it. Every helper fails when the server refuses."""

    def __init__(self, server):
        self.server = server
        self.connection = Connection(server.origin)
        self.last_asked = time.monotonic()
        self.team = None

    def reconnect(self):
        """After the server came back, or when it may have closed an idle connection."""
        self.connection.close()
        self.connection = Connection(self.server.origin)

    def ask(self, request):
        if time.monotonic() - self.last_asked > IDLE:
            self.reconnect()
        answer = self.connection.ask(request)
        self.last_asked = time.monotonic()
        return answer

    def done(self, request):
        answer = self.ask(request)
        if not answer.is_done:
            raise AssertionError(f"{request.method} {request.path} {request.body}: {answer.status} {answer.body.decode()}")
        return answer

    def path(self, rest=""):
        return f"/api/v1/teams/{self.team}{rest}"

    def member_path(self, member, rest=""):
        return self.path(f"/members/{member}{rest}")

    def register(self, name, address):
        body = {"email": address, "name": name, "password": PASSWORD}
        self.done(Request("POST", "/api/v1/auth/register", body))
        token = self.server.mails.take_token(address, "/verify/")
        answer = self.done(Request("POST", "/api/v1/auth/verify", {"token": token, "password": PASSWORD}))
        return Person(name, address, cookie_of(answer))

    def sign_in(self, person):
        body = {"email": person.address, "password": PASSWORD}
        person.cookie = cookie_of(self.done(Request("POST", "/api/v1/auth/login", body)))

    def create_team(self, owner, name):
        """Becomes the team of this clinic."""
        created = self.done(owner.asks("POST", "/api/v1/teams", {"name": name})).json
        self.team = created["id"]
        owner.member = created["my_member"]["id"]

    def invite(self, by, address, roles):
        """The member, and the token of the mailed link; mails of earlier invitations may still come, with dead links."""
        member = self.done(by.asks("POST", self.path("/members"), {"email": address, "roles": roles})).json["id"]
        while True:
            token = self.server.mails.take_token(address, "/invitations/")
            if self.ask(Request("GET", f"/api/v1/invitations/{token}")).is_done:
                return member, token

    def add(self, by, person, roles):
        """Invited and accepted, signed in as the invited address."""
        person.member, token = self.invite(by, person.address, roles)
        self.done(person.asks("POST", f"/api/v1/invitations/{token}/accept"))

    def add_newcomer(self, by, name, address, roles):
        """Invited without an account: the link makes it and signs in."""
        member, token = self.invite(by, address, roles)
        accept = Request("POST", f"/api/v1/invitations/{token}/accept", {"name": name, "password": PASSWORD})
        person = Person(name, address, cookie_of(self.done(accept)))
        person.member = member
        return person

    def key(self, maker, roles):
        body = {"name": "Program", "roles": roles, "expires_at": in_a_month()}
        return Key(self.done(maker.asks("POST", self.path("/api-keys"), body)).json["key"])

    def members(self, by, statuses=CURRENT):
        """Every member in these states, by id."""
        found, cursor = {}, ""
        while True:
            page = self.done(by.asks("GET", self.path(f"/members?limit=200&status={','.join(statuses)}{cursor}"))).json
            found |= {member["id"]: member for member in page["items"]}
            if page["next_cursor"] is None:
                return found
            cursor = f"&cursor={page['next_cursor']}"

    def check_one_owner(self, members):
        owners = [member for member in members.values() if member["owner"]]
        assert len(owners) == 1, f"owners: {owners}"
        assert owners[0]["status"] == "active" and "administrator" in owners[0]["roles"], f"the owner is {owners[0]}"
        return owners[0]["id"]

    def check_seats(self, by, members):
        """The ledger counts the members that have a seat: invited and active ones."""
        seated = sum(member["status"] in ("invited", "active") for member in members.values())
        ledger = self.done(by.asks("GET", self.path("/billing/ledger?limit=1"))).json["items"][0]
        assert ledger["quantity"] == seated, f"the ledger counts {ledger['quantity']} seats, the members are {seated}"

    def check_audit(self):
        """The chain of the team verifies offline; its lines."""
        key = self.done(Request("GET", "/.well-known/rolecall-audit-key.pem")).body.decode()
        export = self.server.command("audit", "export", self.team)
        self.server.verify(export, key)
        return export.splitlines()

    def close(self):
        self.connection.close()
