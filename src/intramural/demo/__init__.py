"""The demo company: Ostergate, who carry other people's boxes, and some ordinary weeks of their talk.

Made as code through the actions that everybody uses, always the same company for the same day. It is for looking
around on one's own machine: its accounts share one password, so `intramural serve` shows them on loopback only.

Verbs: `build.make`, `build.is_here`, `passwords.shared`.
"""
