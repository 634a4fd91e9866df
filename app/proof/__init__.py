"""Proofreading: a written document is read again and compared with its report before it may be published."""
