from __future__ import annotations

from tests import real_input

collect_ignore_glob = [] if real_input.is_here() else ["test_real_*.py"]
