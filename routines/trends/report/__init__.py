"""The report: a page to print or to hand to a clinician, and links that let one person read it."""
