"""A throw-away PostgreSQL 15 in a temporary folder, on a Unix socket; ended by its own process id."""
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile

PROGRAMS = pathlib.Path("/usr/lib/postgresql/15/bin")


def _as_postgres():
    """PostgreSQL refuses root, and the server ends when this process does."""
    words = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() == 0:
        words += ["--reuid", "postgres", "--regid", "postgres", "--init-groups"]
    return words + ["--"]


class Cluster:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rolecall-postgres-"))
        if os.geteuid() == 0:
            os.chown(self.folder, pwd.getpwnam("postgres").pw_uid, -1)
        self._data = self.folder / "data"
        initdb = ["initdb", "--pgdata", self._data, "--username", "rolecall", "--auth", "trust", "--encoding", "UTF8",
                  "--locale", "C", "--no-sync", "--no-instructions"]
        self._run(*initdb)
        self._databases = 0
        self.start()

    def _run(self, program, *arguments):
        command = _as_postgres() + [str(word) for word in (PROGRAMS / program, *arguments)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self):
        options = ["-c", "listen_addresses=", "-c", "max_connections=200", "-c", "fsync=off"]  # no test ends the machine
        command = _as_postgres() + [str(PROGRAMS / "postgres"), "-D", str(self._data), "-k", str(self.folder), *options]
        with open(self.folder / "server.log", "ab") as log:
            self._server = subprocess.Popen(command, stdout=log, stderr=log)
        while subprocess.run([PROGRAMS / "pg_isready", "-q", "-h", self.folder], check=False).returncode != 0:
            if self._server.poll() is not None:
                raise RuntimeError((self.folder / "server.log").read_text())

    def stop_at_once(self):
        """As if the machine lost it: no session ends in order, the next start recovers from the log."""
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait()

    def new_database(self):
        """The URL of an empty database."""
        self._databases += 1
        name = f"clinic{self._databases}"
        self._run("createdb", "-h", self.folder, "-U", "rolecall", name)
        return f"postgresql://rolecall@/{name}?host={self.folder}"

    def close(self):
        self.stop_at_once()
        shutil.rmtree(self.folder)
