"""Adherence and the course of the counts."""
