"""What is remembered: reports and their change log, people and their sessions, and the editions on disk."""
