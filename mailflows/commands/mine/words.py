"""The names of the words about oneself, in three languages, and one sentence about each."""

from types import MappingProxyType

from mailflows.commands.undoing import with_the_one_before
from mailflows.commands.word import EVERYBODY, Word

ROWS: tuple[Word, ...] = (
    Word(
        name="me",
        ar="أنا",
        fr="moi",
        also=("myself", "حسابي"),
        value="none",
        text="optional",
        named=MappingProxyType({"language": "tongue", "notices": "notices", "pager": ""}),
        may=EVERYBODY,
        needs_ticket=False,
        help={
            "en": "Shows how the desk knows and writes to you; language=, notices= and pager=ADDRESS or off change it.",
            "ar": "تعرض كيف يعرفك المكتب ويراسلك؛ وتتغيّر لغتك أو تنبيهاتك بما يُكتب خلفها.",
            "fr": "Montre comment le service vous connaît et vous écrit ; language=, notices= et pager= le changent.",
        },
        example="#me notices=digest",
        undo=with_the_one_before("#me"),
    ),
)
