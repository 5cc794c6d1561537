"""Clients that record and write in sessions without pause until the server is gone, and remember what it acknowledged."""
from crash.writers import Writer

SEGMENTS_OF_A_SESSION = 8
VERSIONS_OF_A_NOTE = 8


class Recorder(Writer):
    """Makes sessions and appends segments to the newest one; may have added one more than it knows."""

    def __init__(self, clinic, owner, name):
        super().__init__(clinic, owner, name)
        self.said = {}  # session -> texts that were acknowledged, in order
        self.asked = None

    def step(self, number):
        if number % (SEGMENTS_OF_A_SESSION + 1) == 0:
            made = self.done(self.owner.asks("POST", self.clinic.path("/sessions"), {"patient": {"name": "Ada Byron"}})).json
            self.session = made["id"]
            self.said[self.session] = []
            return
        self.asked = f"Said {number}"
        body = {"source": "engine", "segments": [{"text": self.asked, "sequence": number}]}
        self.done(self.owner.asks("POST", self.clinic.path(f"/sessions/{self.session}/transcript/segments"), body))
        self.said[self.session].append(self.asked)
        self.asked = None

    def check(self):
        for session, said in self.said.items():
            transcript = self.clinic.done(self.owner.asks("GET", self.clinic.path(f"/sessions/{session}/transcript"))).json
            texts = [segment["text"] for segment in transcript["segments"]]
            assert texts in (said, [*said, self.asked]), f"segments {texts}, acknowledged {said}, asked {self.asked}"


class NoteWriter(Writer):
    """Saves notes of one session, its clinician and a colleague in turn, so that each save is a version of its own."""

    def __init__(self, clinic, owner, name, colleague):
        super().__init__(clinic, owner, name)
        self.authors = (owner, colleague)
        made = clinic.done(owner.asks("POST", clinic.path("/sessions"), {"patient": {"name": "Ada Byron"}})).json
        self.notes = clinic.path(f"/sessions/{made['id']}/notes")
        share = clinic.path(f"/sessions/{made['id']}/shares/{colleague.member}")
        clinic.done(owner.asks("PUT", share, {"level": "edit"}))
        self.saved = {}  # note -> bodies of its versions that were acknowledged
        self.asked = None

    def step(self, number):
        which = number % VERSIONS_OF_A_NOTE
        body = {"title": "Visit", "body": f"Text {number}"}
        if which == 0:
            self.note = self.done(self.owner.asks("POST", self.notes, body)).json["id"]
            self.saved[self.note] = []
        else:
            self.asked = body["body"]
            saved = self.done(self.authors[which % 2].asks("PUT", f"{self.notes}/{self.note}", body)).json
            assert saved["version"] == which + 1, f"save {which + 1} of a note is version {saved['version']}"
            self.asked = None
        self.saved[self.note].append(body["body"])

    def check(self):
        for note, saved in self.saved.items():
            path = f"{self.notes}/{note}"
            versions = self.clinic.done(self.owner.asks("GET", path + "/versions")).json["items"]
            found = [self.clinic.done(self.owner.asks("GET", f"{path}/versions/{one['version']}")).json["body"] for one in versions]
            found.reverse()
            assert found in (saved, [*saved, self.asked]), f"versions {found}, acknowledged {saved}, asked {self.asked}"
            present = self.clinic.done(self.owner.asks("GET", path)).json["body"]
            assert present == found[-1], f"the note says {present}, its last version {found[-1]}"
