"""A backup: one archive with the database as it was at one moment, every file that it names, and the secret key.

    manifest.json       what made it, when, on which database, at which migrations
    database.sqlite3    or tables/NAME.copy for every table of PostgreSQL
    files/…             as they lie in the data folder
    secret_key          where the house made its own
    checksums.txt       of all of these, as `sha256sum -c` reads it

The server may run meanwhile. Bytes of files never change under their key, and the row that names them is committed after
they are kept; so files are taken before and after the moment of the database, and nothing that it names is missing.
PostgreSQL is read by COPY in one read-only transaction: no pg_dump of the right version has to be at hand.

Verbs: `taking.make`, `taking.keep_newest`, `restoring.restore`, `archive.look`.
"""
