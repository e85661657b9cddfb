"""Every way in, read from the program: the URL conf, the schema of the API, and what a list itself offers (filters, tabs, exports)."""

import html
import re
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid5

from roeland.api import urls
from roeland.api.schema import document
from tests.conformance import acceptance_addresses, documents_addresses, packs_addresses
from tests.conformance.addresses import Address, takes_object, url
from tests.conformance.api_tables import UPLOADS, operations
from tests.conformance.leaks.words import Key, Sown
from tests.conformance.surfaces import Route
from tests.conformance.test_pages import pages

ALWAYS_THE_SAME = {
    "governance-crisis-pdf",
    "ledger-verifier",
    "components",
}  # slow to draw or always the same, and of no document
HREF = re.compile(r'href="([^"]*\?[^"]*)"')
SEARCH = re.compile(r'<input[^>]*\bname="(zoek|q|zoekterm)"')
ONLY_ORDER = {"sorteer", "pagina", "richting", "volgorde", "sort", "page"}
MOST_OF_A_KIND = 3  # links of a list that ask the same kind of thing
NAMES = {"acceptance-new", "knowledge-rate"}  # pages of other rooms about a document
ABSENT = uuid5(UUID(int=0), "absent")
IN_PATH = ("document_id", "version_id", "attachment_id", "comment_id", "deviation_id", "inspection_id")


def lists() -> list[Route]:
    """Every page that names no object: lists, search, Vandaag, calendars, forms with their choices, the Logboek and its bundle."""
    return [r for r in pages() if not takes_object(r.pattern) and r.name not in ALWAYS_THE_SAME]


def asked(where: str, answer: str) -> list[str]:
    """In which ways a list offers to be asked: its exports, filters and tabs, and a search for a planted word."""
    found, per_kind = [], dict[frozenset[str], int]()
    for link in dict.fromkeys(html.unescape(href) for href in HREF.findall(answer)):
        target = urlsplit(link)
        if target.scheme or target.path not in {"", where}:
            continue
        keys = frozenset(name for name, _ in parse_qsl(target.query, keep_blank_values=True))
        if keys & ONLY_ORDER:
            continue
        per_kind[keys] = per_kind.get(keys, 0) + 1
        if "export" in keys or per_kind[keys] <= MOST_OF_A_KIND:
            found.append(f"{where}?{target.query}")
    for name in dict.fromkeys(SEARCH.findall(answer)):
        found += [f"{where}?{name}=Lek", f"{where}?{name}=Zaad"]
    return found


def of_documents() -> dict[str, Any]:
    """URL name -> the addresses of a document, of every page that names one or a part of one."""
    elsewhere = {**acceptance_addresses.addresses(Address), **packs_addresses.addresses(Address)}
    tables = {**documents_addresses.addresses(Address), **{name: elsewhere[name] for name in NAMES}}
    return {name: found for name, found in tables.items() if not name.startswith("documents-request")}


FIRST = (
    "documents-document",
    "documents-version",
    "documents-html",
)  # whoever reads a document is let in by one of these


def addresses(sown: Sown, key: Key, place: str) -> list[str]:
    """All pages of a document and of its parts, at the address of an authority: those of its text first."""
    things = SimpleNamespace(documents={key[1]: sown.made[key]})  # as the tables look at the things of an authority
    tables, found = of_documents(), list[tuple[bool, str]]()
    for route in pages():
        if route.name not in tables:
            continue
        for address in _addresses(tables[route.name], things):
            found.append((route.name not in FIRST, url(route, address, place)))
            if "version" in address.arguments:  # the one that is published too
                older = Address({**address.arguments, "version": "1.0"})
                found.append((route.name not in FIRST, url(route, older, place)))
    return [where for _, where in sorted(dict.fromkeys(found))]


def _addresses(table: Any, things: SimpleNamespace) -> list[Address]:
    """None where a document has no such part (no deviation, no appointment)."""
    try:
        return list(table(things))
    except KeyError:
        return []


def reads(sown: Sown, key: Key) -> Iterator[str]:
    """The reads of the API of a document: every operation whose path names nothing but a document and its parts."""
    return (where for method, where, _ in calls(sown, key) if method == "get")


def calls(sown: Sown, key: Key, values: dict[str, Any] | None = None) -> Iterator[tuple[str, str, str]]:
    """(method, path, operation) of the API about a document; `values` instead of its own."""
    made = sown.made[key]
    names = values or {f"{name}_id": row.pk for name, row in made.items() if f"{name}_id" in IN_PATH}
    for method, path, operation in operations():
        wanted = set(re.findall(r"{(\w+)}", path)) - {"authority"}
        if wanted - {"form"} and wanted <= {*names, "form"} and operation not in UPLOADS:
            for form in ("html", "docx") if "form" in wanted else ("",):
                known = {**names, "authority": "zonderbeke", "form": form}
                yield method, re.sub(r"{(\w+)}", lambda m, known=known: str(known[m.group(1)]), path), operation


@cache
def api_lists() -> list[str]:
    """Every list of the API, as long as it goes, and searched where its schema has a search."""
    found = []
    for path, methods in document(urls.api)["paths"].items():
        where = path.replace("{authority}", "zonderbeke")
        if "get" in methods and where != path and "{" not in where:
            names = {one["name"] for one in methods["get"].get("parameters", [])}
            found.append(f"{where}?size=200" if "size" in names else where)
            found += [f"{where}?search={word}" for word in ("Lek", "Zaad") if "search" in names]
    return found
