"""The demonstration: two fictional authorities with a history, built by the importers and verbs that users use.

`town` and `towns` say who there is, `roster` makes their lists as an office would keep them, `story` says what happened to each
duty, `evidence` makes the files that were handed in, `builder` lets it all happen day by day, `guard` looks before anything is
written. Nothing here writes a table itself.
"""
