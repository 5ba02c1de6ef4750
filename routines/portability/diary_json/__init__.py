"""diary.json: what its fields are, how they are written and read (docs/diary-json.md).

The format is told once, in `shapes`: writing, reading and the published schema go by it.
"""
