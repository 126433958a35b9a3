"""What holds whatever the weights: admissible weights, sampling, pools of portfolios, proofs."""
