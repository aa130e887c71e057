"""Clocks: every promise is a due-time in a row, and a round every minute asks what is due.

What should run follows from how a ticket stands: `winding.wind` compares that with the rows and puts them right; it may
be said as often as one likes. `winding.wait_for` and `came_back` are for roles that were called, `offices` knows by
whose clock a ticket runs (`service_moment`), `profile` how long everything may take. `ringing.ring` is the round: what
only the desk is told goes into one mail a reader (`telling`), what a person is written by itself leaves by `leaving`.
Nothing is imported here: the desk itself holds a profile, and a room that loads all of this would need the desk first.
"""
