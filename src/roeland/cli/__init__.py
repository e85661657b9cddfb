"""The command line: a door. It reads settings, finds the operator of the operating system and calls verbs and queries.

One module per command or group; `main` lists them. The demonstration lives here too.
"""
