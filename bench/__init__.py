"""Speed, measured on this machine: `make bench` prints ratios within one run, and ends with 1 when a row is absent."""
