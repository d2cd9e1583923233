"""Mail, out and in: a reply is a post like any other.

Out (`outgoing`): whoever is to hear of something is handed a letter; it is written, and asked again whether they may read it,
in the moment it is handed over. In (`incoming`): what comes to an address of the house becomes a post, an answer or another
act of the person whose address it is; what cannot be taken is kept aside and answered kindly. `addresses` makes and reads
the addresses of both.

Who hears of what, and when, is for `notifications` to say, one storey up: it calls `actions.queue`.
"""
