"""What an archive holds beside diary.json, written row by row."""
