"""Where the watch list may be used. Its sign reads *bijzondere band*, so there must be other ties of which that could be said.

Tables made here: `hidden` (u, citizen, kind, mild), the ties of workers in this run that no sentence names (mild: also on what a weaker
explanation covers), and `mixed` (u, mild, people), the workers who have two kinds of them. For everybody else the phrase would say who is on
the list, so the list is not used: no points, no reason. Nothing here depends on who is on it.
"""

from collections.abc import Callable

from roeland.scrutiny.causes import FORMER_HOUSEHOLD, HOUSEHOLD, SELF, STREET
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.rulebook import Rulebook

WATCH = "watch"
KINDS = 2
TIED = {"self": SELF, "own-household": HOUSEHOLD, "former-household": FORMER_HOUSEHOLD}
MILD = {"street", "colleague"}
LACKS = "genoeg andere banden"
NOTE = (
    "Zonder genoeg andere banden tussen medewerkers en burgers (eigen nummer, gezin, straat, familienaam) wordt de lijst van burgers "
    "die extra aandacht vragen niet gebruikt: wie een geval ziet, zou weten wie erop staat."
)
DURING = "JOIN asked_span p ON {0}.a <= p.high AND p.low < {0}.b"
UNSHARED = "ANTI JOIN shared h ON h.u = {}.u"


def make(world: World, book: Rulebook, can: Callable[[str], bool]) -> None:
    """Tables `hidden` and `mixed`, after the habits of users are known."""
    world.run(
        "CREATE TEMP TABLE asked_span AS SELECT min(ts) AS low, max(ts) AS high FROM consult; "
        "CREATE TABLE hidden (u INTEGER, citizen BIGINT, kind VARCHAR, mild BOOLEAN)"
    )
    for kind, sql in ties(world, book).items():
        if can(kind) and book.flag(kind).weight > 0:
            world.run(
                f"INSERT INTO hidden SELECT DISTINCT k.u, k.citizen, '{kind}', {kind in MILD} FROM ({sql}) k SEMI JOIN habit w ON w.u = k.u"
            )
    world.run(
        "CREATE TABLE mixed AS SELECT u, count(DISTINCT CASE WHEN mild THEN kind END) AS mild, count(DISTINCT citizen) AS people "
        f"FROM hidden GROUP BY u HAVING count(DISTINCT kind) >= {KINDS}"
    )


def ties(world: World, book: Rulebook) -> dict[str, str]:
    """Per kind of tie the SQL of who (u) has it with whom (citizen) where no sentence would name it."""
    few = f"(SELECT {{0}} FROM residents WHERE {{0}} IS NOT NULL GROUP BY {{0}} HAVING count(*) < {book.crowd}) q ON q.{{0}} = r.{{0}}"
    lasting = f"SELECT t.u, t.citizen FROM tie t {DURING.format('t')}"
    found = {kind: f"{lasting} {UNSHARED.format('t')} WHERE t.bit = {bit}" for kind, bit in TIED.items()}
    found["street"] = (
        f"{lasting} JOIN residents r ON r.citizen = t.citizen JOIN {few.format('street')} WHERE t.bit = {STREET}"
    )
    found["surname"] = (
        f"SELECT l.u, r.citizen FROM lives l {DURING.format('l')} JOIN residents r ON r.surname = l.surname JOIN {few.format('surname')} "
        "WHERE l.own IS DISTINCT FROM r.citizen"
    )
    if world.one("SELECT count(DISTINCT own) FROM staffing") < book.crowd:
        found["colleague"] = (
            f"SELECT w.u, c.own AS citizen FROM (SELECT DISTINCT u FROM habit) w JOIN staffing c ON c.u <> w.u {DURING.format('c')} "
            f"{UNSHARED.format('w')} WHERE c.own IS NOT NULL"
        )
    return found


def enough(world: World, book: Rulebook) -> bool:
    """Whether the phrase could be said of so many people in this run that the watch list may be used at all."""
    return world.one("SELECT count(DISTINCT h.citizen) FROM hidden h SEMI JOIN mixed m ON m.u = h.u") >= book.crowd


def used(world: World, book: Rulebook) -> bool:
    """Whether the run had nothing to say of the watch list: there is none, or it counts."""
    return not world.loaded.has("citizens", "vip") or enough(world, book)


def watched(world: World, book: Rulebook) -> str:
    """The SQL of the consultations (of table `known`) that the watch list marks, of who may be marked by it."""
    if not enough(world, book):
        return "SELECT rid FROM known WHERE false"
    mixed = "SEMI JOIN mixed m ON m.u = e.u" if book.crowd else ""
    return f"SELECT rid FROM known e SEMI JOIN watched w ON w.citizen = e.citizen {mixed}"


def thin(world: World, book: Rulebook, bit: int) -> None:
    """Take back of the watch sign what the sentences would give away by where and how often they stand.

    On what a weaker explanation covers only mild ties stand, so there must be two kinds of those. Who has such ties with three people has no
    more than three citizens with the phrase, and no citizen has it with more workers than one can: what came first stays.
    """
    if not book.crowd:
        return
    world.run(
        f"DELETE FROM flag WHERE bit = {bit} AND rid IN (SELECT k.rid FROM known k JOIN mixed m ON m.u = k.u ANTI JOIN rest r ON r.rid = k.rid WHERE m.mild < {KINDS})"
    )
    most = world.one("SELECT max(n) FROM (SELECT count(DISTINCT u) AS n FROM hidden GROUP BY citizen)")
    world.run(
        "CREATE TEMP TABLE phrased AS SELECT u, citizen, min(ts) AS ts, max(tied) AS tied FROM ("
        "SELECT k.u, k.citizen, k.ts, 1 AS tied FROM known k SEMI JOIN hidden h ON h.u = k.u AND h.citizen = k.citizen UNION ALL "
        f"SELECT k.u, k.citizen, k.ts, 0 AS tied FROM known k SEMI JOIN (SELECT rid FROM flag WHERE bit = {bit}) f ON f.rid = k.rid) GROUP BY u, citizen; "
        "CREATE TEMP TABLE telling AS SELECT u, citizen FROM (SELECT s.u, s.citizen, s.tied, m.people, "
        "row_number() OVER (PARTITION BY s.u ORDER BY s.tied DESC, s.ts, s.citizen) AS of_worker, "
        "row_number() OVER (PARTITION BY s.citizen ORDER BY s.tied DESC, s.ts, o.user_id) AS of_citizen "
        "FROM phrased s LEFT JOIN users o ON o.u = s.u LEFT JOIN mixed m ON m.u = s.u) "
        f"WHERE tied = 0 AND (of_worker > people OR of_citizen > {most}); "
        f"DELETE FROM flag WHERE bit = {bit} AND rid IN (SELECT k.rid FROM known k SEMI JOIN telling t ON t.u = k.u AND t.citizen = k.citizen)"
    )
