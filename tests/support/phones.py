"""Phones and a coordinator's browser, over real connections. It needs nothing but the standard
library, so deploy/trial.sh runs it where nothing else is installed:

    phones.py accept LINK        accept an invitation, sign in, and let earlier counts be read
    phones.py press ADDRESS      check in once at the address on a poster
    phones.py load ADDRESS       look and press until SIGTERM, then say how many were answered

SSL_CERT_FILE names the authority whose certificates are believed.
"""

from __future__ import annotations

import http.client
import re
import signal
import ssl
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

PATIENCE = 60
EARLIER = "Dato;Besøg\n2026-01-05;12\n2026-01-06;7\n"
PASSWORD = "tre tilfældige ord her"  # Of an installation that lasts a minute.


@dataclass
class Browser:
    """One visitor's browser: an address and the cookies it was given."""

    base: str
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    sends: dict[str, str] = field(default_factory=dict)
    """What it sends besides, as a proxy adds."""

    def ask(self, path: str, **fields: str) -> tuple[int, str]:
        """Get a page, or post a form, on a connection of its own. Returns status and text."""
        url = urlsplit(self.base)
        connection: http.client.HTTPConnection
        if url.scheme == "https":
            trusted = ssl.create_default_context()
            connection = http.client.HTTPSConnection(url.netloc, timeout=PATIENCE, context=trusted)
        else:
            connection = http.client.HTTPConnection(url.netloc, timeout=PATIENCE)
        sent = {"Sec-Fetch-Site": "same-origin", "Cookie": self._cookie(), **self.sends}
        try:
            if fields:
                sent["Content-Type"] = "application/x-www-form-urlencoded"
                connection.request("POST", path, urlencode(fields), sent)
            else:
                connection.request("GET", path, headers=sent)
            answer = connection.getresponse()
            self.headers = dict(answer.getheaders())
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


def press(base: str, path: str) -> int:
    """Scan a poster and press *Jeg er her*; returns the status of the first that is no success."""
    phone = Browser(base)
    status, page = phone.ask(path)
    key = re.search(r'name="key" value="([^"]+)"', page)
    if status != 200 or key is None:
        return status if status != 200 else 0
    return phone.ask(path, svar="her", key=key[1])[0]


def accept(link: str) -> str:
    """Accept an invitation as somebody new; returns the page that they then see.

    Earlier counts are read by a process of their own, which the sandbox must let.
    """
    url = urlsplit(link)
    browser = Browser(f"{url.scheme}://{url.netloc}")
    email = "koordinator@heridag.example"
    browser.ask(url.path, name="Karen Koordinator", email=email, password=PASSWORD)
    status, _page = browser.ask(f"/log-ind?videre={url.path}", email=email, password=PASSWORD)
    assert status == 303, f"signing in answered {status}"
    status, _page = browser.ask(f"{url.path}/med", ok="1")
    assert status == 303, f"accepting answered {status}"
    status, page = browser.ask("/steder")
    assert status == 200, f"the venues answered {status}"
    status, _page = browser.ask("/partnerskab/1/tidligere", pasted=EARLIER)
    assert status == 303, f"earlier counts answered {status}"
    status, read = browser.ask(browser.headers["Location"])
    assert status == 200 and "Sådan læser vi filen" in read, f"reading them answered {status}"
    return page


@dataclass
class Load:
    """Phones that look and press one after the other, each as fast as it is answered."""

    base: str
    path: str
    phones: int = 4
    answers: Counter[int | str] = field(default_factory=Counter)

    def start(self) -> None:
        self._stopping = threading.Event()
        self._answered = threading.Condition()
        self._threads = [threading.Thread(target=self._run) for _ in range(self.phones)]
        for thread in self._threads:
            thread.start()

    def wait_for(self, presses: int) -> None:
        """Wait until as many presses were answered, or something failed."""
        with self._answered:
            self._answered.wait_for(lambda: self.failures or self.pressed >= presses, PATIENCE)

    def stop(self) -> None:
        """Let every phone finish its press."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    @property
    def pressed(self) -> int:
        """How many presses were thanked for."""
        return self.answers[303]

    @property
    def failures(self) -> dict[int | str, int]:
        """The other answers, and what else went wrong, with their numbers."""
        return {key: n for key, n in self.answers.items() if key != 303}

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                answer: int | str = press(self.base, self.path)
            except (OSError, http.client.HTTPException) as error:
                answer = repr(error)
            with self._answered:
                self.answers[answer] += 1
                self._answered.notify_all()


def main(command: str, address: str) -> str:
    """Run one of the commands; returns what to say."""
    url = urlsplit(address)
    base = f"{url.scheme}://{url.netloc}"
    if command == "accept":
        found = re.search(r"<h1[^>]*>(.*?)</h1>", accept(address), re.S)
        return f"The coordinator is signed in and sees: {found and found[1].strip()}\n"
    if command == "press":
        return f"The press was answered with {press(base, url.path)}.\n"
    load = Load(base, url.path)
    load.start()
    signal.sigwait({signal.SIGTERM})
    load.stop()
    return f"{load.pressed} presses were answered; failures: {load.failures or 'none'}\n"


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    sys.stdout.write(main(sys.argv[1], sys.argv[2]))
