"""How a file of a source is read: unpacked, decoded and split into records, streaming; nothing here knows the database.

A fault names the row and the column, never the value: what stands in a log is somebody's.
"""
