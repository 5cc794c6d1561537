"""HTTP over one kept connection, and requests that reach the server at the same instant."""
import http.client
import json
import socket
import time
from dataclasses import dataclass, field


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def is_done(self):
        return 200 <= self.status < 300

    @property
    def why(self):
        """`done`, or the rule of a refusal, or the code of an error."""
        if self.is_done:
            return "done"
        problem = self.json
        return problem.get("rule") or problem["code"]


@dataclass
class Request:
    method: str
    path: str
    body: object = None
    headers: dict = field(default_factory=dict)

    def encoded(self, origin):
        body = b"" if self.body is None else json.dumps(self.body).encode()
        headers = {"Host": origin.removeprefix("http://"), "Origin": origin, **self.headers}
        if self.body is not None:
            headers |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Connection:
    def __init__(self, origin):
        self._origin = origin
        host, port = origin.removeprefix("http://").split(":")
        self.socket = socket.create_connection((host, int(port)), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def expect(self, method):
        """An answer to what was sent through `socket`."""
        self._method = method

    def send(self, request):
        self.expect(request.method)
        self.socket.sendall(request.encoded(self._origin))

    def receive(self):
        """The answer to the request before. ConnectionError or http.client.HTTPException when none came."""
        response = http.client.HTTPResponse(self.socket, method=self._method)
        try:
            response.begin()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, headers, response.read())
        finally:
            response.close()

    def ask(self, request):
        self.send(request)
        return self.receive()

    def send_but_for_the_end(self, request):
        self.expect(request.method)
        bytes_ = request.encoded(self._origin)
        self.socket.sendall(bytes_[:-1])
        self._end = bytes_[-1:]

    def send_the_end(self):
        self.socket.sendall(self._end)

    def close(self):
        self.socket.close()


def at_once(origin, requests, chance, spread):
    """The answers to requests on as many new connections: every request is there but for its last byte, then the last bytes
    follow in an order, and with pauses of up to `spread` seconds, that chance gives."""
    connections = [Connection(origin) for _ in requests]
    try:
        for connection, request in zip(connections, requests):
            connection.send_but_for_the_end(request)
        for connection in chance.sample(connections, len(connections)):
            connection.send_the_end()
            if spread > 0:
                time.sleep(chance.uniform(0, spread))
        return [connection.receive() for connection in connections]
    finally:
        for connection in connections:
            connection.close()
