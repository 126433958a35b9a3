"""What commands share towards the terminal: options, questions, progress, delivery."""
