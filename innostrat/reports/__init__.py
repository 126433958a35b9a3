"""What to show: typed tables and sentences, without a thought for how they are drawn."""
