"""One function per use case; the only importer of the tables.

Every function takes the database first and, where time matters, `now`. It opens one block
and returns frozen values. Helpers that several services share start with an underscore and take the
session, because blocks never nest.
"""
