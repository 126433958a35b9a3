"""Findings for people, for build servers and for editors."""
