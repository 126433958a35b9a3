"""How a plan is defended in the room: leaps over the list, its nearest rival, how sure it is."""
