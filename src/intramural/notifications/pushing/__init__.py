"""Pushing: news for a device, handed to the push service of its browser (RFC 8030), encrypted for the device alone (RFC 8291),
and signed so that the service knows whose it is (RFC 8292).

keys      the house's key pair, which follows from its secret key · whose devices were made under it
writing   what a push says: who does what to you, and never a word that somebody wrote
handing   claims what is due, asks again who may read it, sends, and notes what came of it
"""
