"""One file of a source: kept encrypted, read back from there, pseudonymised, made whole, recorded, and then it counts.

Order: vault (renamed when whole), staging folder, files moved to their place, the verb (ledger and database), the mark that makes the
rows count. Killed anywhere, the last good state stands; `leftovers.tidy` clears what was left or finishes what was recorded.
"""

from __future__ import annotations

import hmac
import logging
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any
from uuid import UUID, uuid4

from django.db import DatabaseError
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.scope import scope
from roeland.ledger.action import NotAllowed, Refused
from roeland.logs import fewer, gaps, keys, lateness, library, overlap, same_day, staging, store, vault
from roeland.logs.actions.deliveries import Found, already, record_delivery, refuse_delivery
from roeland.logs.formats.converting import UNTIL_FIELD, WHOLE, Converter
from roeland.logs.formats.mapping import Reading, reading
from roeland.logs.formats.opening import allow_rows, plain_name
from roeland.logs.formats.reading import records
from roeland.logs.formats.values import Faults, Unreadable
from roeland.logs.models import Delivery, LogUser, Source
from roeland.logs.queries.sources import lists
from roeland.logs.rules import P
from roeland.logs.values import AGAIN, Format, Kind

log = logging.getLogger("roeland.logs.intake")
FIRST_ROWS = 10
RENUMBERED = "zelfde nummer als een andere raadpleging maar andere inhoud, telt mee"
WHOLE_DAYS = "eindigt overal om 00:00, dus telt de laatste dag helemaal mee"


class Twice(Refused):
    """The same bytes counted already: they stand in the vault, or stood there until their term."""


@dataclass
class Taken:
    """What an import gave: the delivery (None for a test import), figures, problems, gaps and the first rows."""

    file: str
    found: Found
    delivery: Delivery | None = None
    refused: str = ""
    first_rows: list[dict[str, Any]] = field(default_factory=list)


def take(
    actor: Actor, source: Source, stream: IO[bytes], name: str, *, how: str, how_read: Reading | None = None
) -> Taken:
    """Import a file for real. What cannot be read is recorded as refused, with the reason; nothing of it is kept.

    `how`: upload, folder, api, cli or hand. Raises NotAllowed, Refused when the source ended, and Twice when the same bytes counted already.
    """
    return _Import(actor, source, plain_name(name), how, how_read).run(stream)


def try_out(actor: Actor, source: Source, stream: IO[bytes], name: str, *, how_read: Reading | None = None) -> Taken:
    """The same without keeping anything: counts, problems, gaps, and the first rows with citizens as pseudonyms."""
    return _Import(actor, source, plain_name(name), "test", how_read).run(stream)


