"""Gouji: the yearly report on open government information, written, checked and printed."""
