"""Lists that a lead sent by mail: read out of the kept mail in the sandbox, taken in, and told of in a sealed mail."""

from dataclasses import replace

from daemon.errands import opened_again
from daemon.journal import describe
from daemon.taking import OURS
from daemon.tools import Tools
from mailflows.examine.indicators.feed import Feed
from mailflows.intel.brought import Waiting, count_try, take_brought, waiting


def read_lists(tools: Tools) -> int:
    """Reads what waits; returns how many mails. Trouble of our own lets them wait for the next round."""
    with tools.store.reading() as books:
        there = waiting(books)
    for one in there:
        try:
            feeds = _read(one, tools)
        except OURS:
            raise
        except Exception as trouble:  # noqa: BLE001  # the boundary: one mail that breaks must not hold up the others
            tools.journal.note("put_back", mail=one.kept, **describe(trouble))
            with tools.store.writing() as books:
                count_try(books, tools.desk, one, tools.now())
            continue
        with tools.store.writing() as books:
            take_brought(books, tools.desk, one, feeds, tools.now())
    return len(there)


def _read(one: Waiting, tools: Tools) -> list[Feed]:
    mail = opened_again(one.kept, tools)
    read = [(tools.examiner.feed(mail, path), name) for path, name in one.files]
    return [feed if feed.indicators else replace(feed, name=name) for feed, name in read]
