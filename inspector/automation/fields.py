"""How steps and actions declare their fields: what a form calls them, and how they are edited."""

from msgspec import Meta


def told(
    title: str, description: str, *, example: str = "", form: str = "", unless: str = ""
) -> Meta:
    """A field's label and what it is for. The form's widget follows from the field's type; `form`
    chooses another one: `paragraph`, or `pattern`. `example` stands in it while it is empty. The
    field counts only while that named `unless` is empty."""
    extra = {"form": form, "unless": unless}
    examples = [example] if example else None
    return Meta(title=title, description=description, examples=examples, extra=extra)
