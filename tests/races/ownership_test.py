"""Ownership moves while somebody else ends what it needs: exactly one active owner before, during and after."""
from live.clinic import PASSWORD
from live.race import on_both_stores
from races.staff import StaffRace

PASSWORD_CHECK = 0.03  # seconds that the server takes for one, about


class Ownership(StaffRace):
    def race_the_acceptance(self, against, outcomes, spread=0.0):
        """`against(owner, recipient, administrator)` is a request that meets the recipient's acceptance of the ownership."""

        def one_round(_):
            owner, (recipient, administrator, observer) = self.settle()
            self.clinic.done(self.offers(owner, recipient))
            accepted, other, seen = self.at_once(
                self.accepts(recipient), against(owner, recipient, administrator), self.looks(observer), spread=spread
            )
            self.check_seen(seen)
            self.assertIn((accepted.why, other.why), outcomes)
            self.assertIs(self.owner(), recipient if accepted.is_done else owner)

        self.race(one_round)

    def test_a_recipient_removed_while_a_transfer_waits_ends_the_transfer(self):
        self.race_the_acceptance(
            lambda owner, recipient, administrator: self.removes(administrator, recipient),
            {("done", "owner_protected"), ("not_found", "done")},
        )

    def test_a_suspended_person_never_becomes_owner(self):
        self.race_the_acceptance(
            lambda owner, recipient, administrator: self.suspends(administrator, recipient),
            {("done", "owner_protected"), ("subject_not_active", "done")},
        )

    def test_a_recipient_who_leaves_while_he_accepts_is_out_or_is_the_owner(self):
        self.race_the_acceptance(
            lambda owner, recipient, administrator: self.leaves(recipient),
            {("done", "owner_cannot_leave"), ("not_found", "done")},
        )

    def test_a_recipient_who_is_demoted_while_he_accepts_holds_administrator(self):
        self.race_the_acceptance(
            lambda owner, recipient, administrator: self.changes(administrator, recipient, ["clinician"]),
            {("done", "owner_protected"), ("done", "done")},
        )

    def test_a_transfer_is_accepted_or_cancelled(self):
        self.race_the_acceptance(
            lambda owner, recipient, administrator: owner.asks("DELETE", self.clinic.path("/ownership")),
            {("done", "no_grant"), ("not_found", "done")},
        )

    def test_a_transfer_is_accepted_or_goes_to_somebody_else(self):
        self.race_the_acceptance(
            lambda owner, recipient, administrator: self.offers(owner, administrator),
            {("done", "no_grant"), ("not_found", "done")},
            spread=PASSWORD_CHECK,
        )

    def test_of_two_transfers_at_once_one_waits_and_one_recipient_becomes_owner(self):
        def one_round(_):
            owner, (first, second, observer) = self.settle()
            offers = self.at_once(self.offers(owner, first), self.offers(owner, second))
            self.assertEqual([offer.why for offer in offers], ["done", "done"])
            *accepted, seen = self.at_once(self.accepts(first), self.accepts(second), self.looks(observer))
            self.check_seen(seen)
            self.assertEqual(sorted(answer.why for answer in accepted), ["done", "not_found"])
            self.assertIs(self.owner(), first if accepted[0].is_done else second)

        self.race(one_round)

    def test_the_sole_owner_cannot_end_his_membership_by_any_path(self):
        """Every path a round in turn, while the ownership moves: before that it is refused, afterwards it is anybody's."""
        paths = [
            lambda owner, other: (self.suspends(other, owner), "owner_protected"),
            lambda owner, other: (self.removes(other, owner), "owner_protected"),
            lambda owner, other: (self.changes(other, owner, ["clinician"]), "owner_protected"),
            lambda owner, other: (self.suspends(self.key(other), owner), "owner_protected"),
            lambda owner, other: (self.removes(self.key(other), owner), "owner_protected"),
            lambda owner, other: (self.changes(self.key(other), owner, ["clinician"]), "owner_protected"),
            lambda owner, other: (self.leaves(owner), "owner_cannot_leave"),
            lambda owner, other: (self.leaves(self.key(owner)), "owner_cannot_leave"),
            lambda owner, other: (self.suspends(owner, owner), "owner_cannot_leave"),
            lambda owner, other: (self.removes(owner, owner), "owner_cannot_leave"),
            lambda owner, other: (self.removes(self.key(owner), owner), "owner_protected"),
            lambda owner, other: (self.changes(owner, owner, ["clinician"]), "owner_keeps_administrator"),
            lambda owner, other: (self.changes(self.key(owner), owner, ["clinician"]), "owner_protected"),
        ]

        def one_round(number):
            owner, (recipient, administrator, observer) = self.settle()
            request, refusal = paths[number % len(paths)](owner, administrator)
            self.assertEqual(self.clinic.ask(request).why, refusal)
            self.clinic.done(self.offers(owner, recipient))
            accepted, ended, seen = self.at_once(self.accepts(recipient), request, self.looks(observer))
            self.check_seen(seen)
            self.assertEqual(accepted.why, "done")
            self.assertIn(ended.why, ("done", refusal))
            self.assertIs(self.owner(), recipient)

        self.race(one_round)

    def key(self, maker):
        return self.clinic.key(maker, ["administrator"])

    def test_the_sole_owner_cannot_delete_his_account(self):
        def one_round(_):
            owner, (recipient, _, observer) = self.settle()
            self.clinic.done(self.offers(owner, recipient))
            deletes = owner.asks("DELETE", "/api/v1/me", {"password": PASSWORD})
            accepted, deleted, seen = self.at_once(
                self.accepts(recipient), deletes, self.looks(observer), spread=PASSWORD_CHECK
            )
            self.check_seen(seen)
            self.assertEqual(accepted.why, "done")
            self.assertIn(deleted.why, ("done", "owns_team"))
            if deleted.is_done:
                self.people[self.people.index(owner)] = self.new_person()
            self.assertIs(self.owner(), recipient)

        self.race(one_round)

    def test_zz_the_audit_chain_verifies_after_all_races(self):
        self.clinic.check_audit()


on_both_stores(Ownership, globals())
