#!/usr/bin/python3
"""A mail server for the tests: Debian's aiosmtpd on a free loopback port, STARTTLS and login required, mails into a folder.

Usage: smtp_server.py FOLDER CERTIFICATE KEY MODE. MODE: `starttls` (TLS and login required), `plain` (neither offered).
Prints the port, then runs until its standard input closes. Refuses recipients that begin with `unknown` (550) and `busy` (450),
and messages whose subject says REFUSE (554).
"""

import asyncio
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Keeper:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("unknown"):
            return "550 no such mailbox"
        if address.startswith("busy"):
            return "450 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if b"REFUSE" in envelope.content:
            return "554 not with us"
        facts = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "login": session.authenticated,
            "host": session.host_name,
            "peer": session.peer[1],
        }
        (self.folder / f"{self.count}.eml").write_bytes(envelope.content)
        (self.folder / f"{self.count}.json").write_text(json.dumps(facts))
        self.count += 1
        return "250 kept"


def check_login(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and data.login == b"rolecall" and data.password == b"right horse"
    return AuthResult(success=good, handled=good)


async def main(folder, certificate, key, mode):
    keeper = Keeper(folder)
    settings = {}
    if mode == "starttls":
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        settings = {
            "tls_context": tls,
            "require_starttls": True,
            "auth_required": True,
            "authenticator": check_login,
        }
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(keeper, enable_SMTPUTF8=True, loop=loop, **settings), "127.0.0.1", 0
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main(*sys.argv[1:]))
