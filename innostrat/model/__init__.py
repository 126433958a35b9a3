"""What the files mean: frozen models of strategy, round, idea, project, assessment, decision."""
