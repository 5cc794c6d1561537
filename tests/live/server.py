"""The real binary on a free port with folders of its own, which may be killed and started again on the same data."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile

from live.mailbox import Mailbox

BINARY = os.environ.get("ROLECALL_BINARY", "build/rolecall")
SHIPPED_PLANS = pathlib.Path(__file__).parents[2] / "packaging" / "plans.toml"


class Server:
    def __init__(self, database="sqlite", serve_flags=()):
        self._serve_flags = serve_flags
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rolecall-live-"))
        plans = self.folder / "plans.toml"  # a plan with every setting that the tests change
        plans.write_text(SHIPPED_PLANS.read_text().replace('default_plan = "pro"', 'default_plan = "together"'))
        self._settings = ["--plans", plans, "--database", database, "--data", self.folder / "data", "--key-dir", self.folder / "keys",
                          "--mail-dir", self.folder / "mail", "--throttle-enabled", "false", "--log-level", "error"]
        self.mails = Mailbox(self.folder / "mail")
        self.start()

    def start(self):
        """Returns when the server says where it is."""
        with open(self.folder / "server.log", "ab") as log:
            command = [BINARY, "serve", "--listen", "127.0.0.1:0", *self._serve_flags, *self._settings]
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        for line in self._process.stdout:
            if found := re.match(r"Rolecall is at http://127\.0\.0\.1:(\d+)", line):
                self.port = int(found[1])
                return
        raise RuntimeError("the server did not start: " + self.log())

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    def log(self):
        return (self.folder / "server.log").read_text()

    def try_command(self, *words, typed=None):
        """Runs another command of the binary on the same data; how it went."""
        return subprocess.run([BINARY, *words, *self._settings], input=typed, capture_output=True, text=True, check=False)

    def command(self, *words, typed=None):
        """The same; what it prints."""
        done = self.try_command(*words, typed=typed)
        if done.returncode != 0:
            raise RuntimeError(f"rolecall {' '.join(words)}: {done.stderr}{done.stdout}")
        return done.stdout

    def verify(self, export, public_key):
        """`rolecall audit verify` of an export, offline."""
        file, key = self.folder / "export.jsonl", self.folder / "audit-key.pem"
        file.write_text(export)
        key.write_text(public_key)
        done = subprocess.run([BINARY, "audit", "verify", file, "--key", key], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError(f"the audit chain does not verify: {done.stderr}")

    def kill(self):
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._process.stdout.close()

    def close(self):
        self._process.send_signal(signal.SIGTERM)
        self._process.wait()
        self._process.stdout.close()
        shutil.rmtree(self.folder)
