"""Reports as bytes, in and out."""
