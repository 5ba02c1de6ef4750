"""Reading what strangers wrote, in pieces and within bounds.

What comes back is plain: members of an archive, lines, rows, items of a document. What is too
large, broken, or something else altogether ends in one exception, `foreign.RefusedFile`, whose text
is for the person. Nothing is ever unpacked to disk, and no name in a file is used as a path.
"""
