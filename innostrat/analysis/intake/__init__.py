"""How proposals come in: tables read with certainty, and what is about the same thing."""
