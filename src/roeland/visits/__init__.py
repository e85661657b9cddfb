"""Visits: the shared officer's half day at an authority.

Owns the words agreement (overeenkomst), visit (bezoek), agenda item (punt), half day (halve dag), hand-over (overdracht), law change
(wetswijziging) and change of the organisation (wijziging in de organisatie).
What comes from rooms beside or above comes only through `kernel.offers.SINCE`.
"""
