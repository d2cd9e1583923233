"""Mail: archives of lists (mbox) and mailboxes (Maildir, or a tree of files with a mail each).

mbox, maildir   where the mails of a source are         letters   one mail read, whatever it looks like
threads         which is which, and what answers what   words     what was said, with the quoted history folded
archive         the source itself
"""
