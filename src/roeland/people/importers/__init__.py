"""Reads lists of persons, teams and mandates as Flemish offices keep them, and plans what would change.

`sheets` reads bytes, `cells` one cell, `headers` the title row, `rows` one line, `planner` compares with what is known.
Everything here is pure but `run`, which carries a plan out through the verbs.
"""
