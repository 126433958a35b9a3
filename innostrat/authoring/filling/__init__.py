"""Asks what a project lacks, and turns the answers into edits of its file."""
