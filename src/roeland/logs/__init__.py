"""Log control: every consultation of citizens' data is explained, or becomes a question.

Words: consultation (one row of the log), explanation (a registered reason), flag (a sign worth a question), case (user x citizen).
What is here is the engine on folders of files; sources, runs, reviews and pages come on top of it and are not here yet.
"""
