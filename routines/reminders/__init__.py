"""What is due, for whom and when: reminders, their inbox and their delivery."""
