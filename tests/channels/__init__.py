"""Channels against real servers of this machine: mail, push, HTTP."""
