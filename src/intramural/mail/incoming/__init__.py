"""What comes in by mail: read, and what was said in it told apart from what stands around it.

    bytes → reading (headers, words, files) → trimming (what was said)

automatic  which mails a program wrote            history  which lines are older than the mail
parts      the parts of a mail, as they come      lines    lines as programs break them
rich       the text of HTML mails
"""
