"""A list of staff: a table (CSV, or separated by tabs, semicolons or bars) or an LDIF of a directory.

table, ldif   rows of each format, as words by column        columns   what the columns are called elsewhere
roll          the source: people with unit and manager
"""
