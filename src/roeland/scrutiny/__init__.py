"""The engine of log control: files in, verdicts and ranked cases out. No Django, no database of ours; DuckDB in memory, never spilling to disk.

`run.check` is the only door; `rulebook` holds the rules as data, `examples` tries the examples that stand beside each rule.
"""
