"""Where guidance editors work: drafts, reviews, history, import and export."""

from routines.guidance.admin.revisions import TopicRevisionAdmin
from routines.guidance.admin.topics import TopicAdmin

__all__ = ["TopicAdmin", "TopicRevisionAdmin"]
