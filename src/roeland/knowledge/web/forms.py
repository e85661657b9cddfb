"""Forms of the knowledge base."""

from django import forms
from django.utils.translation import gettext_lazy as _

from roeland.ui.form import Form


class RatingForm(Form):
    """Did it help, and what is missing."""

    useful = forms.TypedChoiceField(
        label=_("Hielp dit document je verder?"),
        choices=[("ja", _("Ja, ik vond wat ik zocht")), ("nee", _("Nee, er ontbreekt iets"))],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Wat ontbreekt er?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("De eigenaar van het document leest dit, met je naam erbij."),
    )
