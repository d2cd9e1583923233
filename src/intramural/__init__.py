"""Intramural: a social network behind the firewall, open by default, with respect for control.

The packages are storeys of a house; ARCHITECTURE.md draws it and `.importlinter` holds it.
"""

__version__ = "0.1.0"
