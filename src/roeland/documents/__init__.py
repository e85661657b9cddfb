"""Documents: texts that leave Roeland.

Only `render` is open: a document model that becomes one PDF/A-3a + PDF/UA-1 file or a sheet on the screen.
Words it owns: document, block, paper sheet, TLP label, ontwerp.
"""
