"""What a report is and what is wrong with it: pure, no clock, no disk, no network."""
