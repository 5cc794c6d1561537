"""Administrators who take each other's rights, and their own chances to keep them: as if one came after the other."""
from live.race import on_both_stores
from races.staff import ROLES, StaffRace

LOST = ("no_grant", "subject_not_active", "not_found")  # demoted, suspended, removed before


class Administrators(StaffRace):
    def test_two_people_demote_suspend_or_remove_each_other_and_who_lost_his_right_first_is_refused(self):
        """Each of the nine pairs of what the two do comes up in turn."""
        deeds = [lambda by, whom: self.changes(by, whom, ["clinician"]), self.suspends, self.removes]
        refusal_after = dict(zip(range(3), LOST))

        def one_round(number):
            first_deed, second_deed = number % 3, number // 3 % 3
            _, (first, second, observer) = self.settle()
            *answers, seen = self.at_once(
                deeds[first_deed](first, second), deeds[second_deed](second, first), self.looks(observer)
            )
            self.check_seen(seen)
            outcomes = (answers[0].why, answers[1].why)
            self.assertIn(outcomes, {("done", refusal_after[first_deed]), (refusal_after[second_deed], "done")})

        self.race(one_round)

    def test_who_promotes_himself_while_he_is_demoted_ends_demoted(self):
        def one_round(number):
            owner, (climber, *_) = self.settle()
            climbs = climber if number % 2 == 0 else self.clinic.key(climber, ["administrator"])
            demoted, *climbed = self.at_once(
                self.changes(owner, climber, ["clinician"]),
                self.changes(climbs, climber, [*ROLES, "template_manager"]),
                self.changes(climber, climber, [*ROLES, "assistant"]),
            )
            self.assertEqual(demoted.why, "done")
            refused = ("done", "no_grant", "not_signed_in")
            self.assertTrue({answer.why for answer in climbed} <= set(refused), climbed)
            self.assertEqual(self.clinic.members(owner)[climber.member]["roles"], ["clinician"])

        self.race(one_round)

    def test_who_promotes_somebody_while_he_is_demoted_is_first_or_refused(self):
        def one_round(_):
            owner, (demoted, friend, observer) = self.settle()
            self.clinic.done(self.changes(owner, friend, ["clinician"]))
            demotion, promotion, seen = self.at_once(
                self.changes(owner, demoted, ["clinician"]), self.changes(demoted, friend, ROLES), self.looks(observer)
            )
            self.check_seen(seen)
            self.assertEqual(demotion.why, "done")
            self.assertIn(promotion.why, ("done", "no_grant"))
            roles = self.clinic.members(owner)[friend.member]["roles"]
            self.assertEqual(roles, ROLES if promotion.is_done else ["clinician"])

        self.race(one_round)

    def test_an_administrator_who_is_demoted_while_he_invites_leaves_no_pending_invitation(self):
        def one_round(number):
            owner, (inviter, *_) = self.settle()
            body = {"email": f"invited{number}@clinic.example", "roles": ["administrator"]}
            demoted, invited = self.at_once(
                self.changes(owner, inviter, ["clinician"]), inviter.asks("POST", self.clinic.path("/members"), body)
            )
            self.assertEqual(demoted.why, "done")
            self.assertIn(invited.why, ("done", "no_grant"))
            self.assertEqual(self.clinic.members(owner, ["invited"]), {})

        self.race(one_round)

    def test_zz_the_audit_chain_verifies_after_all_races(self):
        self.clinic.check_audit()


on_both_stores(Administrators, globals())
