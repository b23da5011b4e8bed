"""State diagrams, drawn from the tables of transitions, as Mermaid text in `docs/domain.md`."""

from django.apps import apps

from core.states import Stateful

BEGIN = "<!-- generated: states -->"
END = "<!-- end of generated -->"


def states() -> str:
    """One diagram a model that has states, in the order of the apps."""
    drawn: list[str] = []
    for model in apps.get_models():
        if not issubclass(model, Stateful):
            continue
        lines = [f"### {model._meta.verbose_name}", "", "```mermaid", "stateDiagram-v2"]
        first = model._meta.get_field("status").get_default() or next(iter(model.TRANSITIONS))
        lines.append(f"    [*] --> {first}")
        for before, afters in model.TRANSITIONS.items():
            lines += [f"    {before} --> {after}" for after in sorted(afters)]
            if not afters:
                lines.append(f"    {before} --> [*]")
        drawn.append("\n".join([*lines, "```"]))
    return "\n\n".join(drawn)


def renewed(text: str) -> str:
    """`text` with what stands between the marks drawn anew; `ValueError` without marks."""
    before, mark, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError("The marks of the generated part are missing.")
    return f"{before}{BEGIN}\n\n{states()}\n\n{END}{after}"
