"""What people see: pages, fragments, downloads, and who may have them."""
