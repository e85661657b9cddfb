"""The same explanations as Ibis expressions, for who has an engine for more than one machine. Extra `scale`; see docs/scale.md."""
