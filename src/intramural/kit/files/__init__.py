"""Files: bytes kept under random keys, told apart by their content, redrawn, read and shown small.

It knows no domain: whose a file is and who may see it is decided elsewhere. What comes from people is opened in a
process of its own, with limits (`apart`), so that a bad file harms nothing but its own reading.
"""
