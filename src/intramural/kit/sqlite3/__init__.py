"""Django's backend for SQLite, in which whoever wants to write comes in soon (decision 44). Django looks for `base` in it."""
