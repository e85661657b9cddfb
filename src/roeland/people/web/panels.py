"""What upper rooms add to *Mijn account*: (name of a URL, words of the link). The doors fill it in their wiring."""

LINKS: list[tuple[str, str]] = []
