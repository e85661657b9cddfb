"""Who may do what in this room. Pure."""

from roeland.documents.values import AUDIENCES
from roeland.kernel.rights import Mode, Permission


class P:
    """Permissions of this room. The index is kept by the program itself; an officer may have it made anew."""

    SEE = Permission("knowledge:entry:see", "documents", Mode.READ, family=AUDIENCES)
    INDEX = Permission("knowledge:entry:index", "policy", Mode.OWN)
    RATE = Permission("knowledge:document:rate", "documents", Mode.READ, family=AUDIENCES)
