"""The members of a team as its audit rows tell them: what was written without its row, or the other way round, shows."""
import json

TOLD = ("status", "roles", "title")


def members_told_by(lines):
    """Member -> the last value of each field, from the lines of an export."""
    told = {}
    for line in lines:
        row = json.loads(line)
        if row.get("decision") != "permit" or row["resource"]["type"] != "member" or not row["after"]:
            continue
        member = told.setdefault(row["resource"]["id"], {"title": ""})
        member.update({name: row["after"][name] or "" for name in TOLD if name in row["after"]})
    return {name: comparable(member) for name, member in told.items()}


def comparable(member):
    return {"status": member["status"], "roles": sorted(member["roles"]), "title": member["title"]}
