"""ftfy's `fix_text` with mojifix's repair: for programs that have ftfy's and want the other."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from mojifix.conductor import repair
from mojifix.verdict import Policy

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

_ROUNDS = 8  # what cleaners make is looked at again, as ftfy does; two or three rounds are the rule


def fix_text(text: str, config: TextFixerConfig | None = None, **kwargs: Any) -> str:
    """`text` repaired as `fix` does, and cleaned by ftfy's cleaners as `config` (ftfy's `TextFixerConfig`) says.

    Keyword arguments stand for the options of the same name.  `fix_encoding=False` switches the repair off and
    `restore_byte_a0=False` its guesses at lost bytes; `replace_lossy_sequences` and `decode_inconsistent_utf8` mean
    nothing here.  Unlike ftfy, which looks at each line by itself, the repair sees the document.

    Raises UnicodeError where `text` is bytes, ValueError for an option that ftfy doesn't have, ImportError where ftfy
    isn't installed.

    >>> fix_text("l&rsquo;Ã©tÃ© ﬁnit")
    "l'été finit"
    >>> fix_text("l’Ã©tÃ© ﬁnit", uncurl_quotes=False)
    'l’été finit'
    """
    import ftfy
    from ftfy.fixes import unescape_html

    if isinstance(text, bytes):
        raise UnicodeError("fix_text takes text; decode the bytes first, or use mojifix.fix_bytes")
    if "fix_entities" in kwargs:
        warnings.warn("`fix_entities` has been renamed to `unescape_html`", DeprecationWarning, stacklevel=2)
        kwargs["unescape_html"] = kwargs.pop("fix_entities")
    config = (config or ftfy.TextFixerConfig())._replace(**kwargs)
    cleaning = config._replace(fix_encoding=False, unescape_html=False, explain=False)
    policy = Policy(guesses=config.restore_byte_a0)
    # "auto": entities are read up to the line in which the first < shows that this is HTML.
    split = len(text) if config.unescape_html else 0
    if config.unescape_html == "auto" and "<" in text:
        split = text.rfind("\n", 0, text.index("<")) + 1
    head, tail = text[:split], text[split:]
    for _ in range(_ROUNDS):
        before = head, tail
        head = unescape_html(head)
        if config.fix_encoding:
            head, tail = _repaired(head, tail, policy)
        head, tail = ftfy.fix_text(head, cleaning), ftfy.fix_text(tail, cleaning)
        if (head, tail) == before:
            break
    return head + tail


def _repaired(head: str, tail: str, policy: Policy) -> tuple[str, str]:
    """Both, repaired as one document."""
    found = repair(head + tail, policy)
    split = len(head)
    for one in found.repairs:
        if one.start < len(head):
            split += len(one.after) - len(one.before)
    return found.text[:split], found.text[split:]
