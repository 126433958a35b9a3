"""The shell: the only place that knows options, terminals, clocks and exit codes."""
