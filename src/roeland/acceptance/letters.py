"""The code letter: one page per person, addressed with *u* as paper that leaves the authority. Renders; writes nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from roeland.acceptance.actions.codes import Letter
from roeland.acceptance.models import Offer
from roeland.acceptance.values import spoken
from roeland.documents.render import Document, Heading, KeyValue, PageBreak, Tlp, paragraph, render_pdf
from roeland.kernel import clock
from roeland.ui import dates


def letters_pdf(offer: Offer, letters: list[Letter]) -> bytes:
    """One PDF with a page per letter. The codes stand here and nowhere else."""
    blocks: list[object] = []
    for number, letter in enumerate(letters):
        row = letter.asked
        if number:
            blocks.append(PageBreak())
        until = dates.sentence_date(row.code_until or clock.now(), year=True)
        blocks += [
            Heading(str(row.person)),
            paragraph(str(row.team or "")),
            paragraph(
                _("U wordt gevraagd om een tekst te lezen en te aanvaarden: “%(title)s”, versie %(version)s.")
                % {"title": offer.document.title, "version": offer.version.number}
            ),
            paragraph(
                _(
                    "Uw diensthoofd opent daarvoor een pagina op een gedeeld toestel. Typ daar deze code. U leest de tekst en bevestigt."
                )
            ),
            KeyValue(((_("Uw code"), spoken(letter.code)), (_("Geldig tot"), until)), mono=True),
            paragraph(
                _(
                    "De code is van u alleen en dient één keer. Geef ze niet door. "
                    "Bent u ze kwijt, vraag dan een nieuwe brief: de oude code telt dan niet meer."
                )
            ),
            paragraph(
                _("Hebt u een vraag over de tekst, stel ze aan %(owner)s voor u bevestigt.")
                % {"owner": offer.document.owner or _("uw diensthoofd")}
            ),
        ]
    made = Document(
        title=_("Codebrieven: %(title)s") % {"title": offer.document.title},
        authority=offer.authority.name,
        tlp=Tlp("TLP:AMBER+STRICT"),
        status=_("Persoonlijk, enkel voor wie erop staat"),
        moment=clock.now(),
        blocks=tuple(blocks),  # type: ignore[arg-type]
        draft=False,
    )
    return render_pdf(made)
