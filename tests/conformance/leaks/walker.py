"""Somebody with one role who looks everywhere, and what his eyes see: the whole answer, of whatever form, its properties included."""

import io
import re
import zipfile
from typing import Any

import pikepdf

from roeland.documents import extract
from roeland.people.actions import create_token
from tests.conformance.addresses import ADDRESSES, takes_object, url
from tests.conformance.api_tables import arguments, operations
from tests.conformance.conftest import logged_in
from tests.conformance.leaks.ways import ABSENT, IN_PATH, addresses, api_lists, asked, calls, lists, reads
from tests.conformance.leaks.words import Key, Sown
from tests.conformance.test_pages import SLOW, pages
from tests.conformance.test_posts import undone

TURNS = 24  # of the pages of a document one in so many is asked, another for each role, circle and state
MAIN = re.compile(r"[?&](export|zoek|q)=")
PDFS = "/pdf/"
ABSENT_HERE = 404
DRAWN = {"report_pdf", "meeting_pdf"}  # typst takes long; `test_pages` reads them for a few roles


class Walker:
    """`turns` = 1 asks every page of every document, every filter and every form; more asks them in turn, so that each page x role,
    page x circle and circle x role is met, but not each page x circle x role. Every list of his own authority, its exports, and the
    reading page of every document are always asked."""

    def __init__(
        self,
        sown: Sown,
        role: str,
        *,
        turn: int = 0,
        turns: int = TURNS,
        extra: frozenset[tuple[str, str]] = frozenset(),
    ) -> None:
        self.sown, self.role, self.turn, self.turns, self.extra = sown, role, turn, turns, extra
        self.name = f"lezer-{role}-{len(extra)}-{len(sown.world.accounts)}"
        self.person = sown.world.employ(self.name, [role])
        self.client = logged_in(sown.world.accounts[self.name])
        self.headers: dict[str, str] = {}
        self.seen: set[str] = set()
        self.leaks: list[str] = []
        self.looked = 0

    def look(self, where: str) -> tuple[int, str]:
        """One address: the status and the whole answer, judged."""
        response = self.client.get(where, headers=self.headers or None)
        return response.status_code, self.judge(f"GET {where}", response)

    def judge(self, where: str, response: Any) -> str:
        """The text of an answer; the words that this role may not read are kept as leaks."""
        text, self.looked = unpacked(response), self.looked + 1
        self.seen |= self.sown.seen(text)
        if leaked := self.sown.leaked(text, self.role, self.extra):
            self.leaks.append(f"{where} shows {sorted(leaked)[:6]} to {self.role}")
        return text

    def press(self, where: str) -> None:
        """A form sent empty: its errors are an answer too. Whatever it did is taken back."""
        with undone():
            self.judge(f"POST {where}", self.client.post(where, headers=self.headers or None))

    def my_turn(self, *numbers: int, of: int = 0) -> bool:
        return self.turns == 1 or (sum(numbers) + self.turn) % (of or self.turns) == 0

    def walk(self) -> None:
        """Lists with what they offer, what verbs made, and the documents."""
        for number, route in enumerate(lists()):
            own = "<slug:authority>" in route.pattern
            if own or self.my_turn(number, of=2):
                self.listed("/" + route.pattern.replace("<slug:authority>", "zonderbeke"), number, own=own)
        for where in self.sown.made_by_verbs:
            self.look(where)
        for number, key in enumerate(self.sown.papers):
            for place in sorted({key[0], "zonderbeke"}):
                self.one(addresses(self.sown, key, place), number)

    def listed(self, where: str, number: int, *, own: bool) -> None:
        """A list, its exports, a search in it, and its filters in turn."""
        _status, answer = self.look(where)
        for place, more in enumerate(asked(where, answer)):
            if (own and MAIN.search(more)) or self.my_turn(number, place, of=6):
                self.look(more)

    def press_all(self) -> None:
        """Every page of every object of the other rooms, by a form sent empty, in turn. (Their reading is `test_pages`.)"""
        for number, route in enumerate(r for r in pages() if takes_object(r.pattern) and r.name not in SLOW):
            for place, address in enumerate(ADDRESSES[route.name](self.sown.own)):
                if self.my_turn(number, place):
                    self.press(url(route, address, "zonderbeke"))

    def one(self, found: list[str], number: int, *, api: bool = False) -> None:
        """The pages of one document. Drawing a PDF takes long: of what is open few are drawn."""
        status = self.look(found[0])[0]
        for place, where in enumerate(found[1:]):
            if self.my_turn(place, number, of=8 * self.turns if PDFS in where and status != ABSENT_HERE else 0):
                self.look(where)
            if not api and self.my_turn(place, number, self.turns // 2, of=2 * self.turns):
                self.press(where)

    def call(self) -> None:
        """The API by a token that may read: lists, objects of every room, and the documents."""
        account = self.sown.world.accounts[self.name]
        _, secret = create_token(self.sown.world.actor(self.name), account=account, name="proef", scopes=["read"])
        self.headers = {"Authorization": f"Bearer {secret}"}
        for where in api_lists():
            self.look(where)
        for place, (values, _audience) in enumerate(arguments(self.sown.own)):
            for number, (method, path, operation) in enumerate(operations()):
                named = "{" in path.replace("{authority}", "") and operation not in DRAWN
                if method == "get" and named and self.my_turn(number, place, of=2):
                    self.look(path.format(**{**values, "authority": "zonderbeke"}))
        for number, key in enumerate(self.sown.papers):
            self.one(list(reads(self.sown, key)), number, api=True)
        self.headers = {}


def refusals(walker: Walker, key: Key) -> list[tuple[str, str, str]]:
    """(call, answer of what is refused, answer of what does not exist) of every operation of the API about a document."""
    absent = dict.fromkeys((name for name in IN_PATH if name.removesuffix("_id") in walker.sown.made[key]), ABSENT)
    found = []
    for (method, where, _), (_, nowhere, _) in zip(
        calls(walker.sown, key), calls(walker.sown, key, absent), strict=True
    ):
        answers = []
        for path in (where, nowhere):
            with undone():
                ask = {"get": walker.client.get, "post": walker.client.post}[method]
                more = {} if method == "get" else {"data": {}, "content_type": "application/json"}
                answers.append(unpacked(ask(path, headers=walker.headers, **more)))
        found.append((f"{method} {where}", *answers))
    return found


def unpacked(response: Any) -> str:
    """The whole answer as text, headers included; of a Word file, a spreadsheet or a bundle every part with its name; of a PDF its
    text, properties, metadata and the names of what is attached."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    head = " ".join(f"{name}: {value}" for name, value in response.items()) + "\n"
    if body.startswith(b"%PDF"):
        return head + _pdf(body)
    if not body.startswith(b"PK"):
        return head + str(body.decode("utf-8", "replace"))
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        return head + "\n".join(f"{name} {file.read(name).decode('utf-8', 'replace')}" for name in file.namelist())


def _pdf(body: bytes) -> str:
    with pikepdf.open(io.BytesIO(body)) as file:
        told = [str(value) for value in file.docinfo.values()]
        told += [str(file.open_metadata()), *file.attachments.keys()]
        with file.open_outline() as outline:
            told += [str(item.title) for item in outline.root]
    return "\n".join([extract.text_of(body, "application/pdf"), *told])
