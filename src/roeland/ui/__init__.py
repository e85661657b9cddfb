"""The look and voice of Roeland: base page, components, forms, tables, charts, dates; no models.

Words it owns: shell (the frame round a page), status (shape and word), ground label, worklist line, clock ruler,
year overview (heat map). Other rooms hand over frozen values; this room turns them into accessible markup.
"""
