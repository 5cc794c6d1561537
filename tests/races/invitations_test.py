"""One invitation, many at once: one membership, one seat, and no answer that contradicts another."""
from live.connection import Request
from live.race import RaceTest, on_both_stores

AT_ONCE = 50


class Invitations(RaceTest):
    @classmethod
    def set_up_clinic(cls):
        cls.owner = cls.clinic.register("Olga", "olga@clinic.example")
        cls.clinic.create_team(cls.owner, "North Clinic")
        cls.person = cls.clinic.register("Cara", "cara@clinic.example")

    def accepts(self, person, token):
        return person.asks("POST", f"/api/v1/invitations/{token}/accept")

    def invites(self, address):
        return self.owner.asks("POST", self.clinic.path("/members"), {"email": address, "roles": ["clinician"]})

    def current(self):
        """The members beside the owner; the seats are as many."""
        members = self.clinic.members(self.owner)
        self.clinic.check_one_owner(members)
        self.clinic.check_seats(self.owner, members)
        return [member for member in members.values() if not member["owner"]]

    def test_50_parallel_accepts_and_new_invitations_make_one_membership(self):
        def one_round(_):
            self.clinic.sign_in(self.person)  # a removal from the only team ended the login
            member, token = self.clinic.invite(self.owner, self.person.address, ["clinician"])
            again = [self.invites(spelling) for spelling in ("cara@clinic.example", "CARA@clinic.example")]
            answers = self.at_once(*[self.accepts(self.person, token)] * AT_ONCE, *again)
            self.assertEqual({answer.why for answer in answers[:AT_ONCE]}, {"done"})
            self.assertTrue({answer.why for answer in answers[AT_ONCE:]} <= {"already_invited", "already_member"})
            self.assertEqual([found["id"] for found in self.current()], [member])
            self.clinic.done(self.owner.asks("DELETE", self.clinic.member_path(member)))

        self.race(one_round)

    def test_two_people_on_one_link_one_joins(self):
        def one_round(number):
            member, token = self.clinic.invite(self.owner, f"new{number}@clinic.example", ["clinician"])
            bodies = [{"name": name, "password": "a quiet harbour at dawn"} for name in ("First", "Second")]
            answers = self.at_once(*[Request("POST", f"/api/v1/invitations/{token}/accept", body) for body in bodies])
            whys = sorted(answer.why for answer in answers)
            self.assertIn(whys, (["done", "invitation_used"], ["done", "sign_in_needed"]))
            self.assertEqual([found["id"] for found in self.current()], [member])
            self.clinic.done(self.owner.asks("DELETE", self.clinic.member_path(member)))

        self.race(one_round)

    def test_accept_against_revoke_against_resend_ends_one_way(self):
        def one_round(_):
            self.clinic.sign_in(self.person)  # a removal from the only team ended the login
            member, token = self.clinic.invite(self.owner, self.person.address, ["clinician"])
            invitation = self.clinic.member_path(member, "/invitation")
            accepted, revoked, resent = self.at_once(
                self.accepts(self.person, token), self.owner.asks("DELETE", invitation), self.owner.asks("POST", invitation)
            )
            self.assertIn(accepted.why, ("done", "invitation_revoked", "not_found"))
            self.assertNotEqual(accepted.is_done, revoked.is_done)
            if accepted.is_done:
                self.assertEqual((revoked.status, resent.status), (409, 409))
            if accepted.why == "not_found":
                self.assertEqual(resent.why, "done", "the old link died and nobody resent it")
            self.assertEqual([found["status"] for found in self.current()], ["active"] if accepted.is_done else [])
            if accepted.is_done:
                self.clinic.done(self.owner.asks("DELETE", self.clinic.member_path(member)))

        self.race(one_round)

    def test_who_is_invited_while_he_is_removed_is_invited_once_or_not_at_all(self):
        def one_round(_):
            self.clinic.sign_in(self.person)  # a removal from the only team ended the login
            self.clinic.add(self.owner, self.person, ["clinician"])
            member = self.person.member
            removed, *invited = self.at_once(
                self.owner.asks("DELETE", self.clinic.member_path(member)),
                self.invites(self.person.address),
                self.invites("Cara@Clinic.Example"),
            )
            self.assertEqual(removed.why, "done")
            done = [answer.json["id"] for answer in invited if answer.is_done]
            self.assertLessEqual(len(done), 1)
            self.assertEqual([found["id"] for found in self.current()], done)
            for pending in done:
                self.clinic.done(self.owner.asks("DELETE", self.clinic.member_path(pending, "/invitation")))

        self.race(one_round)

    def test_zz_the_audit_chain_verifies_after_all_races(self):
        self.clinic.check_audit()


on_both_stores(Invitations, globals())
