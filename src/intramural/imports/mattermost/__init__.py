"""Mattermost's bulk export: a .jsonl, the .zip around it, or the folder that it unpacks to; a line is a thing.

team channel user bot                 where and who
post direct_post                      messages, with their replies and reactions inside
direct_channel emoji scheme role …    nothing that a message needs
"""
