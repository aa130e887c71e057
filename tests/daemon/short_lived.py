"""A parent whose day lasts a fifth of a second."""

from daemon.sandbox import parent
from daemon.sandbox.__main__ import run
from daemon.sandbox.child import in_json
from mailflows.examine.turn import take_turn

if __name__ == "__main__":
    parent.LIFE = 0.2
    run(lambda _verb, mail, path: in_json(take_turn(mail, path)))
