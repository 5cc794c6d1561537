"""A clinic whose people race: an owner and three administrators, put right again after every round."""
from live.clinic import Clinic, PASSWORD
from live.race import RaceTest

ROLES = ["clinician", "administrator"]


class StaffRace(RaceTest):
    @classmethod
    def set_up_clinic(cls):
        """Everybody is in a second team too, so that nobody's login ends with a removal from the first."""
        cls.second = Clinic(cls.server)
        cls.addClassCleanup(cls.second.close)
        cls.keeper = cls.second.register("Keeper", "keeper@second.example")
        cls.second.create_team(cls.keeper, "Second Clinic")
        cls.registered = 0
        cls.people = [cls.new_person() for _ in range(4)]
        cls.clinic.create_team(cls.people[0], "North Clinic")
        for person in cls.people[1:]:
            cls.clinic.add(cls.people[0], person, ROLES)

    @classmethod
    def new_person(cls):
        cls.registered += 1
        address = f"person{cls.registered}@clinic.example"
        person = cls.second.add_newcomer(cls.keeper, f"Person {cls.registered}", address, ["clinician"])
        person.member = None  # of the first team
        return person

    def settle(self):
        """Checks the team, makes everybody an administrator again, and gives the owner and the others in random order."""
        owner = self.owner()
        members = self.clinic.members(owner)
        self.assertEqual(self.clinic.check_one_owner(members), owner.member)
        self.assertEqual(len({member["email"] for member in members.values()}), len(members), "an address twice")
        self.clinic.check_seats(owner, members)
        for person in self.people:
            self.bring_back(owner, person, members.get(person.member))
        if self.team_of(owner)["ownership_transfer"]:
            self.clinic.done(owner.asks("DELETE", self.clinic.path("/ownership")))
        others = [person for person in self.people if person is not owner]
        self.chance.shuffle(others)
        return owner, others

    def owner(self):
        for person in self.people:
            answer = self.clinic.ask(person.asks("GET", self.clinic.path()))
            if answer.is_done:
                member = answer.json["owner_member"]["id"]
                return next(person for person in self.people if person.member == member)
        raise AssertionError("nobody is in the team any more")

    def team_of(self, person):
        return self.clinic.done(person.asks("GET", self.clinic.path())).json

    def bring_back(self, owner, person, member):
        if member is None:
            self.clinic.add(owner, person, ROLES)
            return
        if member["status"] == "suspended":
            self.clinic.done(owner.asks("POST", self.clinic.member_path(person.member, "/reactivate")))
        if member["roles"] != ROLES:
            self.clinic.done(self.changes(owner, person, ROLES))

    def changes(self, by, person, roles):
        return by.asks("PUT", self.clinic.member_path(person.member, "/roles"), {"roles": roles})

    def suspends(self, by, person):
        return by.asks("POST", self.clinic.member_path(person.member, "/suspend"))

    def removes(self, by, person):
        return by.asks("DELETE", self.clinic.member_path(person.member))

    def leaves(self, by):
        return by.asks("POST", self.clinic.path("/leave"))

    def offers(self, owner, person):
        return owner.asks("POST", self.clinic.path("/ownership"), {"member": person.member, "password": PASSWORD})

    def accepts(self, person):
        return person.asks("POST", self.clinic.path("/ownership/accept"))

    def looks(self, person):
        return person.asks("GET", self.clinic.path("/members"))

    def check_seen(self, answer):
        """Whoever looks while the race runs sees one owner as well."""
        self.clinic.check_one_owner({member["id"]: member for member in answer.json["items"]})
