"""Log control: every consultation of citizens' data is explained, or becomes a question.

Words: consultation (one row of the log), explanation (a registered reason), flag (a sign worth a question), case (user x citizen),
source (where a log or a dimension comes from), delivery (one file of a source), run (the control of one month).
What decides is `roeland.scrutiny`, on folders; this room keeps sources, runs, cases and questions, and never a consultation.
"""
