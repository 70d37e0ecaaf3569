"""Findings told: to people, editors, forges and programs, each in its own form."""
