"""One function per use case; the only importer of the tables.

Every function takes the database first and, where time matters, `now`. It opens one block
and returns frozen values. Blocks never nest: a function that several use cases share takes an open
session as its first argument.
"""
