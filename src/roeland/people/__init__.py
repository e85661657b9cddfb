"""Who works for an authority, in which role, and who acts when somebody is away.

Words of this room: person, team, body, mandate, replacement, absence, account, invitation, token.
It answers "who holds this role on that day" for every other room; it knows nothing of tasks or evidence.
"""
