"""Reports of what the files say: the register, a page an item, the goals, the risks."""
