"""Check-ins over many connections: `python -m bench.load PORT PATH CONNECTIONS SECONDS [RATE]`.

A program of its own, so that it does not share the server's interpreter. It prints the milliseconds
that each whole check-in took (page, press and thank-you) and the number of errors, as JSON.

Every connection checks in as fast as it is answered. With a rate, so many people come every second
whether the others have been answered or not, and their time runs from when they come.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
import zlib

from bench.asking import REFERENCE, SECRET

LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"set-cookie: ([^;\r]+)", re.IGNORECASE)
LOCATION = re.compile(rb"location: (?:http://[^/]+)?([^\r]+)", re.IGNORECASE)
PACKED = re.compile(rb"content-encoding: gzip", re.IGNORECASE)
GZIP = 31


class Refused(Exception):
    """An answer that is neither a page nor a redirect."""


class Phone:
    """One connection, on which one visitor after another checks in."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def ask(
        self, method: bytes, path: bytes, body: bytes = b"", cookie: bytes = b""
    ) -> tuple[bytes, bytes]:
        """Return the head and the body of the answer. Raises Refused."""
        lines = [
            b"%b %b HTTP/1.1" % (method, path),
            b"Host: 127.0.0.1\r\nAccept: text/html\r\nAccept-Language: da\r\nAccept-Encoding: gzip",
        ]
        if body:
            lines.append(b"Content-Type: application/x-www-form-urlencoded")
            lines.append(b"Content-Length: %d" % len(body))
        if cookie:
            lines.append(b"Cookie: " + cookie)
        self._writer.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        content = await self._reader.readexactly(int(length[1]) if length else 0)
        if head[9:12] not in (b"200", b"303"):
            raise Refused(head[:20])
        return head, content

    async def check_in(self, path: bytes) -> None:
        """Fetch the page, press, and fetch the thank-you."""
        head, page = await self.ask(b"GET", path)
        secret = SECRET.search(zlib.decompress(page, GZIP) if PACKED.search(head) else page)
        assert secret, page
        ours = path != REFERENCE.encode()
        body = b"svar=her&key=" if ours else b"activity=1&role=1&csrf_token="
        cookie = COOKIE.search(head)
        sent = cookie[1] if cookie else b""
        head, _none = await self.ask(b"POST", path, body + secret[1], sent)
        where, cookie = LOCATION.search(head), COOKIE.search(head)
        assert where, head
        await self.ask(b"GET", where[1], cookie=cookie[1] if cookie else sent)


async def visit(port: int, path: bytes, end: float, taken: list[float]) -> int:
    """Check in on one connection until the end, and return the number of errors."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    phone, errors = Phone(reader, writer), 0
    while (began := time.perf_counter()) < end:
        try:
            await phone.check_in(path)
        except Refused:
            errors += 1
        else:
            taken.append((time.perf_counter() - began) * 1_000)
    writer.close()
    return errors


async def come(port: int, path: bytes, connections: int, times: list[float]) -> list[float | None]:
    """Check in once at each of the times, and return how long each took; None is an error."""
    free: asyncio.Queue[Phone] = asyncio.Queue()
    for _ in range(connections):
        free.put_nowait(Phone(*await asyncio.open_connection("127.0.0.1", port)))

    async def one(due: float) -> float | None:
        await asyncio.sleep(due - time.perf_counter())
        phone = await free.get()
        try:
            await phone.check_in(path)
        except Refused:
            return None
        finally:
            free.put_nowait(phone)
        return (time.perf_counter() - due) * 1_000

    return await asyncio.gather(*map(one, times))


async def main(port: int, path: str, connections: int, seconds: float, rate: float = 0) -> None:
    """Check in, and print how long each check-in took."""
    began = time.perf_counter()
    if rate:
        times = [began + number / rate for number in range(int(seconds * rate))]
        found = await come(port, path.encode(), connections, times)
        taken = [each for each in found if each is not None]
        errors = len(found) - len(taken)
    else:
        taken = []
        visits = (visit(port, path.encode(), began + seconds, taken) for _ in range(connections))
        errors = sum(await asyncio.gather(*visits))
    print(json.dumps({"taken": taken, "errors": errors}))


if __name__ == "__main__":
    numbers = [float(each) for each in sys.argv[4:]]
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), *numbers))
