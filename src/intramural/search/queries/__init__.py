"""What somebody finds: posts, comments and files by their words, then people, spaces and topics by their names.

Every row, count, facet and corrected word comes from what `audiences.visibility` lets the viewer see, and from nothing else:
the index says where words stand, and the predicate is asked before anything is counted, capped or ranked.

The newest are found first. The best of them are ranked here, among the newest `MOST`: to rank a common word over all
that was ever said would take long, and what was said long ago is seldom what is looked for.
"""

from intramural.search.queries.asked import MOST
from intramural.search.queries.found import KINDS, ORDERS, Facet, Found, search
from intramural.search.queries.names import Names, Titled, names, titles

__all__ = ["KINDS", "MOST", "ORDERS", "Facet", "Found", "Names", "Titled", "names", "search", "titles"]
