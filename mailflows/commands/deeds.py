"""Which deed stands behind which word: each room brings its own. `#ticket` and `#desk` only bind and have none."""

from collections.abc import Mapping

from mailflows.commands.call.deeds import DEEDS as CALL
from mailflows.commands.case import Deed
from mailflows.commands.end.deeds import DEEDS as END
from mailflows.commands.gather.deeds import DEEDS as GATHER
from mailflows.commands.later.deeds import DEEDS as LATER
from mailflows.commands.many.deeds import DEEDS as MANY
from mailflows.commands.mine.deeds import DEEDS as MINE
from mailflows.commands.prove.deeds import DEEDS as PROVE
from mailflows.commands.run.deeds import DEEDS as RUN
from mailflows.commands.see.deeds import DEEDS as SEE
from mailflows.commands.shift.deeds import DEEDS as SHIFT
from mailflows.commands.speak.deeds import DEEDS as SPEAK
from mailflows.commands.work.deeds import DEEDS as WORK

DEEDS: Mapping[str, Deed] = {
    **SEE,
    **WORK,
    **GATHER,
    **SPEAK,
    **CALL,
    **END,
    **MANY,
    **PROVE,
    **SHIFT,
    **MINE,
    **LATER,
    **RUN,
}
