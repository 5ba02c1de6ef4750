"""What the page that asks "what is what" needs of a form. The engine shows it and keeps its answer.

The form's own part of the page is `template`, included within the page's <form> with `form` and
`import_` in its context; the page brings the token, the headline and the buttons.
"""

from __future__ import annotations

from typing import Any, Protocol

from django.http import QueryDict

from routines.portability.reading import Asked, Choices


class MappingForm(Protocol):
    """As a Django form: bound to what was sent, or showing the choices as they are."""

    template: str
    errors: Any

    def is_valid(self) -> bool: ...

    def choices(self) -> Choices:
        """Return what was chosen; only of a valid form."""
        ...


def form_for(
    *,
    format: str,  # noqa: A002
    choices: Choices,
    asked: Asked,
    data: QueryDict | None = None,
) -> MappingForm:
    """Return the form of a file whose first look gave `choices`, or whose person chose them."""
    raise NotImplementedError(format)
