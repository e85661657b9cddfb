"""Document -> HTML for the sheet on the screen: plain semantic elements with classes, every text escaped.

The caller decides where a traced figure leads (`link`); the styling is the `paper` component of the ui room.
"""

from collections.abc import Callable, Iterable
from functools import singledispatchmethod

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from roeland.documents.render import model
from roeland.documents.render.model import Document, FigureRef, Run

Link = Callable[[str], str]
_TONE_WORDS = {
    model.Tone.INFO: "Ter info",
    model.Tone.WARN: "Let op",
    model.Tone.BAD: "Niet in orde",
    model.Tone.GOOD: "In orde",
}


def render_html(document: Document, *, link: Link | None = None, current: str = "", section: str = "") -> SafeString:
    """The paper sheet. `link` gives the address of a traced figure by its key, `current` is the chosen figure.

    `section` is the anchor of a first-level heading: only that section is shown, numbered as in the whole document.
    """
    pen = _Pen(link, current)
    return format_html(
        '<article class="paper" lang="{}" aria-label="{}">'
        '<p class="paper-head"><span>{}</span> <span class="paper-tlp"><span class="tlp tlp-{}">{}</span> {}</span></p>'
        "{}"
        '<p class="paper-foot"><span>{}, {}</span></p></article>',
        document.language,
        document.title,
        document.authority,
        document.tlp.name.lower().replace("_", "-"),
        document.tlp.value,
        document.tlp.words,
        _join(part for anchor, part in _by_section(document, pen) if section in {"", anchor}),
        document.title,
        document.status,
    )


def draw_blocks(blocks: Iterable[model.Block]) -> list[SafeString]:
    """Each block of a whole document drawn apart, in order, for a page that puts something between them."""
    pen = _Pen(None, "")
    return [pen.draw(block) for block in blocks]


def _by_section(document: Document, pen: "_Pen") -> Iterable[tuple[str, SafeString]]:
    """Each drawn block with the anchor of the section it stands in."""
    anchor = ""
    for block in document.blocks:
        if isinstance(block, model.Heading) and block.level == 1:
            anchor = block.anchor
        yield anchor, pen.draw(block)


def _join(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _lines(text: str) -> SafeString:
    """Escaped text with its line feeds as breaks."""
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in text.split("\n")))


def _cell(text: str, *, head: bool, first: bool, number: bool) -> SafeString:
    kind = mark_safe(' class="num"') if number else ""
    if head:
        return format_html('<th scope="col"{}>{}</th>', kind, _lines(text))
    if first:
        return format_html('<th scope="row"{}>{}</th>', kind, _lines(text))
    return format_html("<td{}>{}</td>", kind, _lines(text))


def _pairs(pairs: tuple[tuple[str, str], ...], *, mono: bool = False) -> SafeString:
    form = "<div><dt>{}</dt><dd><code>{}</code></dd></div>" if mono else "<div><dt>{}</dt><dd>{}</dd></div>"
    return format_html(
        '<dl class="paper-facts">{}</dl>', _join(format_html(form, name, _lines(value)) for name, value in pairs)
    )


def _legend(block: model.Figure) -> SafeString:
    swatch = '<li><svg width="11" height="11"><rect width="11" height="11" class="f-{}"/></svg>{}</li>'
    rows = _join(format_html(swatch, role, word) for role, word in block.legend)
    return format_html('<ul class="chart-legend" aria-hidden="true">{}</ul>', rows) if block.legend else SafeString("")


