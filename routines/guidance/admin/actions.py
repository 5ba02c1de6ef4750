"""What a button beside the text does where no script does it at once."""

from __future__ import annotations

from collections.abc import Mapping

from routines.guidance.admin.typed import text_of
from routines.guidance.catalogue import current_vocabulary
from routines.guidance.fixes import with_fix
from routines.guidance.preview import preview_of
from routines.guidance.rule_templates import TEMPLATES


def acted_upon(fields: Mapping[str, str], sent: Mapping[str, str]) -> dict[str, str]:
    """The fields after what the pressed button asks for: a rule put in, or a slip mended."""
    if "_insert" in sent:
        return {**fields, "body": _with_template(fields["body"], sent.get("template", ""))}
    if "_fix" in sent:
        return {**fields, "body": _mended(fields, sent["_fix"])}
    return dict(fields)


def _with_template(body: str, name: str) -> str:
    chosen = next((one for one in TEMPLATES if one.name == name), None)
    return f"{body.rstrip()}\n\n{chosen.line}\n" if chosen else body


def _mended(fields: Mapping[str, str], place: str) -> str:
    """`place` is the line and the column of the problem, as `3:17`."""
    for shown in preview_of(text_of(fields, None), None, current_vocabulary()).problems:
        if shown.place == place and shown.fix is not None:
            return with_fix(fields["body"], shown.fix)
    return fields["body"]
