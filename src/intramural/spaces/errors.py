"""The refusals of spaces.

LastOwner             409  the space would be left with nobody who looks after it
SpaceArchivedAlready  409  an archived space is read, and not changed until it is brought back
SettingsChanged       409  the settings were changed between showing the form and sending it
"""

from __future__ import annotations

from intramural.kit.errors import Conflict


class LastOwner(Conflict):
    code = "last_owner"


class SpaceArchivedAlready(Conflict):
    code = "space_archived"


class SettingsChanged(Conflict):
    code = "settings_changed"
