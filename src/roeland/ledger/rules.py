"""What may be done with the ledger. Reading follows the audience of each entry; taking it along and erasing are
rights of their own. The bundle holds the text of every audience, so only who reads them all may take it along.
"""

from roeland.kernel.rights import INSTALLATION, Mode, Permission

LOG_READ = Permission("ledger:log:read", "ledger")
LOG_EXPORT = Permission("ledger:log:export", "ledger", Mode.READ, may="export_log")
PAYLOAD_ERASE = Permission("ledger:payload:erase", "ledger", Mode.READ, may="approve")
LOG_AUDIT = Permission("ledger:log:audit", INSTALLATION)
KEY_ROTATE = Permission("ledger:key:rotate", INSTALLATION)
INSTALLATION_EXPORT = Permission("ledger:installation:export", INSTALLATION)
