"""Judging a log against the law."""
