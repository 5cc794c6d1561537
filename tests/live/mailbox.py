"""The mails that a server writes as files; each is read once."""
import os
import re
import time

PATIENCE = 30
CLOCK_TICK = 20_000_000  # nanoseconds within which a folder may change twice and show one time
LINK = re.compile(r"https?://[^\s\"<>]*(/verify/|/invitations/)([\w-]+)")


class Mailbox:
    def __init__(self, folder):
        self._folder = folder
        self._changed = None
        self._read = set()
        self._addresses = set()
        self._tokens = {}  # (address, path of the link) -> tokens that nobody took, the newest last

    def take_token(self, address, path):
        """The token of the newest link below `path` that was mailed to `address`; waits for one that was not taken before."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self._look()
            if tokens := self._tokens.pop((address, path), None):
                return tokens[-1]
            time.sleep(0.004)
        raise AssertionError(f"no mail to {address} with a link below {path} came")

    def has_mail_to(self, address):
        self._look()
        return address in self._addresses

    def _look(self):
        changed = os.stat(self._folder).st_mtime_ns
        if changed == self._changed:
            return
        self._changed = changed if time.time_ns() - changed > CLOCK_TICK else None
        written = {name for name in os.listdir(self._folder) if name.endswith(".eml") and not name.startswith(".")}
        for name in sorted(written - self._read):  # the oldest first
            self._keep((self._folder / name).read_text())
        self._read = written

    def _keep(self, text):
        address = re.search(r"^To: (\S+)", text, re.MULTILINE)[1]
        self._addresses.add(address)
        if link := LINK.search(text):
            self._tokens.setdefault((address, link[1]), []).append(link[2])
