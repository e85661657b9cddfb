"""Roeland: open workplace for information security and ICT operations of Flemish local authorities."""
