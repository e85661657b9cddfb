"""Who may do what in this room. Pure: no database."""

from roeland.kernel.rights import Mode, Permission

AUDIENCE = "ksz_log"


class P:
    """Permissions. The reviewer of a case judges it (`grants`); everybody answers what he is asked and sees what is kept of him."""

    SEE = Permission("logs:case:see", AUDIENCE, Mode.READ)
    FIGURES = Permission("logs:figures:see", AUDIENCE, Mode.SUMMARY)
    SOURCES = Permission("logs:source:keep", AUDIENCE, Mode.EDIT)
    RUN = Permission("logs:run:do", AUDIENCE, Mode.EDIT)
    JUDGE = Permission("logs:case:judge", AUDIENCE, Mode.EDIT)
    REVEAL = Permission("logs:case:reveal", AUDIENCE, Mode.EDIT, may="reveal")
    MANDATE = Permission("logs:case:mandate", AUDIENCE, Mode.EDIT)
    CONDITIONS = Permission("logs:conditions:keep", AUDIENCE, Mode.EDIT)
    RULES = Permission("logs:rules:keep", AUDIENCE, Mode.EDIT)
    ABOUT = Permission("logs:about:read", AUDIENCE, Mode.SELF)
    ANSWER = Permission("logs:question:answer", AUDIENCE, Mode.SELF)
    EXPORT = Permission("logs:figures:export", AUDIENCE, Mode.READ, may="export")
    KEEP = Permission("logs:run:keep", AUDIENCE, Mode.OWN)  # the program itself; an officer could
