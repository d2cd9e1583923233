"""What comes in by mail: read, told apart from what stands around it, and done as one act of one person.

    listening → delivering → taking
                             reading → trimming → senders (whose) → acts (what) → answering (what they are told)

automatic  which mails a program wrote            keeping  bytes and rows of mails that came
history    which lines are older than the mail    lines    lines as programs break them
parts      the parts of a mail, as they come      rich     the text of HTML mails
reasons    why a mail could not be taken          personal whose links and addresses of ours never go on
"""
