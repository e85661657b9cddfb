"""The SQL of the engine, which is DuckDB's, said in the SQL of another engine: so flags and cases have one text.

sqlglot, which Ibis brings along, translates nearly all of it. What it does not know, or says with another meaning, stands here. A statement
of the engine may become more of them: what cannot delete rows keeps the others under the same name.
"""

from typing import Any

from roeland.scrutiny.scale.lazy import exp, sqlglot

Tree = Any  # sqlglot comes with an extra that mypy does not follow
OWN = "duckdb"
NAMED = {"HASH": "XXHASH64", "EPOCH_US": "UNIX_MICROS"}  # 64 bits: fewer would bring different groups together


def translated(sql: str, dialect: str) -> list[str]:
    """The statements that do the same on an engine of that dialect, in order."""
    trees = [tree for tree in sqlglot.parse(sql, read=OWN) if tree is not None]
    if dialect == OWN:
        return [tree.sql(OWN) for tree in trees]
    return [text for tree in trees for text in statements(changed(tree), dialect)]


def changed(tree: Tree) -> Tree:
    """A statement of which every node is as Spark says it, from below."""
    for node in reversed(list(tree.walk())):
        made = step(node)
        if made is not node:
            tree = made if node is tree else tree
            node.replace(made)
    return tree


def statements(tree: Tree, dialect: str) -> list[str]:
    """A statement of which the expressions are right already."""
    if isinstance(tree, exp.Create) and tree.kind == "TABLE":
        return created(tree, dialect)
    if isinstance(tree, exp.Create):
        return [f"CREATE OR REPLACE TEMPORARY VIEW {tree.this.name} AS {tree.expression.sql(dialect)}"]
    if isinstance(tree, exp.Insert):
        return [f"INSERT INTO {tree.this.sql(dialect)} {tree.expression.sql(dialect)}"]
    if isinstance(tree, exp.Delete):
        name, alias = tree.this.name, tree.this.alias or tree.this.name
        test = tree.args["where"].this.sql(dialect)
        return [
            table(f"kept_{name}", f"SELECT * FROM {name} AS {alias} WHERE NOT COALESCE({test}, FALSE)", dialect),
            f"DROP TABLE {name}",
            f"ALTER TABLE kept_{name} RENAME TO {name}",
        ]
    return [tree.sql(dialect)]


def created(tree: Tree, dialect: str) -> list[str]:
    """A table that lasts as long as the schema it is in; no engine but the own one has tables of a session."""
    name = tree.this.this.name if isinstance(tree.this, exp.Schema) else tree.this.name
    before = [f"DROP TABLE IF EXISTS {name}"] if tree.args.get("replace") else []
    if tree.expression:
        return [*before, table(name, tree.expression.sql(dialect), dialect)]
    columns = ", ".join(column.sql(dialect) for column in tree.this.expressions)
    return [*before, f"CREATE TABLE {name} ({columns}) USING parquet"]


def table(name: str, sql: str, dialect: str) -> str:
    """The statement that makes a table of a question."""
    return f"CREATE TABLE {name}{'' if dialect == OWN else ' USING parquet'} AS {sql}"


def step(node: Tree) -> Tree:
    """One node as Spark says it; the nodes below it are already."""
    if isinstance(node, exp.Anonymous) and node.name.upper() in NAMED:
        return exp.Anonymous(this=NAMED[node.name.upper()], expressions=node.expressions)
    if isinstance(node, exp.Anonymous) and node.name.upper() == "TIMEZONE":
        zone, at = node.expressions
        return exp.Anonymous(this="FROM_UTC_TIMESTAMP", expressions=[at, zone])
    for kind, change in (
        (exp.DataType, moment),
        (exp.Window, distinct),
        (exp.DayOfWeekIso, weekday),
        (exp.PercentileCont, percentile),
        (exp.Select, qualified),
        (exp.Length, size),
        (exp.Div, divided),
        (exp.DateDiff, apart),
    ):
        if isinstance(node, kind):
            return change(node)
    return node


def moment(node: Tree) -> Tree:
    """A moment in UTC, as the tables have it: not one without a zone."""
    kinds = exp.DataType.Type
    return exp.DataType(this=kinds.TIMESTAMPLTZ) if node.this in {kinds.TIMESTAMP, kinds.TIMESTAMPNTZ} else node


def distinct(node: Tree) -> Tree:
    """count(DISTINCT x) OVER: as the size of the set of x."""
    counted = node.this
    if not (isinstance(counted, exp.Count) and isinstance(counted.this, exp.Distinct)):
        return node
    values = counted.this.expressions
    value = values[0] if len(values) == 1 else exp.Anonymous(this="STRUCT", expressions=values)
    window = node.copy()
    window.set("this", exp.Anonymous(this="COLLECT_SET", expressions=[value.copy()]))
    return exp.Anonymous(this="SIZE", expressions=[window])


def weekday(node: Tree) -> Tree:
    """Monday is 1."""
    return exp.paren(exp.Anonymous(this="WEEKDAY", expressions=[node.this]) + 1)


def percentile(node: Tree) -> Tree:
    """Between two values in proportion, exact."""
    return exp.Anonymous(this="PERCENTILE", expressions=[node.this, node.expression])


def size(node: Tree) -> Tree:
    """len() of a list, which counts the letters of a text too."""
    return exp.Anonymous(this="SIZE", expressions=[node.this]) if isinstance(node.this, exp.ArrayDistinct) else node


def divided(node: Tree) -> Tree:
    """What is divided is no decimal any more."""
    double = exp.DataType(this=exp.DataType.Type.DOUBLE)
    node.set("this", exp.Cast(this=exp.paren(node.this, copy=False), to=double))
    return node


def apart(node: Tree) -> Tree:
    """Days as midnights in between, not as stretches of 24 hours."""
    days = node.text("unit").upper() == "DAY"
    return exp.Anonymous(this="DATEDIFF", expressions=[node.this, node.expression]) if days else node


def qualified(node: Tree) -> Tree:
    """A QUALIFY over sums: the test is a column first, as sums are there no more outside."""
    test = node.args.get("qualify")
    if test is None or not any(not isinstance(one.parent, exp.Window) for one in test.find_all(exp.AggFunc)):
        return node
    inner = node.copy()
    inner.set("qualify", None)
    inner = inner.select(exp.alias_(test.this.copy(), "_kept"))
    names = [exp.column(one.alias_or_name) for one in node.expressions]
    return exp.select(*names).from_(inner.subquery("_qualified")).where("_kept")