class _Pen:
    """Draws blocks; counts figures and tables like the PDF does, and headings one level lower (the page has its h1)."""

    def __init__(self, link: Link | None, current: str) -> None:
        self.link = link
        self.current = current
        self.numbers = {"Figuur": 0, "Tabel": 0}

    def number(self, word: str) -> str:
        self.numbers[word] += 1
        return f"{word} {self.numbers[word]}."

    def runs(self, runs: Iterable[Run]) -> SafeString:
        return _join(self._run(run) for run in runs)

    def _run(self, run: Run) -> SafeString:
        if isinstance(run, FigureRef):
            if self.link is None:
                return format_html('<strong class="figure-ref">{}</strong>', _lines(run.text))
            chosen = mark_safe(' aria-current="true"') if run.key == self.current else ""
            return format_html('<a class="figure-ref" href="{}"{}>{}</a>', self.link(run.key), chosen, _lines(run.text))
        text = _lines(run.text)
        if run.mono:
            text = format_html("<code>{}</code>", text)
        if run.emphasis:
            text = format_html("<em>{}</em>", text)
        if run.strong:
            text = format_html("<strong>{}</strong>", text)
        return format_html('<a href="{}" rel="noreferrer">{}</a>', run.url, text) if run.url else text

    @singledispatchmethod
    def draw(self, block: object) -> SafeString:
        raise TypeError(f"no HTML for {type(block).__name__}")

    @draw.register
    def _(self, block: model.Heading) -> SafeString:
        level = block.level + 1
        anchor = format_html(' id="{}"', block.anchor) if block.anchor else ""
        return format_html("<h{}{}>{}</h{}>", level, anchor, _lines(block.text), level)

    @draw.register
    def _(self, block: model.Paragraph) -> SafeString:
        return format_html("<p>{}</p>", self.runs(block.runs))

    @draw.register
    def _(self, block: model.Table) -> SafeString:
        def row(cells: tuple[str, ...], *, head: bool) -> SafeString:
            return _join(
                _cell(cell, head=head, first=index == 0, number=index in block.numeric)
                for index, cell in enumerate(cells)
            )

        number = self.number("Tabel")
        return format_html(
            '<div class="table-scroll" role="region" tabindex="0" aria-label="{} {}"><table class="paper-table">'
            "<caption>{} {}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
            number,
            block.caption,
            number,
            _lines(block.caption),
            row(block.header, head=True),
            _join(format_html("<tr>{}</tr>", row(cells, head=False)) for cells in block.rows),
        )

    @draw.register
    def _(self, block: model.Figure) -> SafeString:
        # The SVG comes from our own chart functions, which escape what they draw.
        return format_html(
            '<figure class="chart"><figcaption><strong>{}</strong> {}</figcaption>'
            '<div class="chart-image" role="img" aria-label="{}">{}</div>{}</figure>{}',
            self.number("Figuur"),
            _lines(block.caption),
            block.alt,
            mark_safe(block.screen or block.svg),  # noqa: S308 -- see above
            _legend(block),
            self.draw(block.data),
        )

    @draw.register
    def _(self, block: model.Notice) -> SafeString:
        return format_html(
            '<p class="paper-notice paper-notice-{}"><strong>{}.</strong> {}</p>',
            block.tone.value,
            _TONE_WORDS[block.tone],
            _lines(block.text),
        )

    @draw.register
    def _(self, block: model.ListBlock) -> SafeString:
        under = block.under or (None,) * len(block.items)
        items = _join(
            format_html("<li>{}{}</li>", self.runs(item), self.draw(deeper) if deeper else "")
            for item, deeper in zip(block.items, under, strict=True)
        )
        return format_html("<ol>{}</ol>" if block.ordered else "<ul>{}</ul>", items)

    @draw.register
    def _(self, block: model.Code) -> SafeString:
        return format_html('<pre class="paper-mono" tabindex="0">{}</pre>', block.text)

    @draw.register
    def _(self, block: model.KeyValue) -> SafeString:
        return _pairs(block.pairs, mono=block.mono)

    @draw.register
    def _(self, _block: model.PageBreak | model.Contents) -> SafeString:
        return SafeString("")

    @draw.register
    def _(self, block: model.CoverPage) -> SafeString:
        return format_html(
            '<header class="paper-cover"><p class="paper-title">{}</p><p>{}</p>{}</header>',
            _lines(block.title),
            _lines(block.subtitle),
            _pairs(block.facts) if block.facts else "",
        )

    @draw.register
    def _(self, block: model.VerificationBlock) -> SafeString:
        return format_html(
            "<ol>{}</ol><p><strong>Openbare sleutel</strong></p>"
            '<pre class="paper-mono">{}</pre>'
            '<p><strong>IJkpunt van het logboek</strong></p><pre class="paper-mono">{}</pre>',
            _join(format_html("<li>{}</li>", _lines(step)) for step in block.steps),
            block.key,
            block.checkpoint,
        )

    @draw.register
    def _(self, block: model.Signature) -> SafeString:
        return format_html('<p class="paper-signature">{}<br>{}</p>', block.name, block.function)
