"""Pages of people, and how the log-in (django-allauth) is bound to this room's verbs."""
