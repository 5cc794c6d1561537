"""Two requests write into one session at the same instant: the outcome is as if one came after the other, and nothing is lost
or there twice."""
from live.race import RaceTest, on_both_stores


class ClinicalWrites(RaceTest):
    @classmethod
    def set_up_clinic(cls):
        clinic = cls.clinic
        cls.owner = clinic.register("Olga", "olga@clinic.example")
        clinic.create_team(cls.owner, "North Clinic")
        cls.cara, cls.dora, cls.emil = (
            clinic.add_newcomer(cls.owner, name, f"{name.lower()}@clinic.example", ["clinician"]) for name in ("Cara", "Dora", "Emil")
        )
        cls.engine = clinic.key(cls.cara, ["clinician"])

    def new_session(self):
        """The path of a new session of Cara's."""
        body = {"patient": {"name": "Ada Byron"}}
        return self.clinic.path("/sessions/" + self.clinic.done(self.cara.asks("POST", self.clinic.path("/sessions"), body)).json["id"])

    def texts(self, session):
        transcript = self.clinic.done(self.cara.asks("GET", session + "/transcript")).json
        return [segment["text"] for segment in transcript["segments"]]

    def appends(self, session, *sequences):
        segments = [{"text": f"Said {sequence}", "sequence": sequence} for sequence in sequences]
        return self.engine.asks("POST", session + "/transcript/segments", {"source": "engine", "segments": segments})

    def test_a_segment_that_comes_by_two_requests_at_once_is_stored_once(self):
        def one_round(_):
            session = self.new_session()
            answers = self.at_once(self.appends(session, 1, 2), self.appends(session, 2, 3), self.appends(session, 2))
            self.assertEqual([answer.why for answer in answers], ["done"] * 3)
            self.assertEqual(sum(answer.json["appended"] for answer in answers), 3)
            self.assertEqual(sum(answer.json["repeated"] for answer in answers), 2)
            self.assertEqual(sorted(self.texts(session)), ["Said 1", "Said 2", "Said 3"])

        self.race(one_round)

    def test_a_segment_that_is_repeated_while_its_transcript_is_corrected_is_there_once_or_not_at_all(self):
        def one_round(_):
            session = self.new_session()
            self.clinic.done(self.appends(session, 1))
            corrects = self.cara.asks("PUT", session + "/transcript", {"segments": [{"text": "Corrected"}]})
            corrected, repeated, added = self.at_once(corrects, self.appends(session, 1), self.appends(session, 2))
            self.assertEqual((corrected.why, repeated.why, added.why), ("done", "done", "done"))
            self.assertEqual((repeated.json["repeated"], added.json["appended"]), (1, 1))
            self.assertIn(self.texts(session), (["Corrected"], ["Corrected", "Said 2"]))

        self.race(one_round)

    def race_two_saves(self, path, bodies, read):
        """Two saves that rest on one ETag: one is done, the other is stale, and what is there is the one that was done."""
        etag = self.clinic.done(self.cara.asks("GET", path)).headers["etag"]
        saves = []
        for method, body in bodies:
            request = self.cara.asks(method, path, body)
            request.headers["If-Match"] = etag
            saves.append(request)
        answers = self.at_once(*saves)
        self.assertEqual(sorted(answer.status for answer in answers), [200, 412])
        won = next(body for (_, body), answer in zip(bodies, answers) if answer.is_done)
        self.assertEqual(read(self.clinic.done(self.cara.asks("GET", path)).json), read(won))

    def test_of_two_saves_with_one_if_match_one_is_stale(self):
        def one_round(_):
            session = self.new_session()
            notes = session + "/notes"
            note = notes + "/" + self.clinic.done(self.cara.asks("POST", notes, {"title": "Visit"})).json["id"]
            bodies = [("PUT", {"title": "Visit", "body": text}) for text in ("One", "Other")]
            self.race_two_saves(note, bodies, lambda text: text["body"])
            versions = self.clinic.done(self.cara.asks("GET", note + "/versions")).json["items"]
            self.assertEqual(len(versions), 1)
            self.race_two_saves(session, [("PATCH", {"context": text}) for text in ("One", "Other")], lambda read: read["context"])
            transcripts = [("PUT", {"segments": [{"text": text}]}) for text in ("One", "Other")]
            self.race_two_saves(session + "/transcript", transcripts, lambda read: [one["text"] for one in read["segments"]])

        self.race(one_round)

    def test_a_note_is_saved_before_it_is_signed_or_not_at_all(self):
        def one_round(_):
            notes = self.new_session() + "/notes"
            note = notes + "/" + self.clinic.done(self.cara.asks("POST", notes, {"title": "Visit", "body": "First"})).json["id"]
            saves = self.cara.asks("PUT", note, {"title": "Visit", "body": "Second"})
            saved, signed = self.at_once(saves, self.cara.asks("POST", note + "/sign"))
            self.assertEqual(signed.why, "done")
            self.assertIn(saved.why, ("done", "note_signed"))
            text = "Second" if saved.is_done else "First"
            self.assertEqual(signed.json["body"], text, "what was signed is what is there")
            self.assertEqual(self.clinic.done(self.cara.asks("GET", note)).json["body"], text)

        self.race(one_round)

    def shares(self, by, session, person, level):
        return by.asks("PUT", f"{session}/shares/{person.member}", {"level": level})

    def test_a_share_that_is_passed_on_while_it_is_lowered_or_ended_ends_with_it(self):
        def one_round(number):
            session = self.new_session()
            self.clinic.done(self.shares(self.cara, session, self.dora, "full"))
            lowers = self.shares(self.cara, session, self.dora, "view")
            ends = self.cara.asks("DELETE", f"{session}/shares/{self.dora.member}")
            passed_on, ended = self.at_once(self.shares(self.dora, session, self.emil, "edit"), (lowers, ends)[number % 2])
            self.assertEqual(ended.why, "done")
            self.assertIn(passed_on.why, ("done", "share_level_too_low" if number % 2 == 0 else "not_own"))
            left = self.clinic.done(self.cara.asks("GET", session + "/shares")).json["items"]
            self.assertEqual([share["member"]["id"] for share in left], [self.dora.member] if number % 2 == 0 else [])
            self.assertFalse(self.clinic.ask(self.emil.asks("GET", session)).is_done)

        self.race(one_round)

    def test_zz_the_audit_chain_verifies_after_all_races(self):
        self.clinic.check_audit()


on_both_stores(ClinicalWrites, globals())
