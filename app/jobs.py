"""Renderings in worker processes."""
