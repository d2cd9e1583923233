"""Interleavings: a post is taken away while something of it is on its way, by real connections that begin at the same moment.

scene    a post with everything that hangs on it, open to all; taken away by four verbs, and put back for the next round
ways     how something of it gets to a reader: asked for, handed over, told, or copied into something else
rounds   one verb against several ways at once, at random moments; what was seen when

What counts is the moment at which a way asks who may see it (docs/decisions/0026): of what asks after the commit of the
taking away, no byte may leave. What had asked before may still be on its way, and is counted as before.
"""
