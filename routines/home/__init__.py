"""The pages that put the rooms side by side: Today, History, the landing page."""
