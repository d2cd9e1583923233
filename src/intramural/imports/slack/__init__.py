"""A Slack workspace as Slack exports it: a .zip or the folder that it unpacks to.

users.json                            people
channels.json groups.json             public and private channels with their members
dms.json mpims.json                   private conversations
<channel>/<anything>.json             messages, usually a file a day
"""
