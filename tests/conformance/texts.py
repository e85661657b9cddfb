"""Finds texts for users that are not given to gettext: in Python by where a literal stands, in templates by what is no tag.

What is looked at in Python is a list of places: the calls and names through which a text reaches a reader. A literal anywhere else
(a key, SQL, a log line, an English fault for developers) is not a text.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LETTERS = re.compile(r"(?!Roeland\b)\b[^\W\d_]{2,}")  # the name of the program is the same in every language
SENTENCE = re.compile(r"^[^<>/{}]*[^\W\d_]{2,} [^<>]*[^\W\d_]{2,}")
# Callable -> which of its positional arguments are texts.
SINKS: dict[str, tuple[int, ...]] = {
    "Refused": (0,),
    "Denied": (0,),
    "Forked": (0,),
    "KeyMissing": (0,),
    "Definition": (0, 1),
    "Empty": (0, 1),
    "Verb": (0,),
    "Way": (0, 2),
    "Column": (1,),
    "Filter": (1,),
    "Status": (1,),
    "pressed": (2,),
    "success": (1,),
    "error": (1,),
    "info": (1,),
    "warning": (1,),
    "add_error": (1,),
    "send_mail": (0,),
    "_form": (1, 3, 5),
    "report": (2, 3),
    "_refuse": (1, 2),
}
LOGGERS = {"log", "logger", "logging"}
KEYWORDS = {"label", "help_text", "search_label", "caption", "advice", "what", "lead", "title", "hint"}
KEYS = {"title", "lead", "verb", "required", "invalid"}  # of a context or of error_messages
NAMES = {"crumb", "caption", "search_label", "noun"}
SILENT = {"css"}  # what these return is for the browser
CHOICES = {"STATES", "NOBODY", "CHOICES"}
ERRORS = {"errors", "error_messages"}
WRAPPED = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "gettext_noop"}


@dataclass(frozen=True)
class Bare:
    """A text that is not wrapped."""

    path: Path
    line: int
    text: str
    node: ast.expr | None = None
    lazy: bool = False  # it stands where a module is imported

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


class _Reader(ast.NodeVisitor):
    """Walks a module and keeps the bare texts."""

    def __init__(self, path: Path) -> None:
        self.path, self.depth = path, 0
        self.found: list[Bare] = []
        self.speaks = "web" in path.parts or path.parent.name == "ui"  # what a function here returns is read

    def take(self, node: ast.AST | None) -> None:
        """A place where a text is expected; looks through choices, sums and lists."""
        match node:
            case ast.Constant(value=str(text)) if LETTERS.search(text):
                self.found.append(Bare(self.path, node.lineno, text, node, not self.depth))
            case ast.JoinedStr(values=parts) if any(
                isinstance(part, ast.Constant) and LETTERS.search(str(part.value)) for part in parts
            ):
                self.found.append(Bare(self.path, node.lineno, ast.unparse(node), node, not self.depth))
            case ast.IfExp(body=one, orelse=other):
                self.take(one)
                self.take(other)
            case ast.BinOp(left=one, right=other, op=ast.Add()):
                self.take(one)
                self.take(other)
            case ast.BoolOp(values=values) | ast.List(elts=values) | ast.Tuple(elts=values):
                for value in values:
                    self.take(value)

    def take_labels(self, node: ast.AST) -> None:
        """The second of each pair: (value, label)."""
        for pair in node.elts if isinstance(node, ast.List | ast.Tuple) else ():
            if isinstance(pair, ast.Tuple) and len(pair.elts) == 2:
                self.take(pair.elts[1])

    def visit_Call(self, node: ast.Call) -> None:
        func = node.func.value if isinstance(node.func, ast.Subscript) else node.func  # Column[Any]("key", "Title")
        name = func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        logs = isinstance(owner, ast.Name) and owner.id in LOGGERS
        if name in SINKS and not logs:
            for place in SINKS[name]:
                if place < len(node.args):
                    self.take(node.args[place])
        if name == "Invalid" and node.args and isinstance(node.args[0], ast.Dict):
            for value in node.args[0].values:
                self.take(value)
        if name == "append" and isinstance(owner, ast.Call) and getattr(owner.func, "attr", "") == "setdefault":
            self.take(node.args[0])
        for keyword in node.keywords:
            if keyword.arg in KEYWORDS:
                self.take(keyword.value)
            if keyword.arg == "choices":
                self.take_labels(keyword.value)
        self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in KEYS:
                self.take(value)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            if isinstance(target, ast.Attribute | ast.Name):
                name = target.attr if isinstance(target, ast.Attribute) else target.id
                if name in CHOICES:
                    self.take_labels(node.value)
                if name in NAMES or (name == "lead" and self.depth):
                    self.take(node.value)
            elif isinstance(target, ast.Subscript):
                of = target.value
                if (of.id if isinstance(of, ast.Name) else getattr(of, "attr", "")) in ERRORS:
                    self.take(node.value)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if isinstance(node.target, ast.Name) and node.target.id in CHOICES and node.value is not None:
            self.take_labels(node.value)
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name) and node.target.id in {"lead", "title"}:
            self.take(node.value)
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        if self.speaks:
            before = len(self.found)
            self.take(node.value)
            self.found[before:] = [bare for bare in self.found[before:] if SENTENCE.search(bare.text)]
        self.generic_visit(node)

    def _deeper(self, node: ast.AST) -> None:
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for default in [*node.args.defaults, *node.args.kw_defaults]:
            if default is not None:
                self.visit(default)
        speaks, self.speaks = self.speaks, self.speaks and node.name not in SILENT
        self.depth += 1
        for part in node.body:
            self.visit(part)
        self.depth, self.speaks = self.depth - 1, speaks
        for decorator in node.decorator_list:
            self.visit(decorator)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._deeper(node)


def in_python(path: Path) -> list[Bare]:
    """The bare texts of one module, in order."""
    reader = _Reader(path)
    reader.visit(ast.parse(path.read_text(encoding="utf-8")))
    unique = {(bare.node.lineno, bare.node.col_offset): bare for bare in reader.found if bare.node is not None}
    return [unique[key] for key in sorted(unique)]


_SKIPPED = re.compile(
    r"{%\s*(blocktranslate|comment|verbatim)\b.*?%}.*?{%\s*end\1\s*%}|{#.*?#}|{% block width %}.*?{% endblock %}|"
    r"<!--.*?-->|<(svg|code|pre|style|kbd)\b.*?</\2>",
    re.DOTALL,
)
_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
_SAID = re.compile(r"""\b(?:aria-label|title|placeholder|alt|summary)=(["'])(.*?)\1""", re.DOTALL)
_HTML = re.compile(r"<[^>]*>", re.DOTALL)
_COMPONENT = re.compile(
    r"{%\s*(button|link_button|callout|panel|dialog|progress|result_line|status|evidence_drop)\b(.*?)%}", re.DOTALL
)
_QUOTED = re.compile(r"""(?<![\w(:])(?:(\w+)=)?(["'])(.*?)\2""")
_FIRST_IS_NO_TEXT = {"dialog", "status"}  # its id, its state
_NAMES = {"kind", "icon", "name", "value", "form", "id", "css", "dialog"}  # arguments of components that nobody reads


def in_template(path: Path) -> Iterator[Bare]:
    """The bare texts of one template: between tags, in attributes that are read, and in arguments of components."""
    text = path.read_text(encoding="utf-8")

    def blank(found: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", found.group(0))

    text = _SKIPPED.sub(blank, text)
    for found in _COMPONENT.finditer(text):
        words = list(_QUOTED.finditer(found.group(2)))
        for word in words[found.group(1) in _FIRST_IS_NO_TEXT :]:
            said = word.group(1) not in _NAMES and LETTERS.search(word.group(3))
            if said and not word.group(3).startswith(("/", "?", "#")):
                yield Bare(path, text.count("\n", 0, found.start()) + 1, word.group(3))
    plain = _TAG.sub(blank, text)
    for found in _SAID.finditer(plain):
        if LETTERS.search(found.group(2)):
            yield Bare(path, plain.count("\n", 0, found.start()) + 1, found.group(2))
    for number, line in enumerate(_HTML.sub(blank, plain).splitlines(), start=1):
        if LETTERS.search(re.sub(r"&\w+;", "", line)):
            yield Bare(path, number, " ".join(line.split()))