@dataclass
class _Import:
    actor: Actor
    source: Source
    file: str
    how: str
    how_read: Reading | None = None
    id: UUID = field(default_factory=uuid4)

    def run(self, stream: IO[bytes]) -> Taken:
        place = self.source.authority_id
        if not self.actor.holds(P.SOURCES, place):
            raise NotAllowed(P.SOURCES.code)
        if self.source.ended_on is not None:
            raise Refused(_("Deze bron is beëindigd."))
        sealed = vault.seal(place, self.id, clock.today(), stream)
        sealed.sha256 = self._known_by(sealed.sha256)
        found = Found(self.id, self.file, sealed.sha256, sealed.size, self.how)
        made = store.staging(place, self.id)
        try:
            with scope(self.actor, [place]), self._alone():
                self._once(sealed.sha256)
                return self._read(found, sealed, made)
        except BaseException:
            if not self._recorded():
                self._leave_nothing()
            raise
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def _alone(self) -> AbstractContextManager[None]:
        """No other import of this source meanwhile; a test import keeps nothing, so it waits for nobody."""
        return nullcontext() if self.how == "test" else store.alone(self.source.authority_id, self.source.pk)

    def _recorded(self) -> bool:
        """Whether the ledger holds it: that is never taken away. When nobody can say, the files stay, and `leftovers.tidy` looks later."""
        try:
            with scope(self.actor, [self.source.authority_id]):
                return Delivery.objects.filter(pk=self.id).exists()
        except DatabaseError:
            return True

    def _known_by(self, sha256: str) -> str:
        """By what the file is known: its hash. Of a watch list a keyed one, or who guesses a short list would know when he is right."""
        if self.source.kind != Kind.WATCH:
            return sha256
        return hmac.digest(keys.pseudonym_key(self.source.authority_id), sha256.encode(), "sha256").hex()

    def _once(self, sha256: str) -> None:
        before = already(self.source, sha256) if self.how != "test" else None
        if before is not None:
            day = clock.local(before.received_at).strftime("%d/%m/%Y")
            words = _("%(file)s: dit bestand is al geïmporteerd op %(day)s. Er is niets veranderd.")
            now = None
            with suppress(Unreadable):  # nobody says any more how it is read
                now = self._how().stored
            if now is not None and now != before.read_as:
                words += " " + _("Het werd toen anders gelezen dan nu: haal het eerst weg om het opnieuw te lezen.")
            raise Twice(words % {"file": self.file, "day": day})

    def _accounts(self) -> tuple[set[str], set[str]]:
        """The accounts that are known, and those that lists of staff name, which are no account before a log has them."""
        place = self.source.authority
        rows = LogUser.objects.filter(authority=place).values_list("user_id", flat=True)
        return set(rows), store.listed_users(place.pk, **lists(place))

    def _how(self) -> Reading:
        """How the file is read. Raises Unreadable when nobody said so."""
        return self.how_read or reading(Kind(self.source.kind), Format(self.source.format), self.source.mapping)

    def _read(self, found: Found, sealed: vault.Sealed, made: Path) -> Taken:
        faults = Faults()
        rows: list[dict[str, Any]] = []
        try:
            with self._net("lezen"):
                how = self._how()
                converter = Converter(
                    how, keys.pseudonyms(self.source.authority_id), clock.now(), faults, *self._accounts()
                )
                self._stage(how, converter, faults, sealed.size, made, rows)
            with self._net("samenvoegen"):
                staged = _some(staging.finish(made, self.source.authority_id, self.source.pk, how.kind), faults)
        except Unreadable as problem:
            return self._refuse(replace(found, problems=faults.told(self.file), left_out=faults.count), str(problem))
        if staged.renumbered:
            column = ", ".join(how.fields["event_id"].columns)
            faults.mention(staged.renumbered_row, RENUMBERED, column, staged.renumbered)
        if staged.whole_days:
            faults.mention(0, WHOLE_DAYS, ", ".join(how.fields[UNTIL_FIELD].columns), staged.whole_days)
        for one in rows:
            whole = one.pop(WHOLE, None)
            if whole and staged.whole_days:
                one[UNTIL_FIELD] = whole
        days = sorted(staged.per_day)
        found = replace(
            found,
            rows=staged.rows,
            left_out=faults.count,
            duplicates=staged.duplicates,
            first=days[0] if days else None,
            last=days[-1] if days else None,
            key_id="" if self.source.kind == Kind.WATCH else sealed.key_id,
            keep_until=None if self.source.kind == Kind.WATCH else library.raw_term(clock.today()),
            read_as=how.stored,
            problems=faults.told(self.file),
            gaps=[*self._gaps(staged, made, converter.skipped, faults.count), *_again(staged)],
            users=staged.users,
            persons=converter.persons,
        )
        if self.how == "test":
            self._leave_nothing()
            return Taken(self.file, found, first_rows=rows)
        # Two files of one moment still have an order: the newest list of a dimension counts.
        at = store.after(self.source.authority_id, clock.now())
        return self._keep(found, store.Mark(self.id, self.source.pk, how.kind, tuple(days), at), made)

    @contextmanager
    def _net(self, stage: str) -> Iterator[None]:
        """The last net: what nobody foresaw in a file refuses that file, told and logged without a value of it. Trouble of the machine
        (disk, memory, database) is no fault of the file and goes on as it is."""
        try:
            yield
        except (Unreadable, MemoryError, DatabaseError):
            raise
        except Exception as problem:
            if isinstance(problem, OSError) and problem.errno is not None:
                raise
            kind = type(problem).__name__
            log.error("delivery %s of source %s broke (%s): %s", self.id, self.source.pk, stage, kind)  # noqa: TRY400 -- a trace holds values
            raise Unreadable(f"kan niet gelezen worden: onverwachte fout bij het {stage} ({kind})") from None

    def _gaps(self, staged: staging.Staged, made: Path, skipped: set[int], left_out: int) -> list[dict[str, Any]]:
        """What lacks, and what another source delivers too; that nobody can say so refuses no file."""
        try:
            with self._net("nagaan van wat ontbreekt"):
                if self.source.kind != Kind.CONSULT:
                    return fewer.lines(self.source, made) + same_day.lines(self.source, made)
                shared = overlap.lines(self.source, staged, made)
                return gaps.report(self.source, staged, made, skipped, left_out - len(skipped)) + shared
        except Unreadable:
            return [{"kind": "unknown", "text": _("Of er iets ontbreekt, kon niet nagegaan worden")}]

    def _stage(
        self, how: Reading, converter: Converter, faults: Faults, size: int, made: Path, rows: list[dict[str, Any]]
    ) -> None:
        with (
            vault.opened(self.source.authority_id, self.id) as plain,
            records(plain, size, how, faults, clock.now()) as each,
            staging.Writer(made, how.kind) as writer,
        ):
            for count, record in enumerate(each, start=1):
                allow_rows(count)
                row = converter.row(record)
                if row is not None:
                    if len(rows) < FIRST_ROWS and how.kind is not Kind.WATCH:
                        rows.append({"_row": record.row, **row, "vip": None})
                    writer.add(row, record.row)

    def _keep(self, found: Found, mark: store.Mark, made: Path) -> Taken:
        place = self.source.authority_id
        store.place(place, mark, made)
        delivery = record_delivery(self.actor, source=self.source, found=found)
        store.count(place, self.id)
        if self.source.kind == Kind.WATCH:  # nobody can read it back: only the pseudonyms stay
            vault.blank(place, self.id)
        try:
            lateness.settle_source(self.source)
        except Exception:  # the file counts; the job looks at the task again
            log.exception("the task about source %s was not settled", self.source.pk)
        return Taken(self.file, found, delivery)

    def _refuse(self, found: Found, reason: str) -> Taken:
        self._leave_nothing()
        text = f"{self.file} {reason}."
        if self.how == "test":
            return Taken(self.file, found, refused=text)
        problems = [*found.problems, {"file": self.file, "text": reason, "column": "", "row": 0, "count": 0}]
        delivery = refuse_delivery(self.actor, source=self.source, found=replace(found, problems=problems), reason=text)
        return Taken(self.file, found, delivery, text)

    def _leave_nothing(self) -> None:
        vault.blank(self.source.authority_id, self.id)
        store.forget(self.source.authority_id, self.id)


def _again(staged: staging.Staged) -> list[dict[str, Any]]:
    """What earlier files of the source hold of this one: whoever takes those out must know of this one."""
    words = _("%(count)s hiervan: al in “%(file)s”, telt één keer, bij dat bestand")
    names = dict(Delivery.objects.filter(pk__in=staged.again).values_list("pk", "file_name"))
    return [
        {
            "kind": AGAIN,
            "text": words % {"count": count, "file": names.get(one, "?")},
            "delivery": str(one),
            "count": count,
        }
        for one, count in staged.again.items()
    ]


def _some(staged: staging.Staged, faults: Faults) -> staging.Staged:
    if staged.rows or staged.duplicates:
        return staged
    if faults.lacking:
        raise Unreadable(
            f"mist in elke regel: {', '.join(faults.lacking)}. Pas aan hoe de bron gelezen wordt, of vraag het bestand opnieuw"
        )
    raise Unreadable("heeft geen enkele rij die gebruikt kan worden" if faults.count else "heeft geen enkele rij")
