"""What of another program's file is what here: guessed, chosen by the person, remembered."""
