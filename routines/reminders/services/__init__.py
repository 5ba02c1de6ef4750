"""The only places that write reminders, plans and what is on its way."""
