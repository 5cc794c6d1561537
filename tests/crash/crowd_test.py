"""200 connections that never finish and bodies of 20 MB: a well-behaved client is still answered."""
import threading
import time
import unittest

from live.clinic import Clinic
from live.connection import Connection
from live.server import Server

SLOW = 200
HUGE = 20_000_000
PATIENCE = 5  # seconds that a well-behaved request may take while it lasts, on a busy machine


class CrowdTest(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.close)
        self.clinic = Clinic(self.server)
        self.addCleanup(self.clinic.close)

    def connect(self):
        connection = Connection(self.server.origin)
        self.addCleanup(connection.close)
        return connection

    def crowd(self):
        """Silent ones, headers and bodies that stop in the middle, and readers that never read."""
        beginnings = [
            b"",
            b"GET /api/v1/me HTTP/1.1\r\nHost: a\r\nX-Slow:",
            f"POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nOrigin: {self.server.origin}\r\nContent-Type: application/json\r\n"
            "Content-Length: 60000\r\n\r\n{".encode(),
            b"GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n" * 20,
        ]
        for number in range(SLOW):
            self.connect().socket.sendall(beginnings[number % len(beginnings)])

    def test_a_well_behaved_client_is_answered_beside_200_slow_connections_and_bodies_of_20_mb(self):
        owner = self.clinic.register("Olga", "olga@clinic.example")
        self.crowd()
        refusals = []
        floods = [threading.Thread(target=self.flood, args=(owner, announced, refusals)) for announced in (True, False) * 4]
        for flood in floods:
            flood.start()
        self.clinic.reconnect()
        self.clinic.create_team(owner, "North Clinic")
        for number in range(50):
            begun = time.monotonic()
            self.clinic.done(owner.asks("GET", "/api/v1/me"))
            self.clinic.done(owner.asks("PATCH", self.clinic.path(), {"name": f"Clinic {number}"}))
            self.assertLess(time.monotonic() - begun, PATIENCE)
        self.clinic.sign_in(owner)
        for flood in floods:
            flood.join()
        self.assertEqual(set(refusals), {413})

    def flood(self, person, announced, refusals):
        """20 MB of somebody in one body, with its length or in chunks; what came back, if the server let it be read."""
        length = f"Content-Length: {HUGE}" if announced else "Transfer-Encoding: chunked"
        head = (f"POST /api/v1/teams HTTP/1.1\r\nHost: a\r\nOrigin: {self.server.origin}\r\nCookie: rolecall_login={person.cookie}\r\n"
                f"Content-Type: application/json\r\n{length}\r\n\r\n")
        piece = b"x" * 65_536 if announced else b"10000\r\n" + b"x" * 65_536 + b"\r\n"
        connection = Connection(self.server.origin)
        connection.socket.sendall(head.encode())
        try:
            for _ in range(HUGE // 65_536):
                connection.socket.sendall(piece)
        except OSError:
            pass  # the server has heard enough
        try:
            connection.expect("POST")
            refusals.append(connection.receive().status)
        except OSError:
            pass
        finally:
            connection.close()
